-- The open import of a leased job, held, and the lease renewed: an import that gets on is no attempt that fails. NULL when
-- the lease is lost or the import is over.
create function app.hold_history_import(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid)
returns app.history_imports
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_import app.history_imports;
begin
  update app.jobs j set attempts = 1, last_error = null,
    leased_until = clock_timestamp() + make_interval(secs => (select k.lease_seconds from app.job_kinds k where k.kind = j.kind))
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token
    and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if not found then
    return null;
  end if;
  select * into v_import from app.history_imports i
  where i.tenant_id = p_tenant_id and i.id = (v_job.payload ->> 'import_id')::uuid and i.finished_at is null for update;
  if not found then
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return null;
  end if;
  return v_import;
end;
$$;
revoke execute on function app.hold_history_import(uuid, bigint, uuid) from public, anon, authenticated;
