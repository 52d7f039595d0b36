create function app.lock_patients(p_tenant_id uuid, p_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_found int;
begin
  -- in one order, so that two merges of the same people wait for each other
  select count(*) into v_found from (
    select from public.patients p where p.tenant_id = p_tenant_id and p.id = any (p_ids) order by p.id for update
  ) locked;
  if v_found <> cardinality(p_ids) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
end;
$$;
comment on function app.lock_patients(uuid, uuid[]) is 'Locks patients in the order of their ids. Errors: PT404 patient_not_found.';
revoke execute on function app.lock_patients(uuid, uuid[]) from public, anon, authenticated;
