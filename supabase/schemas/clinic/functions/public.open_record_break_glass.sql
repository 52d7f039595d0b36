create function public.open_record_break_glass(p_tenant_id uuid, p_patient_id uuid, p_reason text)
returns timestamptz
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_settings public.record_settings := app.record_settings_of(p_tenant_id);
  v_reason text := btrim(app.normalize_lines(left(p_reason, 500)));
  v_until timestamptz;
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not app.is_clinician(p_tenant_id, auth.uid()) or not v_role = any (v_settings.break_glass_roles) then
    raise sqlstate 'PT403' using message = 'break_glass_not_allowed';
  end if;
  if v_reason is null or char_length(v_reason) < 10 then
    raise sqlstate 'PT400' using message = 'reason_required', detail = 'At least 10 characters.';
  end if;
  -- one at a time: a second press is the first one's answer
  perform pg_advisory_xact_lock(hashtextextended(p_patient_id::text || auth.uid(), 5));
  select max(b.expires_at) into v_until from public.record_break_glass b
  where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = auth.uid() and b.expires_at > now();
  if v_until is null and app.record_access(p_tenant_id, p_patient_id, auth.uid()) is null then
    insert into public.record_break_glass (tenant_id, patient_id, user_id, user_name, reason, expires_at)
    values (p_tenant_id, p_patient_id, auth.uid(), app.name_of_member(auth.uid()), v_reason,
      clock_timestamp() + make_interval(mins => v_settings.break_glass_minutes))
    returning expires_at into v_until;
    perform app.notify_of_patient(p_tenant_id, p_patient_id, 'record_opened',
      app.told_of_break_glass(p_tenant_id, p_patient_id), app.name_of_member(auth.uid()));
  end if;
  return v_until;
end;
$$;
comment on function public.open_record_break_glass(uuid, uuid, text) is
  'Caller: who treats patients and has a role of record_settings.break_glass_roles. Opens the shared record of a patient of others for some time, with a reason; whoever treats the patient is told, every reading is noted. The private folder stays closed. Answers until when; null for somebody who reads the record anyway. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 break_glass_not_allowed, PT404 patient_not_found, PT400 reason_required.';
revoke execute on function public.open_record_break_glass(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.open_record_break_glass(uuid, uuid, text) to authenticated;
