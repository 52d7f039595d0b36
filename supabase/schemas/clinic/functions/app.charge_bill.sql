-- The charge in force becomes what the bill says: nothing is edited, what differs is taken back and charged anew.
create function app.charge_bill(p_bill public.session_bills, p_payer_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_old public.money_charges;
  v_new public.money_charges;
  v_payments uuid[];
begin
  select * into v_old from public.money_charges c
  where c.tenant_id = p_bill.tenant_id and c.id = p_bill.charge_id and c.reversed_at is null for no key update;
  v_new.tenant_id := p_bill.tenant_id;
  -- what somebody has paid stays theirs
  v_new.payer_id := case when v_old.paid_cents > 0 then v_old.payer_id else p_payer_id end;
  v_new.amount_cents := case when p_bill.plan = 'single' then
    round(coalesce(p_bill.price_cents, 0)::numeric * coalesce(p_bill.override_percent, p_bill.share_percent) / 100) else 0 end;
  if v_old.id is not null and (v_old.payer_id, v_old.amount_cents) = (v_new.payer_id, v_new.amount_cents) then
    -- when and whose it is moves with the session, and no money
    update public.money_charges c set due_on = p_bill.day, therapist_id = p_bill.therapist_id
    where c.tenant_id = p_bill.tenant_id and c.id = v_old.id
      and (c.due_on, c.therapist_id) is distinct from (p_bill.day, p_bill.therapist_id);
    return v_old.id;
  end if;
  if v_old.id is not null then
    v_payments := app.close_charge(p_bill.tenant_id, v_old.id, null);
    perform app.tell_money(p_bill.tenant_id, v_old.payer_id);
  end if;
  if v_new.amount_cents = 0 then
    return null;
  end if;
  v_new.patient_id := p_bill.patient_id;
  v_new.session_id := p_bill.session_id;
  v_new.therapist_id := p_bill.therapist_id;
  v_new.origin := 'session';
  v_new.due_on := p_bill.day;
  v_new.id := app.open_charge(v_new);
  perform app.pay_charges(p_bill.tenant_id, v_payments, array[v_new.id]);
  perform app.tell_money(p_bill.tenant_id, v_new.payer_id);
  return v_new.id;
end;
$$;
comment on function app.charge_bill(public.session_bills, uuid) is
  'Brings the ledger to what a participant''s bill says, by reversal and new charge; what had paid the old one pays the new one. Answers the charge in force.';
revoke execute on function app.charge_bill(public.session_bills, uuid) from public, anon, authenticated;
