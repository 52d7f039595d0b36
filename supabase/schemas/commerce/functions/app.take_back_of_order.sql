create function app.take_back_of_order(
  p_order public.orders, p_payment public.order_payments, p_amount_cents integer, p_reason text, p_reference text
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.money_entries;
  v_freed uuid[] := '{}';
  v_charge uuid;
  v_counts boolean := p_payment.state in ('counted', 'honoured');
  -- what is more than the order has was the payer's credit
  v_part integer := case when v_counts then least(p_amount_cents, p_order.paid_cents) end;
begin
  if v_counts then
    v_freed := app.close_charge(p_order.tenant_id, p_order.charge_id, p_reason);
  end if;
  v_entry.tenant_id := p_order.tenant_id;
  v_entry.id := gen_random_uuid();
  v_entry.payer_id := p_order.payer_id;
  v_entry.patient_id := p_order.patient_id;
  v_entry.kind := 'refund';
  v_entry.reverses_id := p_payment.entry_id;
  v_entry.amount_cents := p_amount_cents;
  v_entry.method := 'card';
  v_entry.occurred_on := app.clinic_today(p_order.tenant_id);
  v_entry.note := p_reason;
  perform app.give_back(v_entry);
  insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, order_cents, entry_id, reason, settled_at)
  values (p_order.tenant_id, gen_random_uuid(), p_order.id, p_payment.id, case when v_counts then 'money' else 'late' end, 'stripe', p_reference,
    p_amount_cents, v_part, v_entry.id, p_reason, now());
  if v_counts then
    update public.orders o set refunded_cents = o.refunded_cents + v_part, charge_id = null
    where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
    v_charge := app.order_charge(p_order.tenant_id, p_order.id);
    if v_charge is not null then
      perform app.pay_at_most(p_order.tenant_id, v_freed, v_charge, p_order.paid_cents - v_part);
    end if;
    perform app.fit_order_invoices(p_order, p_reason);
  elsif p_payment.state = 'late' then
    update public.order_payments p set state = 'refunded', settled_at = now() where p.tenant_id = p_order.tenant_id and p.id = p_payment.id;
    perform app.resolve_alert(p_order.tenant_id, 'order_money', p_payment.reference);
  end if;
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded', jsonb_build_object('amount_cents', p_amount_cents, 'kind', 'money', 'reason', p_reason));
end;
$$;
comment on function app.take_back_of_order(public.orders, public.order_payments, integer, text, text) is
  'Money that somebody gave back where it was paid: the ledger follows, and the order becomes smaller. The order is locked.';
revoke execute on function app.take_back_of_order(public.orders, public.order_payments, integer, text, text) from public, anon, authenticated;
