create function public.book_session(p_tenant_id uuid, p_id uuid, p_session jsonb, p_squeeze_in_reason text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_reason text := app.trimmed(p_squeeze_in_reason, 200);
  v_row public.sessions;
  v_patients uuid[];
  v_hits jsonb;
begin
  perform app.require_agenda_writer(p_tenant_id, array[app.typed_id(p_session ->> 'therapist_id')]);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if exists (select from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id) then
    return app.session_payload(p_tenant_id, p_id);
  end if;
  v_row := app.typed_session(p_tenant_id, p_session);
  v_row.id := p_id;
  v_patients := app.typed_patients(p_tenant_id, p_session -> 'patient_ids', v_row.capacity);
  perform app.lock_agenda(p_tenant_id, array[v_row.therapist_id], array[v_row.room_id]);
  v_hits := app.session_hits(p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at, array[p_id]);
  if app.blocks(v_hits) then
    if v_reason is null then
      raise sqlstate 'PT409' using message = 'time_taken', detail = v_hits::text;
    end if;
    v_row.squeezed_in_by := auth.uid();
    v_row.squeezed_in_at := now();
    v_row.squeezed_in_reason := v_reason;
  end if;
  perform app.insert_session(v_row, v_patients);
  return app.publish_sessions(p_tenant_id, array[p_id]);
exception
  when unique_violation then
    -- the same call, twice at once
    return app.session_payload(p_tenant_id, p_id);
  when exclusion_violation then
    raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
      p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at)::text;
end;
$$;
comment on function public.book_session(uuid, uuid, jsonb, text) is
  'Caller: owner, admin, supervisor and operator; a therapist into the own agenda. p_id comes from the client, and a repetition answers what is there. p_session {therapist_id, start_local, minutes, session_type_id, room_id, is_online, online_url, price_cents, capacity, title, note, patient_ids}; what is left out comes from the type. With p_squeeze_in_reason it goes over what is in the way, and says who did it and why. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT404 patient_not_found, PT400 invalid_moment, PT400 invalid_link, PT400 invalid_price, PT409 session_full, PT409 time_taken.';
revoke execute on function public.book_session(uuid, uuid, jsonb, text) from public, anon, authenticated;
grant execute on function public.book_session(uuid, uuid, jsonb, text) to authenticated;
