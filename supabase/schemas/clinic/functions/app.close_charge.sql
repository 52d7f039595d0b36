create function app.close_charge(p_tenant_id uuid, p_charge_id uuid, p_note text, p_id uuid default null)
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_charge public.money_charges;
  v_entry public.money_entries;
  v_payments uuid[];
begin
  select * into v_charge from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.reversed_at is null for no key update;
  if v_charge.id is null then
    return '{}';
  end if;
  v_payments := app.release_allocations(p_tenant_id, p_charge_id, null);
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.payer_id := v_charge.payer_id;
  v_entry.patient_id := v_charge.patient_id;
  v_entry.session_id := v_charge.session_id;
  v_entry.kind := 'reversal';
  v_entry.amount_cents := -v_charge.amount_cents;
  v_entry.occurred_on := app.clinic_today(p_tenant_id);
  v_entry.note := p_note;
  v_entry.reverses_id := p_charge_id;
  perform app.post_money(v_entry);
  update public.money_charges c set reversed_at = clock_timestamp() where c.tenant_id = p_tenant_id and c.id = p_charge_id;
  return v_payments;
end;
$$;
comment on function app.close_charge(uuid, uuid, text, uuid) is
  'Takes a charge back by a reversal. What paid it is free again: answers these payments, the oldest first. A charge that was taken back stays so.';
revoke execute on function app.close_charge(uuid, uuid, text, uuid) from public, anon, authenticated;
