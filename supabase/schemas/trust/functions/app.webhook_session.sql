create function app.webhook_session(p_tenant_id uuid, p_payload jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.session_resource(r) from public.sessions r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'session_id')::uuid;
$$;
comment on function app.webhook_session(uuid, jsonb) is 'What endpoints are told of an event (app.webhook_sources).';
revoke execute on function app.webhook_session(uuid, jsonb) from public, anon, authenticated;
