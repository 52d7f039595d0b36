create function public.add_adjustment(
  p_tenant_id uuid, p_id uuid, p_patient_id uuid, p_amount_cents integer, p_reason text, p_day date default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text;
  v_payer uuid;
  v_charge public.money_charges;
  v_entry public.money_entries;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_amount(abs(p_amount_cents));
  v_reason := app.require_reason(p_reason, 300);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_payer := app.payer_of(p_tenant_id, p_patient_id);
  perform app.lock_payer(p_tenant_id, v_payer);
  select * into v_entry from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_entry.id is null and p_amount_cents > 0 then
    v_charge.tenant_id := p_tenant_id;
    v_charge.id := p_id;
    v_charge.payer_id := v_payer;
    v_charge.patient_id := p_patient_id;
    v_charge.origin := 'adjustment';
    v_charge.due_on := coalesce(p_day, app.clinic_today(p_tenant_id));
    v_charge.amount_cents := p_amount_cents;
    v_charge.note := v_reason;
    perform app.open_charge(v_charge);
  elsif v_entry.id is null then
    v_entry.tenant_id := p_tenant_id;
    v_entry.id := p_id;
    v_entry.payer_id := v_payer;
    v_entry.patient_id := p_patient_id;
    v_entry.kind := 'adjustment';
    v_entry.amount_cents := p_amount_cents;
    v_entry.occurred_on := app.require_money_day(p_tenant_id, p_day);
    v_entry.note := v_reason;
    perform app.post_payment(v_entry);
  elsif (v_entry.kind, v_entry.patient_id, v_entry.amount_cents) is distinct from ('adjustment', p_patient_id, p_amount_cents) then
    raise sqlstate 'PT409' using message = 'entry_id_in_use';
  end if;
  perform app.tell_money(p_tenant_id, v_payer);
  return (select to_jsonb(e) - 'tenant_id' from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$$;
comment on function public.add_adjustment(uuid, uuid, uuid, integer, text, date) is
  'Caller: owner, admin and operator. By hand: above zero the patient''s payer owes more (something beside sessions, an old debt), below zero less (a discount, kept as credit until it is used). p_id comes from the client, and a repetition answers what is there. Answers the entry. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_amount, PT400 money_reason_required, PT400 invalid_date, PT404 patient_not_found, PT409 entry_id_in_use.';
revoke execute on function public.add_adjustment(uuid, uuid, uuid, integer, text, date) from public, anon, authenticated;
grant execute on function public.add_adjustment(uuid, uuid, uuid, integer, text, date) to authenticated;
