create function public.save_monthly_fee(p_tenant_id uuid, p_id uuid, p_fee jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_today date;
  v_old public.monthly_fees;
  v_new public.monthly_fees;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_today := app.clinic_today(p_tenant_id);
  select * into v_old from public.monthly_fees f where f.tenant_id = p_tenant_id and f.id = p_id for no key update;
  v_new := v_old;
  v_new.patient_id := coalesce(v_old.patient_id, app.typed_id(p_fee ->> 'patient_id'));
  v_new.therapist_id := case when p_fee ? 'therapist_id' then app.typed_id(p_fee ->> 'therapist_id') else v_old.therapist_id end;
  v_new.session_type_id := case when p_fee ? 'session_type_id' then app.typed_id(p_fee ->> 'session_type_id') else v_old.session_type_id end;
  v_new.day := coalesce(least(greatest(app.typed_number(p_fee ->> 'day'), 0), 99), v_old.day);
  v_new.amount_cents := coalesce(app.typed_number(p_fee ->> 'amount_cents'), v_old.amount_cents);
  v_new.starts_on := coalesce(v_old.starts_on, app.typed_date(p_fee ->> 'starts_on'), v_today);
  v_new.ends_on := case when p_fee ? 'ends_on' then app.typed_date(p_fee ->> 'ends_on') else v_old.ends_on end;
  v_new.prorates := coalesce((p_fee ->> 'prorates') = 'true', v_old.prorates, true);
  v_new.recess := coalesce(p_fee ->> 'recess', v_old.recess, 'charged');
  v_new.note := case when p_fee ? 'note' then app.trimmed(p_fee ->> 'note', 300) else v_old.note end;
  if v_new.day is null or v_new.day not between 1 and 31 or v_new.amount_cents is null or v_new.amount_cents not between 1 and 100000000
    or v_new.ends_on < v_new.starts_on or v_new.recess not in ('charged', 'prorated') then
    raise sqlstate 'PT400' using message = 'invalid_monthly_fee';
  elsif v_new.patient_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.require_price_subject(p_tenant_id, v_new.patient_id, v_new.therapist_id, v_new.session_type_id);
  insert into public.monthly_fees as f (
    tenant_id, id, patient_id, therapist_id, session_type_id, day, amount_cents, starts_on, ends_on, prorates, recess, note, created_by)
  values (
    p_tenant_id, p_id, v_new.patient_id, v_new.therapist_id, v_new.session_type_id, v_new.day, v_new.amount_cents, v_new.starts_on,
    v_new.ends_on, v_new.prorates, v_new.recess, v_new.note, auth.uid())
  on conflict (tenant_id, id) do update set
    therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id, day = excluded.day, amount_cents = excluded.amount_cents,
    ends_on = excluded.ends_on, prorates = excluded.prorates, recess = excluded.recess, note = excluded.note;
  perform app.cover_sessions(p_tenant_id, v_new.patient_id, v_new.starts_on);
  perform app.post_monthly_fees(p_tenant_id, v_today, v_new.patient_id);
  return (select to_jsonb(l) from public.list_monthly_fees(p_tenant_id, v_new.patient_id) l where l.id = p_id);
end;
$$;
comment on function public.save_monthly_fee(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. p_fee {patient_id, therapist_id, session_type_id, day 1-31, amount_cents, starts_on, ends_on, prorates, recess charged|prorated, note}; keys that are not there stay, patient and beginning always. Its sessions are not charged one by one; this month is charged at once, what is charged already stays. Answers the row of list_monthly_fees. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_monthly_fee, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function public.save_monthly_fee(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_monthly_fee(uuid, uuid, jsonb) to authenticated;
