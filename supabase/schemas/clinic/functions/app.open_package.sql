create function app.open_package(p_tenant_id uuid, p_id uuid, p_package jsonb)
returns public.session_packages
language plpgsql
set search_path = ''
as $$
declare
  v_old public.session_packages;
  v_new public.session_packages;
  v_charge public.money_charges;
begin
  select * into v_old from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  v_new := app.typed_package(p_tenant_id, p_id, v_old, p_package);
  v_new.payer_id := coalesce(v_old.payer_id, app.payer_of(p_tenant_id, v_new.patient_id));
  perform app.lock_payer(p_tenant_id, v_new.payer_id);
  insert into public.session_packages as k (
    tenant_id, id, patient_id, payer_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, missed_consumes,
    late_cancel_consumes, excused_consumes, note, created_by)
  values (
    p_tenant_id, p_id, v_new.patient_id, v_new.payer_id, v_new.session_type_id, v_new.therapist_id, v_new.sessions, v_new.price_cents,
    v_new.starts_on, v_new.expires_on, v_new.missed_consumes, v_new.late_cancel_consumes, v_new.excused_consumes, v_new.note, auth.uid())
  on conflict (tenant_id, id) do update set
    expires_on = excluded.expires_on, missed_consumes = excluded.missed_consumes, late_cancel_consumes = excluded.late_cancel_consumes,
    excused_consumes = excluded.excused_consumes, note = excluded.note
  returning * into v_new;
  if v_old.id is null and v_new.charge_id is null and v_new.price_cents > 0 then
    v_charge.tenant_id := p_tenant_id;
    v_charge.payer_id := v_new.payer_id;
    v_charge.patient_id := v_new.patient_id;
    v_charge.therapist_id := v_new.therapist_id;
    v_charge.origin := 'package';
    v_charge.due_on := v_new.starts_on;
    v_charge.amount_cents := v_new.price_cents;
    v_charge.note := v_new.note;
    v_charge.id := app.open_charge(v_charge);
    update public.session_packages k set charge_id = v_charge.id where k.tenant_id = p_tenant_id and k.id = p_id
    returning * into v_new;
  end if;
  perform app.refill_packages(p_tenant_id, v_new.patient_id);
  perform app.tell_money(p_tenant_id, v_new.payer_id);
  return v_new;
end;
$$;

comment on function app.open_package(uuid, uuid, jsonb) is
  'A package {patient_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, …} is there, charged once however often it is asked for; its payer is locked. Whoever calls has checked who asks. Errors: PT400 invalid_package, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function app.open_package(uuid, uuid, jsonb) from public, anon, authenticated;
