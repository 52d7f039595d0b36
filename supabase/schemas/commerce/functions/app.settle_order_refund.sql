create function app.settle_order_refund(p_tenant_id uuid, p_id uuid, p_state text, p_reference text default null)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_refund public.order_refunds;
  v_order public.orders;
  v_entry public.money_entries;
begin
  select * into v_refund from public.order_refunds r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_refund.id is null then
    return 'gone';
  end if;
  v_order := app.lock_order(p_tenant_id, v_refund.order_id);
  select * into v_refund from public.order_refunds r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if v_refund.state = 'failed' or v_refund.state = p_state then
    update public.order_refunds r set reference = coalesce(r.reference, p_reference) where r.tenant_id = p_tenant_id and r.id = p_id;
    return 'kept';
  end if;
  update public.order_refunds r set state = p_state, reference = coalesce(p_reference, r.reference), settled_at = now()
  where r.tenant_id = p_tenant_id and r.id = p_id;
  if p_state = 'failed' then
    -- the clinic has the money again, and owes it: it is the payer's credit until a person has seen to it
    v_entry.tenant_id := p_tenant_id;
    v_entry.id := gen_random_uuid();
    v_entry.payer_id := v_order.payer_id;
    v_entry.patient_id := v_order.patient_id;
    v_entry.kind := 'payment';
    v_entry.amount_cents := -v_refund.amount_cents;
    v_entry.method := 'card';
    v_entry.occurred_on := app.clinic_today(p_tenant_id);
    v_entry.note := 'Estorno não concluído do pedido nº ' || v_order.number;
    perform app.post_payment(v_entry);
    insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents, state, reason)
    values (p_tenant_id, v_order.id, 'ledger', v_entry.id::text, v_entry.id, v_refund.amount_cents, 'late', 'cancelled');
    perform app.note_order(p_tenant_id, v_order.id, 'refund_failed', jsonb_build_object('amount_cents', v_refund.amount_cents));
    perform app.raise_alert(p_tenant_id, 'order_money', v_entry.id::text, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
    perform app.tell_money(p_tenant_id, v_order.payer_id);
  end if;
  perform app.refresh_order(p_tenant_id, v_order.id);
  return p_state;
end;
$$;
comment on function app.settle_order_refund(uuid, uuid, text, text) is
  'Caller: the job refund_stripe and events of Stripe. A refund that failed becomes credit of the payer again, and an alert; what failed stays failed. done|failed|kept|gone. Errors: none.';
revoke execute on function app.settle_order_refund(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function app.settle_order_refund(uuid, uuid, text, text) to service_role;
