create function public.get_record_summary(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_settings public.record_settings := app.record_settings_of(p_tenant_id);
  v_access text := app.record_access(p_tenant_id, p_patient_id, auth.uid());
  v_count integer;
  v_last date;
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select count(*), max(e.occurred_on) into v_count, v_last from public.record_entries e
  where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.discarded_at is null;
  return jsonb_build_object(
    'access', v_access, 'entries', v_count, 'last_on', v_last,
    'kept_until', (v_last + make_interval(years => v_settings.keep_years))::date, 'keep_years', v_settings.keep_years,
    'may_break_glass', v_access is null and app.is_clinician(p_tenant_id, auth.uid()) and v_role = any (v_settings.break_glass_roles),
    'break_glass_minutes', v_settings.break_glass_minutes,
    'assistant', app.assistant_told(p_tenant_id, p_patient_id),
    'open_until', case when v_access = 'break_glass' then (
      select max(b.expires_at) from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = auth.uid()) end);
end;
$$;
comment on function public.get_record_summary(uuid, uuid) is
  'Caller: members. What everybody may know of a record, and what the caller may do: {access: treats | supervises | break_glass | null, entries, last_on, kept_until, keep_years, may_break_glass, break_glass_minutes, open_until, assistant: {told_at, wanted_person_at} | null}. Says nothing of what it holds, nor of private folders. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.get_record_summary(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_record_summary(uuid, uuid) to authenticated;
