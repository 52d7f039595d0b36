create function app.is_late_cancel(p_session public.sessions, p_policy public.absence_policies)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- what a changed series leaves behind is not the patient's doing
  select now() > p_session.starts_at - make_interval(hours => p_policy.notice_hours)
    and p_session.cancel_reason is distinct from 'series_changed'
    -- nor is a request that the clinic declined
    and not exists (
      select from public.online_bookings b
      where b.tenant_id = p_session.tenant_id and b.session_id = p_session.id and b.status = 'declined');
$$;
comment on function app.is_late_cancel(public.sessions, public.absence_policies) is
  'Whether cancelling this session now is later than the policy''s notice.';
revoke execute on function app.is_late_cancel(public.sessions, public.absence_policies) from public, anon, authenticated;
