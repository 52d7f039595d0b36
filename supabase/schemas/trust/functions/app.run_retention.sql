create function app.run_retention(p_tenant_id uuid, p_now timestamptz default now(), p_limit integer default 2000)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_policy record;
  v_rows integer;
  v_all integer := 0;
begin
  for v_policy in
    select p.days, p.target, t.table_name, t.condition, t.act, t.act_set
    from public.retention_policies p join app.retention_targets t on t.key = p.target
    where p.tenant_id = p_tenant_id and p.is_on order by t.position for update of p
  loop
    execute format(case v_policy.act
        when 'delete' then 'delete from %1$s d where d.tenant_id = $1 and d.ctid = any (array(select t.ctid from %1$s t where t.tenant_id = $1 and (%2$s) limit $3))'
        else 'update %1$s d set %3$s where d.tenant_id = $1 and d.ctid = any (array(select t.ctid from %1$s t where t.tenant_id = $1 and (%2$s) limit $3))' end,
      v_policy.table_name, v_policy.condition, v_policy.act_set)
    using p_tenant_id, p_now - make_interval(days => v_policy.days), p_limit;
    get diagnostics v_rows = row_count;
    v_all := v_all + v_rows;
    update public.retention_policies p set last_run_at = p_now,
      last_rows = case when p.last_run_at = p_now then coalesce(p.last_rows, 0) else 0 end + v_rows
    where p.tenant_id = p_tenant_id and p.target = v_policy.target;
    if v_rows > 0 then
      perform app.audit(p_tenant_id, 'retention.removed', 'retention', v_policy.target, null, jsonb_build_object('rows', v_rows));
    end if;
  end loop;
  -- who an anonymous person was, once no law has it kept any more
  delete from app.retained_identities r where r.tenant_id = p_tenant_id and r.keep_until < p_now::date;
  return v_all;
end;
$$;
comment on function app.run_retention(uuid, timestamptz, integer) is
  'Caller: worker, once a day a clinic and again while it answers more than nothing. Removes what the clinic keeps no longer, p_limit rows of a kind at most; how many. Errors: none.';
revoke execute on function app.run_retention(uuid, timestamptz, integer) from public, anon, authenticated;
grant execute on function app.run_retention(uuid, timestamptz, integer) to service_role;
