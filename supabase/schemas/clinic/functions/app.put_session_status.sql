create function app.put_session_status(v_old public.sessions, p_status text, p_kind text, p_before jsonb, p_reason text default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_takes boolean := (select u.blocks_time from public.session_statuses u where u.key = p_status);
  v_took boolean := (select u.blocks_time from public.session_statuses u where u.key = v_old.status);
  v_hits jsonb;
begin
  -- back into the agenda: the time may be somebody else's by now
  if v_takes and not v_took and v_old.squeezed_in_at is null then
    perform app.lock_agenda(v_old.tenant_id, array[v_old.therapist_id], array[v_old.room_id]);
    v_hits := app.session_hits(v_old.tenant_id, v_old.therapist_id, v_old.room_id, v_old.starts_at, v_old.ends_at, array[v_old.id]);
    if v_hits @> '[{"kind": "session"}]' or v_hits @> '[{"kind": "room"}]' then
      raise sqlstate 'PT409' using message = 'time_taken', detail = v_hits::text;
    end if;
  end if;
  update public.sessions s set status = p_status, version = s.version + 1,
    cancel_reason = case when p_status = 'cancelled' then coalesce(app.trimmed(p_reason, 200), s.cancel_reason) end
  where s.tenant_id = v_old.tenant_id and s.id = v_old.id;
  perform app.note_session_event(v_old.tenant_id, v_old.id, p_kind, p_before);
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
    v_old.tenant_id, v_old.therapist_id, v_old.room_id, v_old.starts_at, v_old.ends_at, array[v_old.id])::text;
end;
$$;
comment on function app.put_session_status(public.sessions, text, text, jsonb, text) is
  'Gives a locked session a status. Errors: PT409 time_taken.';
revoke execute on function app.put_session_status(public.sessions, text, text, jsonb, text) from public, anon, authenticated;
