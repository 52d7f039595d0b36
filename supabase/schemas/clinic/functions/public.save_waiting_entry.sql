create function public.save_waiting_entry(p_tenant_id uuid, p_id uuid, p_entry jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_therapist uuid := app.typed_id(p_entry ->> 'therapist_id');
  v_patient uuid := app.typed_id(p_entry ->> 'patient_id');
  v_type uuid := app.typed_id(p_entry ->> 'session_type_id');
  v_weekdays text[] := '{}';
  v_turns text[] := '{}';
  v_old public.waiting_list;
  v_slot uuid;
begin
  perform app.require_waiting_therapist(p_tenant_id, v_therapist);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if jsonb_typeof(p_entry -> 'weekdays') = 'array' then
    v_weekdays := array(select distinct x from jsonb_array_elements_text(p_entry -> 'weekdays') x order by x);
  end if;
  if jsonb_typeof(p_entry -> 'turns') = 'array' then
    v_turns := array(select distinct x from jsonb_array_elements_text(p_entry -> 'turns') x order by x);
  end if;
  if not v_weekdays <@ array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] or not v_turns <@ array['morning', 'afternoon', 'evening'] then
    raise sqlstate 'PT400' using message = 'invalid_waiting_times';
  end if;
  if v_therapist is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if not exists (
    select from public.session_types t where t.tenant_id = p_tenant_id and t.id = v_type and t.archived_at is null) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  -- who is being merged with somebody else is waited for, and is then archived
  perform from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient and p.archived_at is null for key share;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select * into v_old from public.waiting_list w where w.tenant_id = p_tenant_id and w.id = p_id for no key update;
  if v_old.id is not null then
    perform app.require_waiting_therapist(p_tenant_id, v_old.therapist_id);
  end if;
  insert into public.waiting_list as w (tenant_id, id, patient_id, therapist_id, session_type_id, weekdays, turns, earliest_on, note,
    is_priority, created_by)
  values (p_tenant_id, p_id, v_patient, v_therapist, v_type, v_weekdays, v_turns, app.typed_date(p_entry ->> 'earliest_on'),
    nullif(btrim(app.normalize_lines(left(p_entry ->> 'note', 500))), ''), coalesce(p_entry -> 'is_priority' = 'true', false), auth.uid())
  on conflict (tenant_id, id) do update set therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id,
    weekdays = excluded.weekdays, turns = excluded.turns, earliest_on = excluded.earliest_on, note = excluded.note,
    is_priority = excluded.is_priority;
  -- a time that waits for somebody may have found them
  for v_slot in
    select s.id from public.waiting_slots s
    where s.tenant_id = p_tenant_id and s.status = 'open' and s.is_automatic and s.starts_at > now()
      and exists (select from app.waiting_matches(p_tenant_id, s.therapist_id, s.starts_at, s.ends_at) m where m.entry_id = p_id)
    order by s.id
  loop
    perform app.wake_waiting_slot(p_tenant_id, v_slot);
  end loop;
  perform app.tell_waiting(p_tenant_id);
  return app.waiting_entry_rows(p_tenant_id, array[p_id]) -> 0;
end;
$$;
comment on function public.save_waiting_entry(uuid, uuid, jsonb) is
  'Caller: members; a therapist for the own agenda. Puts a patient on the waiting list, or changes what they wait for; p_id comes from the client. p_entry {patient_id, therapist_id|null: anybody, session_type_id, weekdays [mon…sun], turns [morning, afternoon, evening], earliest_on, note, is_priority}; none: any. Whose entry it is does not change. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_waiting_times, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 patient_not_found.';
revoke execute on function public.save_waiting_entry(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_waiting_entry(uuid, uuid, jsonb) to authenticated;
