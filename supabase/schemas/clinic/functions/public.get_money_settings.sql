create function public.get_money_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.money_settings;
begin
  perform app.require_money_reader(p_tenant_id);
  select * into v_row from public.money_settings m where m.tenant_id = p_tenant_id;
  return jsonb_build_object('reminder_days', coalesce(v_row.reminder_days, 7), 'reminder_text', coalesce(v_row.reminder_text, app.reminder_text()),
    'is_own_text', v_row.reminder_text is not null, 'unbilled_sessions', (
      select count(*) from app.unbilled_sessions u where u.tenant_id = p_tenant_id and u.billed_at is null));
end;
$$;
comment on function public.get_money_settings(uuid) is
  'Caller: owner, admin, supervisor and operator. {reminder_days, reminder_text, is_own_text, unbilled_sessions: how many were booked before there was a ledger and are not charged}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_money_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_money_settings(uuid) to authenticated;
