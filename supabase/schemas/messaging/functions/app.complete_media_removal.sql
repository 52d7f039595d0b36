create function app.complete_media_removal(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
begin
  select * into v_job from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token for update;
  if not found or app.finish_job(p_tenant_id, p_job_id, p_lease_token) is not true then
    return false;
  end if;
  delete from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = (v_job.payload ->> 'file_id')::uuid and f.state = 'doomed';
  return true;
end;
$$;
comment on function app.complete_media_removal(uuid, bigint, uuid) is 'Caller: worker that holds the lease of a removal, once the object is gone. False when the lease was lost.';
revoke execute on function app.complete_media_removal(uuid, bigint, uuid) from public, anon, authenticated;
grant execute on function app.complete_media_removal(uuid, bigint, uuid) to service_role;
