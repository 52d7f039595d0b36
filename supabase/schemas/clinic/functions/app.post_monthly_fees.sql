create function app.post_monthly_fees(p_tenant_id uuid, p_month date, p_patient_id uuid default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_month date := date_trunc('month', p_month);
  v_last date := v_month + interval '1 month' - interval '1 day';
  v_fee public.monthly_fees;
  v_charge public.money_charges;
  v_posted integer := 0;
  v_cents bigint := 0;
begin
  for v_fee in
    select f.* from public.monthly_fees f
    where f.tenant_id = p_tenant_id and f.starts_on <= v_last and coalesce(f.ends_on, 'infinity') >= v_month
      and (p_patient_id is null or f.patient_id = p_patient_id)
      and not exists (
        select from public.monthly_fee_months m where m.tenant_id = p_tenant_id and m.fee_id = f.id and m.month = v_month)
    order by f.patient_id, f.id
  loop
    v_charge.tenant_id := p_tenant_id;
    v_charge.payer_id := app.payer_of(p_tenant_id, v_fee.patient_id);
    perform app.lock_payer(p_tenant_id, v_charge.payer_id);
    -- a month is charged once, also by two at a time
    insert into public.monthly_fee_months (tenant_id, fee_id, month) values (p_tenant_id, v_fee.id, v_month)
    on conflict (tenant_id, fee_id, month) do nothing;
    continue when not found;
    v_charge.id := null;
    v_charge.patient_id := v_fee.patient_id;
    v_charge.therapist_id := v_fee.therapist_id;
    v_charge.origin := 'monthly_fee';
    v_charge.due_on := v_month + least(v_fee.day, extract(day from v_last)::int) - 1;
    v_charge.amount_cents := app.monthly_fee_amount(v_fee, v_month);
    v_charge.note := v_fee.note;
    if v_charge.amount_cents > 0 then
      v_charge.id := app.open_charge(v_charge);
      update public.monthly_fee_months m set charge_id = v_charge.id
      where m.tenant_id = p_tenant_id and m.fee_id = v_fee.id and m.month = v_month;
      v_posted := v_posted + 1;
      v_cents := v_cents + v_charge.amount_cents;
      perform app.tell_money(p_tenant_id, v_charge.payer_id);
    end if;
  end loop;
  return jsonb_build_object('month', v_month, 'posted', v_posted, 'amount_cents', v_cents);
end;
$$;
comment on function app.post_monthly_fees(uuid, date, uuid) is
  'Charges a month of every monthly fee, once; p_patient_id: of this patient only. Answers {month, posted, amount_cents} of what was charged now.';
revoke execute on function app.post_monthly_fees(uuid, date, uuid) from public, anon, authenticated;
