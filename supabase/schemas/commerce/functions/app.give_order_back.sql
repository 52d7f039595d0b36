create function app.give_order_back(p_order public.orders, p_id uuid, p_amount_cents integer, p_kind text, p_method text, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_freed uuid[];
  v_charge uuid;
  v_left integer := p_amount_cents;
  v_part integer;
  v_payment record;
  v_entry public.money_entries;
  v_id uuid := p_id;
begin
  if p_amount_cents > p_order.paid_cents then
    raise sqlstate 'PT409' using message = 'more_than_paid', detail = p_order.paid_cents::text;
  end if;
  -- the order becomes smaller: its charge is taken back, and what is left of it is charged and paid anew
  v_freed := app.close_charge(p_order.tenant_id, p_order.charge_id, 'Devolução do pedido nº ' || p_order.number);
  if p_kind = 'credit' then
    insert into public.order_refunds (tenant_id, id, order_id, kind, provider, amount_cents, reason, created_by, settled_at)
    values (p_order.tenant_id, p_id, p_order.id, 'credit', 'ledger', p_amount_cents, p_reason, auth.uid(), now());
  else
    for v_payment in
      select p.id, p.provider, p.entry_id, m.amount_cents - m.refunded_cents as left_cents from public.order_payments p
      join public.money_payments m on m.tenant_id = p_order.tenant_id and m.id = p.entry_id and m.reversed_at is null
      where p.tenant_id = p_order.tenant_id and p.order_id = p_order.id and p.state in ('counted', 'honoured') and p.entry_id = any (v_freed)
        and m.amount_cents > m.refunded_cents
      order by p.created_at desc, p.id desc
    loop
      exit when v_left = 0;
      v_part := least(v_left, v_payment.left_cents);
      v_left := v_left - v_part;
      v_entry := null;
      v_entry.tenant_id := p_order.tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := p_order.payer_id;
      v_entry.patient_id := p_order.patient_id;
      v_entry.kind := 'refund';
      v_entry.reverses_id := v_payment.entry_id;
      v_entry.amount_cents := v_part;
      v_entry.method := case when v_payment.provider = 'stripe' then 'card' else coalesce(p_method, 'pix') end;
      v_entry.occurred_on := app.clinic_today(p_order.tenant_id);
      v_entry.note := p_reason;
      perform app.give_back(v_entry);
      insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, amount_cents, entry_id, state, reason, created_by, settled_at)
      values (p_order.tenant_id, v_id, p_order.id, v_payment.id, 'money', case when v_payment.provider = 'stripe' then 'stripe' else 'desk' end,
        v_part, v_entry.id, case when v_payment.provider = 'stripe' then 'pending' else 'done' end, p_reason, auth.uid(),
        case when v_payment.provider <> 'stripe' then now() end);
      if v_payment.provider = 'stripe' then
        insert into app.jobs (tenant_id, kind, payload) values (p_order.tenant_id, 'refund_stripe', jsonb_build_object('refund_id', v_id));
      end if;
      v_id := gen_random_uuid();
    end loop;
    if v_left > 0 then
      raise sqlstate 'PT409' using message = 'more_than_paid', detail = (p_amount_cents - v_left)::text;
    end if;
  end if;
  update public.orders o set refunded_cents = o.refunded_cents + p_amount_cents, charge_id = null
  where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
  v_charge := app.order_charge(p_order.tenant_id, p_order.id);
  if v_charge is not null then
    perform app.pay_at_most(p_order.tenant_id, v_freed, v_charge, p_order.paid_cents - p_amount_cents);
  end if;
  perform app.fit_order_invoices(p_order, p_reason);
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded',
    jsonb_build_object('amount_cents', p_amount_cents, 'kind', p_kind, 'reason', p_reason));
  perform app.audit(p_order.tenant_id, 'order.refunded', 'orders', p_order.id::text, null,
    jsonb_build_object('amount_cents', p_amount_cents, 'kind', p_kind), p_reason);
  perform app.tell_money(p_order.tenant_id, p_order.payer_id);
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$$;
comment on function app.give_order_back(public.orders, uuid, integer, text, text, text) is
  'A part of an order is given back, as money by the way that it came (the last payment first; Stripe is asked by a job) or as the payers credit. The order is locked. Errors: PT409 more_than_paid.';
revoke execute on function app.give_order_back(public.orders, uuid, integer, text, text, text) from public, anon, authenticated;
