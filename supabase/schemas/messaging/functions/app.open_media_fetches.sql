-- What a claim of fetches hands out, by job: where the file is. A message that is gone, or has its file, needs none.
create function app.open_media_fetches(p_jobs app.jobs[])
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
    where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid;
    if v_message.id is null or v_message.deleted_at is not null or v_message.media ->> 'state' is distinct from 'remote' then
      -- a worker may have died between the object and its report
      perform app.release_media_file(v_job.tenant_id, (v_job.payload ->> 'message_id')::uuid);
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
      perform app.give_up_media(v_job);
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object(
        'message_id', v_message.id, 'provider', v_message.provider, 'provider_message_id', v_message.provider_message_id,
        'address', (select t.reply_address from public.conversation_threads t
          where t.tenant_id = v_message.tenant_id and t.id = v_message.thread_id),
        'from_me', v_message.direction = 'outbound', 'kind', v_message.kind, 'media', v_message.media,
        'channel_id', v_message.channel_id, 'max_bytes', app.media_byte_limit(),
        'channel', app.channel_credentials(v_message.tenant_id, v_message.channel_id)));
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_media_fetches(app.jobs[]) from public, anon, authenticated;
