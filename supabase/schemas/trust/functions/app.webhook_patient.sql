create function app.webhook_patient(p_tenant_id uuid, p_payload jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.patient_resource(r) from public.patients r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'patient_id')::uuid;
$$;
comment on function app.webhook_patient(uuid, jsonb) is 'What endpoints are told of an event (app.webhook_sources).';
revoke execute on function app.webhook_patient(uuid, jsonb) from public, anon, authenticated;
