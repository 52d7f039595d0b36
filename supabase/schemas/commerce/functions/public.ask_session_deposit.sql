create function public.ask_session_deposit(p_tenant_id uuid, p_id uuid, p_session_id uuid, p_patient_id uuid, p_amount_cents integer default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order uuid;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if exists (select from public.orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    return app.order_json(p_tenant_id, p_id);
  end if;
  if not exists (
    select from public.session_patients x
    where x.tenant_id = p_tenant_id and x.session_id = p_session_id and x.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  v_order := app.ask_deposit(p_tenant_id, p_session_id, p_patient_id, p_id, 'desk', case when p_amount_cents is not null then app.require_amount(p_amount_cents) end);
  if v_order is null then
    raise sqlstate 'PT409' using message = 'no_deposit_to_ask';
  end if;
  return app.order_json(p_tenant_id, v_order);
end;
$$;
comment on function public.ask_session_deposit(uuid, uuid, uuid, uuid, integer) is
  'Caller: owner, admin and operator. Asks a patient of a session to pay ahead, what its type says or p_amount_cents, never more than the session costs: an order, as get_order answers it. p_id comes from the client; a session that is asked for already keeps its order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_amount, PT404 session_not_found, PT409 no_deposit_to_ask.';
revoke execute on function public.ask_session_deposit(uuid, uuid, uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.ask_session_deposit(uuid, uuid, uuid, uuid, integer) to authenticated;
