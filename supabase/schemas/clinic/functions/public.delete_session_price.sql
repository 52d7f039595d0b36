create function public.delete_session_price(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.session_prices;
begin
  perform app.require_money_writer(p_tenant_id);
  delete from public.session_prices s where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_old;
  if v_old.id is not null then
    perform app.reprice(p_tenant_id, v_old.patient_id, v_old.therapist_id, v_old.session_type_id);
  end if;
end;
$$;
comment on function public.delete_session_price(uuid, uuid) is
  'Caller: owner, admin and operator. The next rule counts, for sessions from today on that nobody has paid. One that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_session_price(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_session_price(uuid, uuid) to authenticated;
