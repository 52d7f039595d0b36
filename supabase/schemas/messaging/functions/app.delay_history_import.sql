create function app.delay_history_import(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_error text, p_detail text, p_permanent boolean,
  p_retry_after_seconds integer
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_state text;
  v_import app.history_imports;
begin
  v_state := app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_error, p_detail), p_permanent, p_retry_after_seconds);
  if v_state is null then
    return 'lost';
  end if;
  update app.history_imports i set
    last_error = p_error,
    state = case when i.finished_at is null then 'waiting' else i.state end,
    retry_at = case when i.finished_at is null then j.run_at end
  from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id
    and i.tenant_id = j.tenant_id and i.id = (j.payload ->> 'import_id')::uuid and i.state <> 'cancelled'
  returning i.* into v_import;
  if found then
    perform app.publish_history_import(v_import);
  end if;
  return v_state;
end;
$$;
comment on function app.delay_history_import(uuid, bigint, uuid, text, text, boolean, integer) is
  'Caller: worker that holds the lease of an import whose provider did not answer, or refused (p_permanent). p_error is a code that screens have words for. Returns retry, dead or lost.';
revoke execute on function app.delay_history_import(uuid, bigint, uuid, text, text, boolean, integer) from public, anon, authenticated;
grant execute on function app.delay_history_import(uuid, bigint, uuid, text, text, boolean, integer) to service_role;
