create function app.assistant_order_state(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.tell_orders(p_tenant_id, array(
    select o.id from public.orders o
    where o.tenant_id = p_tenant_id and (o.thread_id = p_thread_id or o.patient_id = p_patient_id)
      and (p_args ->> 'number' is null or o.number = (p_args ->> 'number')::integer)
    order by o.created_at desc limit 5));
$$;
comment on function app.assistant_order_state(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: orders of this conversation and of the patient who writes, the newest five.';
revoke execute on function app.assistant_order_state(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
