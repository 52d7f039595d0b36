create function app.key_order_state(p_tenant_id uuid, p_patient_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_number integer := (p_args ->> 'number')::integer;
  v_phone text := app.normalize_phone(left(p_args ->> 'phone', 60));
begin
  if p_args ? 'phone' and v_phone is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "phone"}';
  elsif v_number is null and v_phone is null and p_patient_id is null then
    return '{"ok": false, "error": "bad_arguments", "detail": "number"}';
  end if;
  return app.tell_orders(p_tenant_id, array(
    select o.id from public.orders o
    where o.tenant_id = p_tenant_id and (v_number is null or o.number = v_number)
      and (p_patient_id is null or o.patient_id = p_patient_id
        or o.payer_id in (select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = p_patient_id))
      and (v_phone is null
        or o.payer_id in (select y.id from public.payers y where y.tenant_id = p_tenant_id and y.phone = v_phone)
        or o.thread_id in (select t.id from public.conversation_threads t where t.tenant_id = p_tenant_id and t.phone = v_phone)
        or exists (
          select from public.contact_phones c
          where c.tenant_id = p_tenant_id and c.phone = v_phone and (c.patient_id = o.patient_id or c.contact_id = o.contact_id)))
    order by o.created_at desc limit 5));
end;
$$;
comment on function app.key_order_state(uuid, uuid, jsonb) is
  'The tool order_state for a program of the clinic, which is no conversation: orders of its clinic by their number, the phone of who bought, or the patient; what is named has to fit together. Answers as app.tell_orders, or bad_arguments when nothing is named.';
revoke execute on function app.key_order_state(uuid, uuid, jsonb) from public, anon, authenticated;
