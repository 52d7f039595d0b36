create function public.end_session_package(p_tenant_id uuid, p_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text;
  v_row public.session_packages;
  v_bill public.session_bills;
  v_charge public.money_charges;
  v_payments uuid[];
begin
  perform app.require_money_writer(p_tenant_id);
  v_reason := app.require_reason(p_reason);
  select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_package_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_row.payer_id);
  select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id for update;
  if v_row.ended_at is null then
    update public.session_packages k set ended_at = clock_timestamp(), note = left(concat_ws(' · ', k.note, v_reason), 300)
    where k.tenant_id = p_tenant_id and k.id = p_id;
    -- sessions to come pay for themselves
    for v_bill in
      select b.* from public.session_bills b
      where b.tenant_id = p_tenant_id and b.package_id = p_id and b.holds_unit and b.day >= app.clinic_today(p_tenant_id)
        and b.status in ('scheduled', 'confirmed')
      order by b.day, b.session_id
    loop
      perform app.give_unit_back(v_bill);
      update public.session_bills b set holds_unit = false, package_id = null, plan = 'single'
      where b.tenant_id = p_tenant_id and b.session_id = v_bill.session_id and b.patient_id = v_bill.patient_id;
      perform app.bill_session(p_tenant_id, v_bill.session_id, 'plan', v_bill.patient_id);
    end loop;
    select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
    -- what was used is charged, what was not is taken back
    select * into v_charge from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_row.charge_id and c.reversed_at is null;
    if v_charge.id is not null and v_row.used < v_row.sessions then
      v_payments := app.close_charge(p_tenant_id, v_charge.id, v_reason);
      v_charge.id := null;
      v_charge.amount_cents := round(v_row.price_cents::numeric * v_row.used / v_row.sessions);
      if v_charge.amount_cents > 0 then
        v_charge.id := app.open_charge(v_charge);
        perform app.pay_charges(p_tenant_id, v_payments, array[v_charge.id]);
      end if;
      update public.session_packages k set charge_id = v_charge.id where k.tenant_id = p_tenant_id and k.id = p_id;
    end if;
    perform app.tell_money(p_tenant_id, v_row.payer_id);
  end if;
  return (select to_jsonb(l) from public.list_session_packages(p_tenant_id, v_row.patient_id) l where l.id = p_id);
end;
$$;
comment on function public.end_session_package(uuid, uuid, text) is
  'Caller: owner, admin and operator. A package ends before its time: sessions to come are charged by themselves, the package for what it was used; what was paid beyond that is the payer''s credit. One that has ended stays so. Answers the row of list_session_packages. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 money_reason_required, PT404 session_package_not_found.';
revoke execute on function public.end_session_package(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.end_session_package(uuid, uuid, text) to authenticated;
