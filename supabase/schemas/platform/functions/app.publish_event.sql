-- Tells whoever listens, in the transaction of what happened: one job a listener.
create function app.publish_event(p_tenant_id uuid, p_event text, p_payload jsonb)
returns void
language sql
set search_path = ''
as $$
  insert into app.jobs (tenant_id, kind, payload)
  select p_tenant_id, s.job_kind, jsonb_build_object('event', p_event, 'at', now()) || p_payload
  from app.event_subscribers s where s.event = p_event order by s.job_kind;
$$;
comment on function app.publish_event(uuid, text, jsonb) is
  'Event <domain>.<verb>, told to the kinds of job in app.event_subscribers; their payload is {event, at} and p_payload.';
revoke execute on function app.publish_event(uuid, text, jsonb) from public, anon, authenticated;
