create function app.typed_package(p_tenant_id uuid, p_id uuid, p_old public.session_packages, p_package jsonb)
returns public.session_packages
language plpgsql
stable
set search_path = ''
as $$
declare
  v_new public.session_packages := p_old;
begin
  if p_old.id is null then
    v_new.tenant_id := p_tenant_id;
    v_new.id := p_id;
    v_new.patient_id := app.typed_id(p_package ->> 'patient_id');
    v_new.session_type_id := app.typed_id(p_package ->> 'session_type_id');
    v_new.therapist_id := app.typed_id(p_package ->> 'therapist_id');
    v_new.sessions := least(app.typed_number(p_package ->> 'sessions'), 32000);
    v_new.price_cents := app.typed_number(p_package ->> 'price_cents');
    v_new.starts_on := coalesce(app.typed_date(p_package ->> 'starts_on'), app.clinic_today(p_tenant_id));
    v_new.missed_consumes := true;
    v_new.late_cancel_consumes := true;
    v_new.excused_consumes := false;
  end if;
  if p_package ? 'expires_on' then
    v_new.expires_on := app.typed_date(p_package ->> 'expires_on');
  end if;
  v_new.missed_consumes := coalesce((p_package ->> 'missed_consumes') = 'true', v_new.missed_consumes);
  v_new.late_cancel_consumes := coalesce((p_package ->> 'late_cancel_consumes') = 'true', v_new.late_cancel_consumes);
  v_new.excused_consumes := coalesce((p_package ->> 'excused_consumes') = 'true', v_new.excused_consumes);
  if p_package ? 'note' then
    v_new.note := app.trimmed(p_package ->> 'note', 300);
  end if;
  if v_new.sessions is null or v_new.sessions not between 1 and 200 or v_new.price_cents is null
    or v_new.price_cents not between 0 and 100000000 or v_new.expires_on < v_new.starts_on then
    raise sqlstate 'PT400' using message = 'invalid_package';
  end if;
  if v_new.patient_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.require_price_subject(p_tenant_id, v_new.patient_id, v_new.therapist_id, v_new.session_type_id);
  return v_new;
end;
$$;
comment on function app.typed_package(uuid, uuid, public.session_packages, jsonb) is
  'What a form says of a package; of one that is sold, only until when it lasts and what consumes a unit can change. Errors: PT400 invalid_package, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';
revoke execute on function app.typed_package(uuid, uuid, public.session_packages, jsonb) from public, anon, authenticated;
