create function app.move_one_session(
  v_old public.sessions, p_starts_at timestamptz, p_ends_at timestamptz, p_therapist_id uuid, p_room_id uuid, p_squeeze_in_reason text
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_reason text := app.trimmed(p_squeeze_in_reason, 200);
  v_before jsonb;
  v_hits jsonb;
  v_squeezed boolean;
  v_again boolean := p_starts_at <> v_old.starts_at;
begin
  perform app.lock_agenda(v_old.tenant_id, array[p_therapist_id, v_old.therapist_id], array[p_room_id]);
  v_hits := app.session_hits(v_old.tenant_id, p_therapist_id, p_room_id, p_starts_at, p_ends_at, array[v_old.id]);
  v_squeezed := app.blocks(v_hits);
  if v_squeezed and v_reason is null then
    raise sqlstate 'PT409' using message = 'time_taken', detail = v_hits::text;
  end if;
  v_before := app.session_state(v_old.tenant_id, v_old.id);
  update public.sessions s set
    starts_at = p_starts_at, ends_at = p_ends_at, therapist_id = p_therapist_id, room_id = p_room_id, version = s.version + 1,
    -- somebody who confirmed did so for the time before
    status = case when v_again and s.status = 'confirmed' then 'scheduled' else s.status end,
    squeezed_in_by = case when v_squeezed then auth.uid() end, squeezed_in_at = case when v_squeezed then now() end,
    squeezed_in_reason = case when v_squeezed then v_reason end
  where s.tenant_id = v_old.tenant_id and s.id = v_old.id;
  if v_again then
    update public.session_patients p set status = 'scheduled'
    where p.tenant_id = v_old.tenant_id and p.session_id = v_old.id and p.status = 'confirmed';
  end if;
  if p_therapist_id <> v_old.therapist_id then
    perform app.join_care_team(v_old.tenant_id, p.patient_id, p_therapist_id)
    from public.session_patients p where p.tenant_id = v_old.tenant_id and p.session_id = v_old.id;
  end if;
  perform app.note_session_event(v_old.tenant_id, v_old.id, 'moved', v_before);
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
    v_old.tenant_id, p_therapist_id, p_room_id, p_starts_at, p_ends_at, array[v_old.id])::text;
end;
$$;
comment on function app.move_one_session(public.sessions, timestamptz, timestamptz, uuid, uuid, text) is
  'Moves a locked session. Errors: PT409 time_taken, PT404 therapist_not_found, PT404 room_not_found.';
revoke execute on function app.move_one_session(public.sessions, timestamptz, timestamptz, uuid, uuid, text) from public, anon, authenticated;
