create function app.open_charge(p_charge public.money_charges)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.money_entries;
  v_id uuid;
begin
  v_entry.tenant_id := p_charge.tenant_id;
  v_entry.id := p_charge.id;
  v_entry.payer_id := p_charge.payer_id;
  v_entry.patient_id := p_charge.patient_id;
  v_entry.session_id := p_charge.session_id;
  v_entry.kind := case when p_charge.origin = 'adjustment' then 'adjustment' else 'charge' end;
  v_entry.amount_cents := p_charge.amount_cents;
  v_entry.occurred_on := p_charge.due_on;
  v_entry.note := p_charge.note;
  v_id := app.post_money(v_entry);
  insert into public.money_charges (tenant_id, id,
    payer_id, patient_id, session_id, order_id, therapist_id, origin, due_on, amount_cents, note)
  values (
    p_charge.tenant_id, v_id, p_charge.payer_id, p_charge.patient_id, p_charge.session_id, p_charge.order_id, p_charge.therapist_id, p_charge.origin,
    p_charge.due_on, p_charge.amount_cents, p_charge.note);
  return v_id;
end;
$$;
comment on function app.open_charge(public.money_charges) is
  'Posts a charge: its entry, and how far it is paid (not at all).';
revoke execute on function app.open_charge(public.money_charges) from public, anon, authenticated;
