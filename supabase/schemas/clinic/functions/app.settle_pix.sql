-- What a payment at Asaas means for the ledger, in whichever order its news come. p_told_at NULL: as it is now.
create function app.settle_pix(p_tenant_id uuid, p_account_id uuid, p_meaning text, p_payment jsonb, p_told_at text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_payment_id text := case when char_length(p_payment ->> 'id') between 1 and 200 then p_payment ->> 'id' end;
  v_pix app.pix_charges;
  v_receipt app.pix_payments;
  v_entry public.money_entries;
  v_money public.money_payments;
  v_cents integer := app.pix_cents(p_payment -> 'value');
  v_refunded integer;
  v_target integer;
  v_did text;
begin
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.asaas_payment_id = v_payment_id;
  if v_pix.id is null then
    -- a charge that nobody had the time to record, or a second one of it
    select * into v_pix from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.id = app.typed_id(p_payment ->> 'externalReference') and p.account_id = p_account_id;
  end if;
  if v_payment_id is null or v_pix.id is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'not_a_pix');
  end if;
  perform app.lock_payer(p_tenant_id, v_pix.payer_id);
  update app.pix_charges p set
    asaas_payment_id = v_payment_id, charging_until = null, asaas_customer_id = coalesce(p.asaas_customer_id, p_payment ->> 'customer'),
    invoice_url = coalesce(p.invoice_url, p_payment ->> 'invoiceUrl')
  where p.tenant_id = p_tenant_id and p.id = v_pix.id and p.asaas_payment_id is null;
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = v_pix.id for update;
  if p_meaning = 'deleted' and v_pix.status = 'pending' and v_pix.asaas_payment_id = v_payment_id then
    update app.pix_charges p set status = 'cancelled', closed_at = now() where p.tenant_id = p_tenant_id and p.id = v_pix.id;
    v_did := 'cancelled';
  elsif p_meaning = 'restored' and v_pix.status = 'cancelled' and v_pix.asaas_payment_id = v_payment_id then
    update app.pix_charges p set status = 'pending', closed_at = null where p.tenant_id = p_tenant_id and p.id = v_pix.id;
    v_did := 'restored';
  elsif p_meaning in ('paid', 'reversed', 'partly_reversed', 'refund_denied', 'dispute_won') then
    if v_cents is null then
      return jsonb_build_object('outcome', 'review', 'reason', 'no_amount', 'pix_charge_id', v_pix.id);
    end if;
    select * into v_receipt from app.pix_payments r where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id for update;
    if v_receipt.entry_id is null then
      v_did := 'paid';
      v_receipt.entry_id := app.post_pix(v_pix, v_cents, p_payment);
      update public.money_payments m set fee_cents = v_cents - app.pix_cents(p_payment -> 'netValue')
      where m.tenant_id = p_tenant_id and m.id = v_receipt.entry_id and app.pix_cents(p_payment -> 'netValue') <= v_cents;
      insert into app.pix_payments (tenant_id, asaas_payment_id, pix_charge_id, entry_id)
      values (p_tenant_id, v_payment_id, v_pix.id, v_receipt.entry_id) returning * into v_receipt;
    end if;
    select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_receipt.entry_id;
    select coalesce(sum(app.pix_cents(r -> 'value')), 0) into v_refunded
    from jsonb_array_elements(case jsonb_typeof(p_payment -> 'refunds') when 'array' then p_payment -> 'refunds' else '[]' end) r
    where coalesce(r ->> 'status', 'DONE') = 'DONE';
    v_target := case p_meaning
      when 'reversed' then v_cents
      when 'paid' then case when p_told_at is null then v_refunded else 0 end
      else v_refunded end;
    v_target := least(v_target, v_cents);
    if p_meaning in ('refund_denied', 'dispute_won') then
      if v_receipt.taken_back_cents > v_target and coalesce(p_told_at, '~') > coalesce(v_receipt.told_at, '') then
        v_cents := v_receipt.taken_back_cents - v_target;
        v_receipt.entry_id := app.post_pix(v_pix, v_cents, p_payment);
        v_did := 'given_again';
        update app.pix_payments r set entry_id = v_receipt.entry_id, taken_back_cents = 0, told_at = coalesce(p_told_at, r.told_at)
        where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
      elsif coalesce(p_told_at, '') > coalesce(v_receipt.told_at, '') then
        -- what took it back may come later, and is older news
        update app.pix_payments r set told_at = p_told_at where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
      end if;
    elsif v_target > v_receipt.taken_back_cents and (p_told_at is null or p_told_at >= coalesce(v_receipt.told_at, '')) then
      -- what the clinic typed as given back already is not given back twice
      v_entry.amount_cents := least(v_target - v_receipt.taken_back_cents, v_money.amount_cents - v_money.refunded_cents,
        greatest(v_target - v_money.refunded_cents, 0));
      if v_money.reversed_at is null and v_entry.amount_cents > 0 then
        v_entry.tenant_id := p_tenant_id;
        v_entry.payer_id := v_pix.payer_id;
        v_entry.kind := 'refund';
        v_entry.reverses_id := v_money.id;
        v_entry.method := 'pix';
        v_entry.occurred_on := app.clinic_today(p_tenant_id);
        v_entry.note := 'PIX devolvido pelo Asaas';
        select e.patient_id into v_entry.patient_id from public.money_entries e where e.tenant_id = p_tenant_id and e.id = v_money.id;
        perform app.give_back(v_entry);
        v_did := 'taken_back';
      end if;
      update app.pix_payments r set taken_back_cents = r.taken_back_cents + coalesce(v_entry.amount_cents, 0), told_at = coalesce(p_told_at, r.told_at)
      where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
    end if;
  end if;
  if v_did is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'nothing_new', 'pix_charge_id', v_pix.id);
  end if;
  perform app.tell_money(p_tenant_id, v_pix.payer_id);
  return jsonb_build_object('outcome', 'applied', 'reason', v_did, 'pix_charge_id', v_pix.id);
end;
$$;
comment on function app.settle_pix(uuid, uuid, text, jsonb, text) is
  'A payment of a clinic''s account: p_meaning as app.asaas_event_meaning says it. Locks the payer, then the PIX. {outcome applied|ignored|review, reason, pix_charge_id}. Errors: none.';
revoke execute on function app.settle_pix(uuid, uuid, text, jsonb, text) from public, anon, authenticated;
