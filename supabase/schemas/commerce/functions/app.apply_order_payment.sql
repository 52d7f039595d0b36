create function app.apply_order_payment(
  p_tenant_id uuid, p_order_id uuid, p_provider text, p_reference text, p_amount_cents integer, p_method text, p_occurred_on date default null, p_entry_id uuid default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_known public.order_payments;
  v_entry public.money_entries;
  v_state text;
begin
  v_order := app.lock_order(p_tenant_id, p_order_id);
  select * into v_known from public.order_payments p
  where p.tenant_id = p_tenant_id and p.provider = p_provider and p.reference = p_reference;
  if v_known.id is not null then
    return jsonb_build_object('outcome', 'duplicate', 'state', v_known.state, 'order_id', v_known.order_id, 'payment_id', v_known.id);
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := coalesce(p_entry_id, gen_random_uuid());
  v_entry.payer_id := v_order.payer_id;
  v_entry.patient_id := v_order.patient_id;
  v_entry.kind := 'payment';
  v_entry.amount_cents := -p_amount_cents;
  v_entry.method := p_method;
  v_entry.occurred_on := coalesce(p_occurred_on, app.clinic_today(p_tenant_id));
  v_entry.note := 'Pedido nº ' || v_order.number;
  perform app.post_payment(v_entry);
  v_state := app.take_order_money(v_order, v_entry.id, p_provider, p_reference);
  perform app.tell_money(p_tenant_id, v_order.payer_id);
  return jsonb_build_object('outcome', 'applied', 'state', v_state, 'order_id', p_order_id, 'payment_id', (
    select p.id from public.order_payments p where p.tenant_id = p_tenant_id and p.provider = p_provider and p.reference = p_reference));
end;
$$;
comment on function app.apply_order_payment(uuid, uuid, text, text, integer, text, date, uuid) is
  'The one way in which money reaches an order: the page, the desk and the webhook call it, in whichever order and as often as they like. Counted once for provider and reference. {outcome applied|duplicate, state counted|late, order_id, payment_id}. Errors: PT404 order_not_found.';
revoke execute on function app.apply_order_payment(uuid, uuid, text, text, integer, text, date, uuid) from public, anon, authenticated;
grant execute on function app.apply_order_payment(uuid, uuid, text, text, integer, text, date, uuid) to service_role;
