create function app.take_order_money(
  p_order public.orders, p_entry_id uuid, p_provider text, p_reference text, p_payment_id uuid default null
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := p_order;
  v_reason text;
  v_charge uuid;
  v_counts integer;
begin
  if v_order.cancelled_at is not null and p_payment_id is null then
    v_reason := 'cancelled';
  elsif v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    v_reason := 'paid_twice';
  elsif p_payment_id is null and app.deposit_is_over(v_order.tenant_id, v_order.id) then
    -- nobody keeps a time for it any more
    v_reason := 'session_off';
  else
    perform from public.coupons c where c.tenant_id = v_order.tenant_id and c.id = v_order.coupon_id for update;
    begin
      -- what is held stays held; what was let go is held again, if it is still there
      perform app.hold_order(v_order, null);
    exception when sqlstate 'PT409' then
      if sqlerrm not in ('out_of_stock', 'no_seats_left', 'time_taken') or p_payment_id is not null then
        raise;
      end if;
      v_reason := 'expired';
    end;
  end if;
  -- what is more than the order asks for is the payer's credit
  select least(m.free_cents, case when v_reason is null then v_order.total_cents - v_order.refunded_cents - v_order.paid_cents else m.free_cents end)
  into v_counts from public.money_payments m where m.tenant_id = v_order.tenant_id and m.id = p_entry_id;
  if v_reason is null then
    if v_order.expired_at is not null or v_order.cancelled_at is not null then
      perform app.note_order(v_order.tenant_id, v_order.id, 'revived');
      perform app.keep_coupon_use(v_order);
    end if;
    update public.orders o set expired_at = null, cancelled_at = null, expires_at = null
    where o.tenant_id = v_order.tenant_id and o.id = v_order.id;
    v_charge := app.order_charge(v_order.tenant_id, v_order.id);
  end if;
  if p_payment_id is not null and v_reason is null then
    update public.order_payments p set state = 'honoured', amount_cents = v_counts where p.tenant_id = v_order.tenant_id and p.id = p_payment_id;
  elsif p_payment_id is null then
    insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents, state, reason)
    values (v_order.tenant_id, v_order.id, p_provider, p_reference, p_entry_id, v_counts, case when v_reason is null then 'counted' else 'late' end, v_reason);
  end if;
  if v_reason is null then
    perform app.note_order(v_order.tenant_id, v_order.id, 'payment', (
      select jsonb_build_object('amount_cents', m.amount_cents, 'over_cents', nullif(m.free_cents - v_counts, 0), 'provider', p_provider, 'method', e.method)
      from public.money_payments m join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id
      where m.tenant_id = v_order.tenant_id and m.id = p_entry_id));
    perform app.pay_charges(v_order.tenant_id, array[p_entry_id], array[v_charge]);
    perform app.refresh_order(v_order.tenant_id, v_order.id);
    return 'counted';
  end if;
  if v_reason in ('expired', 'session_off') and v_order.expired_at is null and v_order.paid_cents = 0 then
    perform app.end_order(v_order, case v_reason when 'expired' then 'expired' else 'cancelled' end);
  end if;
  perform app.note_order(v_order.tenant_id, v_order.id, 'payment_late', jsonb_build_object('reason', v_reason));
  perform app.raise_alert(v_order.tenant_id, 'order_money', p_reference, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
  perform app.refresh_order(v_order.tenant_id, v_order.id);
  return 'late';
end;
$$;
comment on function app.take_order_money(public.orders, uuid, text, text, uuid) is
  'Money that is in the ledger already is given to an order, which is locked: it pays it, and opens it again where it had expired and its stock is still there. Otherwise it stays the payers credit and waits for a person (late). With p_payment_id a person decided to honour it: then PT409 out_of_stock, no_seats_left and time_taken are told.';
revoke execute on function app.take_order_money(public.orders, uuid, text, text, uuid) from public, anon, authenticated;
