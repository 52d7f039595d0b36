create function public.settle_late_payment(
  p_tenant_id uuid, p_payment_id uuid, p_act text, p_reason text default null, p_method text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_payment public.order_payments;
  v_order public.orders;
  v_entry public.money_entries;
  v_money public.money_payments;
  v_id uuid := gen_random_uuid();
begin
  perform app.require_order_writer(p_tenant_id);
  if p_act is null or p_act not in ('honour', 'refund', 'credit') then
    raise sqlstate 'PT400' using message = 'invalid_order', detail = 'act';
  end if;
  select * into v_payment from public.order_payments p where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  if v_payment.id is null then
    raise sqlstate 'PT404' using message = 'order_payment_not_found';
  end if;
  v_order := app.lock_order(p_tenant_id, v_payment.order_id);
  select * into v_payment from public.order_payments p where p.tenant_id = p_tenant_id and p.id = p_payment_id for update;
  if v_payment.state <> 'late' then
    return app.order_json(p_tenant_id, v_order.id);
  end if;
  select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_payment.entry_id;
  if p_act = 'honour' then
    if v_payment.reason = 'paid_twice' or v_money.free_cents = 0 then
      raise sqlstate 'PT409' using message = 'order_not_payable';
    end if;
    if app.take_order_money(v_order, v_payment.entry_id, v_payment.provider, v_payment.reference, p_payment_id) <> 'counted' then
      raise sqlstate 'PT409' using message = 'order_not_payable';
    end if;
  elsif p_act = 'credit' then
    perform app.require_refund_way(p_tenant_id, v_order, 'credit', null);
    update public.order_payments p set state = 'credited' where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  else
    if v_money.free_cents > 0 then
      v_entry.tenant_id := p_tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := v_order.payer_id;
      v_entry.patient_id := v_order.patient_id;
      v_entry.kind := 'refund';
      v_entry.reverses_id := v_payment.entry_id;
      v_entry.amount_cents := v_money.free_cents;
      v_entry.method := case when v_payment.provider = 'stripe' then 'card' else app.require_payment_method(coalesce(p_method, 'pix')) end;
      v_entry.occurred_on := app.clinic_today(p_tenant_id);
      v_entry.note := coalesce(app.trimmed(p_reason, 300), 'Pedido nº ' || v_order.number || ' já encerrado');
      perform app.give_back(v_entry);
      insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, amount_cents, entry_id, state, reason, created_by)
      values (p_tenant_id, v_id, v_order.id, p_payment_id, 'late', case when v_payment.provider = 'stripe' then 'stripe' else 'desk' end,
        v_money.free_cents, v_entry.id, case when v_payment.provider = 'stripe' then 'pending' else 'done' end, v_entry.note, auth.uid());
      if v_payment.provider = 'stripe' then
        insert into app.jobs (tenant_id, kind, payload) values (p_tenant_id, 'refund_stripe', jsonb_build_object('refund_id', v_id));
      end if;
    end if;
    update public.order_payments p set state = 'refunded' where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  end if;
  update public.order_payments p set settled_by = auth.uid(), settled_at = now() where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  perform app.resolve_alert(p_tenant_id, 'order_money', v_payment.reference);
  perform app.note_order(p_tenant_id, v_order.id, 'late_settled', jsonb_build_object('act', p_act));
  perform app.audit(p_tenant_id, 'order.late_settled', 'orders', v_order.id::text, null, jsonb_build_object('act', p_act), app.trimmed(p_reason, 300));
  perform app.tell_money(p_tenant_id, v_order.payer_id);
  perform app.refresh_order(p_tenant_id, v_order.id);
  return app.order_json(p_tenant_id, v_order.id);
end;
$$;
comment on function public.settle_late_payment(uuid, uuid, text, text, text) is
  'Caller: owner, admin and operator. What becomes of money that came for an order that was over: honour (the order is open again, its stock held), refund (the way it came) or credit (it stays the payers). A payment that was settled stays so. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_order, PT400 invalid_method, PT404 order_payment_not_found, PT409 out_of_stock, PT409 order_not_payable, PT409 credit_needs_buyer.';
revoke execute on function public.settle_late_payment(uuid, uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.settle_late_payment(uuid, uuid, text, text, text) to authenticated;
