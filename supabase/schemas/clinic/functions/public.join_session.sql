create function public.join_session(p_tenant_id uuid, p_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id);
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  if exists (
    select from public.session_patients p join public.session_statuses u on u.key = p.status and u.blocks_time
    where p.tenant_id = p_tenant_id and p.session_id = p_id and p.patient_id = p_patient_id
  ) then
    return app.session_payload(p_tenant_id, p_id);
  end if;
  perform from public.patients p
  where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.archived_at is null for key share;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not (select u.blocks_time from public.session_statuses u where u.key = v_old.status) then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_old.status;
  end if;
  if app.places_taken(p_tenant_id, p_id) >= v_old.capacity then
    raise sqlstate 'PT409' using message = 'session_full', detail = v_old.capacity::text;
  end if;
  insert into public.session_patients (tenant_id, session_id, patient_id, position)
  values (p_tenant_id, p_id, p_patient_id, (
    select coalesce(max(p.position), 0) + 1 from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = p_id))
  on conflict (tenant_id, session_id, patient_id) do update set status = 'scheduled';
  perform app.join_care_team(p_tenant_id, p_patient_id, v_old.therapist_id);
  update public.sessions s set version = s.version + 1 where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.note_session_event(p_tenant_id, p_id, 'joined', v_before);
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$$;
comment on function public.join_session(uuid, uuid, uuid) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. One more person, as long as there is a place. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found, PT409 session_closed, PT409 session_full.';
revoke execute on function public.join_session(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.join_session(uuid, uuid, uuid) to authenticated;
