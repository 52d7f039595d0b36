create function app.get_erasure_report(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select e.report || jsonb_build_object('sha256', e.sha256) from public.erasures e where e.tenant_id = p_tenant_id and e.id = p_id;
$$;
comment on function app.get_erasure_report(uuid, uuid) is 'Caller: worker. What the certificate of an erasure says, with its hash. Errors: none.';
revoke execute on function app.get_erasure_report(uuid, uuid) from public, anon, authenticated;
grant execute on function app.get_erasure_report(uuid, uuid) to service_role;
