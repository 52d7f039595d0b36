-- What a claim of removals hands out, by job: every place at which the file may be.
create function app.open_media_removals(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_file app.media_files;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_file from app.media_files f
    where f.tenant_id = v_job.tenant_id and f.id = (v_job.payload ->> 'file_id')::uuid and f.state = 'doomed';
    if v_file.id is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object('bucket', v_file.bucket,
        'paths', jsonb_build_array(v_file.path, app.upload_path(v_file.tenant_id, v_file.id))));
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_media_removals(app.jobs[]) from public, anon, authenticated;
