create function app.absence_share(p_policy public.absence_policies, p_status text, p_is_late boolean)
returns smallint
language sql
immutable
set search_path = ''
as $$
  select case p_status when 'missed' then p_policy.missed_percent when 'excused' then p_policy.excused_percent
    when 'cancelled' then case when p_is_late then p_policy.late_cancel_percent else 0 end else 100 end::smallint;
$$;
comment on function app.absence_share(public.absence_policies, text, boolean) is
  'What share of the price is charged for what became of a session.';
revoke execute on function app.absence_share(public.absence_policies, text, boolean) from public, anon, authenticated;
