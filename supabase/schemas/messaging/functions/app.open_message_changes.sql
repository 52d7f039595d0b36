-- What a claim of changes hands out, by job. A message that is gone, or deleted, is not changed any more.
create function app.open_message_changes(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_message from public.conversation_messages m
    where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.deleted_at is null;
    if v_message.provider_message_id is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, app.change_lease(v_job, v_message));
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_message_changes(app.jobs[]) from public, anon, authenticated;
