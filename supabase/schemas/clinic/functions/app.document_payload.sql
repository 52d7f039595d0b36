create function app.document_payload(d public.patient_documents)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(d) || jsonb_build_object('time_zone', (select t.time_zone from public.tenants t where t.id = d.tenant_id),
    'cancelled_by_name', (select p.full_name from public.profiles p where p.id = d.cancelled_by));
$$;
revoke execute on function app.document_payload(public.patient_documents) from public, anon, authenticated;
