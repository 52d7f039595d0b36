-- What a claim of pictures hands out, by job: whose. A conversation that is gone needs none, and a channel without pictures
-- has none.
create function app.open_picture_fetches(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = v_job.tenant_id and t.id = (v_job.payload ->> 'thread_id')::uuid;
    select c.* into v_channel from app.active_channel(v_job.tenant_id, v_thread.channel) c;
    if v_thread.id is null
      or not exists (select from public.channel_kinds k where k.kind = v_channel.provider and k.has_pictures) then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object(
        'provider', v_channel.provider, 'channel_id', v_channel.id,
        'channel', app.channel_credentials(v_channel.tenant_id, v_channel.id),
        'to', jsonb_build_object('raw', v_thread.reply_address, 'phone', v_thread.phone), 'max_bytes', 1024 * 1024));
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_picture_fetches(app.jobs[]) from public, anon, authenticated;
