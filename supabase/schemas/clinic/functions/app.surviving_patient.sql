create function app.surviving_patient(p_tenant_id uuid, p_id uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  with recursive chain as (
    select p.id, p.merged_into_id from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id
    union
    select p.id, p.merged_into_id from chain c join public.patients p on p.tenant_id = p_tenant_id and p.id = c.merged_into_id
  )
  select c.id from chain c where c.merged_into_id is null;
$$;
comment on function app.surviving_patient(uuid, uuid) is 'Who a patient is now: themselves, or the one whom they were merged into. NULL for nobody.';
revoke execute on function app.surviving_patient(uuid, uuid) from public, anon, authenticated;
grant execute on function app.surviving_patient(uuid, uuid) to authenticated, service_role;
