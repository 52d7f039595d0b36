create function public.set_session_charging(p_tenant_id uuid, p_session_id uuid, p_once boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_session(p_tenant_id, p_session_id);
  update public.sessions s set charges_once = p_once where s.tenant_id = p_tenant_id and s.id = p_session_id;
  perform app.bill_session(p_tenant_id, p_session_id, 'plan');
  return public.get_session_money(p_tenant_id, p_session_id);
end;
$$;
comment on function public.set_session_charging(uuid, uuid, boolean) is
  'Caller: owner, admin and operator. A session of several is charged once, by who stands first, or to each participant; null: as its type says. Answers get_session_money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found.';
revoke execute on function public.set_session_charging(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.set_session_charging(uuid, uuid, boolean) to authenticated;
