create function app.check_operations(p_now timestamptz default now())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  for v_tenant in select t.id from public.tenants t order by t.id loop
    perform app.check_clinic(v_tenant, p_now);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.check_operations(timestamptz) is 'Caller: process-jobs, every five minutes. Looks after every clinic; how many there are. Errors: none.';
revoke execute on function app.check_operations(timestamptz) from public, anon, authenticated;
grant execute on function app.check_operations(timestamptz) to service_role;
