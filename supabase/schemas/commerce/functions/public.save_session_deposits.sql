create function public.save_session_deposits(p_tenant_id uuid, p_hold_minutes integer, p_asks_online boolean, p_deposits jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'products');
  if jsonb_typeof(p_deposits) is distinct from 'array' or jsonb_array_length(p_deposits) > 200 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'deposits';
  elsif exists (
    select from jsonb_array_elements(p_deposits) x where not exists (
      select from public.session_types y where y.tenant_id = p_tenant_id and y.id = app.typed_id(x ->> 'session_type_id'))
  ) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  -- one at a time
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  delete from public.session_deposits d where d.tenant_id = p_tenant_id and not exists (
    select from jsonb_array_elements(p_deposits) x where app.typed_id(x ->> 'session_type_id') = d.session_type_id);
  insert into public.session_deposits (tenant_id, session_type_id, amount_cents, hold_minutes, asks_online)
  select distinct on (app.typed_id(x ->> 'session_type_id')) p_tenant_id, app.typed_id(x ->> 'session_type_id'), (x ->> 'amount_cents')::integer,
    coalesce(p_hold_minutes, 120), coalesce(p_asks_online, true)
  from jsonb_array_elements(p_deposits) x
  on conflict (tenant_id, session_type_id) do update set
    amount_cents = excluded.amount_cents, hold_minutes = excluded.hold_minutes, asks_online = excluded.asks_online;
  perform app.audit(p_tenant_id, 'deposits.saved', 'session_deposits', null, null,
    jsonb_build_object('hold_minutes', p_hold_minutes, 'asks_online', p_asks_online, 'types', jsonb_array_length(p_deposits)));
  return public.get_session_deposits(p_tenant_id);
exception when check_violation or not_null_violation or numeric_value_out_of_range or invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$$;
comment on function public.save_session_deposits(uuid, integer, boolean, jsonb) is
  'Caller: owner and admin. What types of session ask for ahead: p_deposits [{session_type_id, amount_cents}] replaces all, p_hold_minutes (15 to 10080) is how long the time is held, p_asks_online whether whoever books by the link pays it there. Answers get_session_deposits. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_settings, PT404 session_type_not_found.';
revoke execute on function public.save_session_deposits(uuid, integer, boolean, jsonb) from public, anon, authenticated;
grant execute on function public.save_session_deposits(uuid, integer, boolean, jsonb) to authenticated;
