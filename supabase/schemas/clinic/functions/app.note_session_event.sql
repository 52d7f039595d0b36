create function app.note_session_event(p_tenant_id uuid, p_id uuid, p_kind text, p_before jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.session_events (tenant_id, session_id, kind, actor_id, before, after, due_at)
  values (p_tenant_id, p_id, p_kind, auth.uid(), p_before, app.session_state(p_tenant_id, p_id),
    clock_timestamp() + make_interval(mins => (app.agenda_settings_of(p_tenant_id)).grace_minutes));
end;
$$;
comment on function app.note_session_event(uuid, uuid, text, jsonb) is
  'Writes what happened to a session, after it happened; p_before is null for a new one.';
revoke execute on function app.note_session_event(uuid, uuid, text, jsonb) from public, anon, authenticated;
