-- Tells whoever listens, in the transaction of what happened: one job a listener.
create function app.publish_event(p_tenant_id uuid, p_event text, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_listener record;
  v_is_wanted boolean;
begin
  for v_listener in select s.job_kind, s.wanted_function from app.event_subscribers s where s.event = p_event order by s.job_kind loop
    v_is_wanted := true;
    if v_listener.wanted_function is not null then
      execute format('select %s($1, $2, $3)', v_listener.wanted_function) into v_is_wanted using p_tenant_id, p_event, p_payload;
    end if;
    if v_is_wanted then
      insert into app.jobs (tenant_id, kind, payload)
      values (p_tenant_id, v_listener.job_kind, jsonb_strip_nulls(jsonb_build_object('event', p_event, 'at', now(),
        'caused_by', nullif(current_setting('app.caused_by', true), '')::jsonb)) || p_payload);
    end if;
  end loop;
end;
$$;
comment on function app.publish_event(uuid, text, jsonb) is
  'Event <domain>.<verb>, told to the kinds of job in app.event_subscribers that want it; their payload is {event, at, caused_by: the setting app.caused_by of whoever acts by itself} and p_payload.';
revoke execute on function app.publish_event(uuid, text, jsonb) from public, anon, authenticated;
