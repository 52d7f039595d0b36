create function app.tg_session_events__publish()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.publish_event(new.tenant_id, 'session.' || new.kind,
    jsonb_build_object('session_id', new.session_id, 'before', new.before, 'after', new.after));
  return null;
end;
$$;
revoke execute on function app.tg_session_events__publish() from public, anon, authenticated;
