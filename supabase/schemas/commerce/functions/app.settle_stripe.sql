create function app.settle_stripe(p_tenant_id uuid, p_account_id uuid, p_event jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_meaning text := p_event ->> 'meaning';
  v_checkout app.stripe_checkouts;
  v_order public.orders;
  v_payment public.order_payments;
  v_money public.money_payments;
  v_entry public.money_entries;
  v_refund record;
  v_known integer;
  v_cents integer;
  v_lost integer;
  v_did jsonb;
begin
  if v_meaning = 'other' then
    return '{"outcome": "ignored", "reason": "not_about_money"}';
  elsif (p_event ->> 'livemode')::boolean is distinct from (
    select a.livemode from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.id = p_account_id) then
    return '{"outcome": "ignored", "reason": "other_mode"}';
  end if;
  select * into v_checkout from app.stripe_checkouts k
  where k.tenant_id = p_tenant_id and k.account_id = p_account_id
    and case when p_event ->> 'session_id' is not null then k.session_id = p_event ->> 'session_id' or k.session_id is null and k.id = app.typed_id(p_event ->> 'reference')
      else k.payment_intent_id = p_event ->> 'payment_intent_id' end;
  if v_checkout.id is null then
    -- a refund may be told before the payment; a session is known before anybody can pay it
    return case when v_meaning in ('refunded', 'refund_failed', 'disputed', 'dispute_closed') and p_event ->> 'payment_intent_id' is not null
      then '{"outcome": "waiting"}'::jsonb else '{"outcome": "ignored", "reason": "not_ours"}'::jsonb end;
  end if;
  v_order := app.lock_order(p_tenant_id, v_checkout.order_id);
  select * into v_checkout from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = v_checkout.id for update;
  v_did := jsonb_build_object('outcome', 'applied', 'reason', v_meaning, 'order_id', v_order.id);
  if v_meaning in ('paid', 'processing') then
    update app.stripe_checkouts k set session_id = coalesce(k.session_id, p_event ->> 'session_id'),
      payment_intent_id = coalesce(k.payment_intent_id, p_event ->> 'payment_intent_id'),
      state = case when v_meaning = 'paid' then 'paid' when k.state in ('open', 'expired') then 'processing' else k.state end
    where k.tenant_id = p_tenant_id and k.id = v_checkout.id returning * into v_checkout;
  end if;
  case v_meaning
    when 'paid' then
      v_cents := (p_event ->> 'amount_cents')::integer;
      if p_event ->> 'currency' is distinct from 'brl' or v_cents is null or v_cents <= 0 then
        perform app.raise_alert(p_tenant_id, 'order_money', v_checkout.session_id, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
        return jsonb_build_object('outcome', 'review', 'reason', 'other_currency', 'order_id', v_order.id);
      end if;
      v_did := app.apply_order_payment(p_tenant_id, v_order.id, 'stripe', v_checkout.session_id, v_cents, 'card');
      if v_did ->> 'outcome' = 'applied' then
        -- what Stripe keeps of it is known a little later
        perform app.enqueue_at(p_tenant_id, 'stripe_fee', jsonb_build_object('id', v_did ->> 'payment_id'), now() + interval '1 minute');
      end if;
      -- an event about a payment that another event has told already lets wait for nothing
      return jsonb_build_object('outcome', 'applied', 'reason', v_did ->> 'state', 'order_id', v_order.id);
    when 'processing' then
      if v_order.state = 'pending' and v_checkout.state = 'processing' then
        update public.orders o set expires_at = greatest(o.expires_at, now() + interval '5 days')
        where o.tenant_id = p_tenant_id and o.id = v_order.id and o.expires_at is not null returning * into v_order;
        if found then
          begin
            perform app.hold_order(v_order, v_order.expires_at);
          exception when sqlstate 'PT409' then
            null; -- whoever pays it meets an order that is over
          end;
          perform app.enqueue_at(p_tenant_id, 'expire_order', jsonb_build_object('id', v_order.id), v_order.expires_at);
        end if;
        perform app.note_order(p_tenant_id, v_order.id, 'waiting_voucher');
      end if;
    when 'failed' then
      if v_checkout.state <> 'paid' then
        update app.stripe_checkouts k set state = 'failed' where k.tenant_id = p_tenant_id and k.id = v_checkout.id;
        perform app.note_order(p_tenant_id, v_order.id, 'voucher_failed');
      end if;
    when 'expired' then
      update app.stripe_checkouts k set state = 'expired' where k.tenant_id = p_tenant_id and k.id = v_checkout.id and k.state = 'open';
      if found then
        perform app.note_order(p_tenant_id, v_order.id, 'checkout_expired');
      end if;
    else
      select * into v_payment from public.order_payments p
      where p.tenant_id = p_tenant_id and p.provider = 'stripe' and p.reference = v_checkout.session_id;
      if v_payment.id is null then
        return '{"outcome": "waiting"}';
      end if;
      select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_payment.entry_id;
      v_entry.tenant_id := p_tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := v_order.payer_id;
      v_entry.patient_id := v_order.patient_id;
      v_entry.method := 'card';
      v_entry.occurred_on := app.clinic_today(p_tenant_id);
      if v_meaning = 'refunded' then
        select coalesce(sum(r.amount_cents), 0) into v_known from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.kind <> 'dispute' and r.state = 'done';
        -- ours first, as they were asked for
        for v_refund in
          select r.id, r.amount_cents from public.order_refunds r
          where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.state = 'pending' order by r.created_at, r.id
        loop
          exit when v_known + v_refund.amount_cents > (p_event ->> 'refunded_cents')::integer;
          v_known := v_known + v_refund.amount_cents;
          perform app.settle_order_refund(p_tenant_id, v_refund.id, 'done');
        end loop;
        -- the rest was given back in the panel of Stripe
        v_cents := least((p_event ->> 'refunded_cents')::integer - v_known, v_money.amount_cents - v_money.refunded_cents);
        if v_cents > 0 and not exists (
          select from public.order_refunds r where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.state = 'pending') then
          v_order := app.lock_order(p_tenant_id, v_order.id);
          perform app.take_back_of_order(v_order, v_payment, v_cents, 'Estornado no painel do Stripe', (p_event ->> 'object_id') || ':' || (p_event ->> 'refunded_cents'));
        end if;
      elsif v_meaning = 'refund_failed' then
        select r.id into v_refund from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.kind <> 'dispute'
          and (r.reference = p_event ->> 'object_id' or r.reference is null and r.amount_cents = (p_event ->> 'amount_cents')::integer)
          and r.state <> 'failed'
        order by r.reference is null, r.created_at limit 1;
        if v_refund.id is null then
          return jsonb_build_object('outcome', 'review', 'reason', 'refund_not_ours', 'order_id', v_order.id);
        end if;
        perform app.settle_order_refund(p_tenant_id, v_refund.id, 'failed', p_event ->> 'object_id');
      elsif v_meaning = 'disputed' then
        v_cents := least((p_event ->> 'amount_cents')::integer, v_money.amount_cents - v_money.refunded_cents);
        if v_cents > 0 and not exists (
          select from public.order_refunds r where r.tenant_id = p_tenant_id and r.provider = 'stripe' and r.reference = p_event ->> 'object_id') then
          v_entry.kind := 'refund';
          v_entry.reverses_id := v_payment.entry_id;
          v_entry.amount_cents := v_cents;
          v_entry.note := 'Contestação do cartão';
          perform app.give_back(v_entry);
          -- what had paid the order is owed again; what was more than that was the payer's credit
          select v_order.paid_cents - o.paid_cents into v_lost from public.orders o where o.tenant_id = p_tenant_id and o.id = v_order.id;
          insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, order_cents, entry_id, reason,
            settled_at)
          values (p_tenant_id, gen_random_uuid(), v_order.id, v_payment.id, 'dispute', 'stripe', p_event ->> 'object_id', v_cents, v_lost, v_entry.id,
            v_entry.note, now());
          perform app.note_order(p_tenant_id, v_order.id, 'disputed', jsonb_build_object('amount_cents', v_cents));
          perform app.raise_alert(p_tenant_id, 'order_money', p_event ->> 'object_id', jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
        end if;
      else
        select * into v_refund from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.provider = 'stripe' and r.reference = p_event ->> 'object_id' and r.kind = 'dispute' for update;
        if v_refund.id is null then
          return '{"outcome": "waiting"}';
        end if;
        if p_event ->> 'status' in ('won', 'warning_closed') and v_refund.state = 'done' then
          v_entry.kind := 'payment';
          v_entry.amount_cents := -v_refund.amount_cents;
          v_entry.note := 'Contestação ganha';
          perform app.post_payment(v_entry);
          update public.order_refunds r set state = 'failed', settled_at = now() where r.tenant_id = p_tenant_id and r.id = v_refund.id;
          perform app.note_order(p_tenant_id, v_order.id, 'dispute_won', jsonb_build_object('amount_cents', v_refund.amount_cents));
          if v_order.charge_id is not null and v_payment.state in ('counted', 'honoured') then
            perform app.pay_charges(p_tenant_id, array[v_entry.id], array[v_order.charge_id]);
          end if;
        elsif p_event ->> 'status' = 'lost' and v_refund.state = 'done' then
          perform app.note_order(p_tenant_id, v_order.id, 'dispute_lost', jsonb_build_object('amount_cents', v_refund.amount_cents));
        end if;
        perform app.resolve_alert(p_tenant_id, 'order_money', p_event ->> 'object_id');
      end if;
      perform app.tell_money(p_tenant_id, v_order.payer_id);
  end case;
  perform app.refresh_order(p_tenant_id, v_order.id);
  return v_did;
end;
$$;
comment on function app.settle_stripe(uuid, uuid, jsonb) is
  'What an event of Stripe means for its order, in whichever order its news come. {outcome applied|ignored|waiting|review, reason, order_id}. Errors: none.';
revoke execute on function app.settle_stripe(uuid, uuid, jsonb) from public, anon, authenticated;
