-- What a claim of renewals hands out, by job: the channel with what it was granted. One that is off needs none.
create function app.open_token_renewals(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_channel public.notification_channels;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select c.* into v_channel from public.notification_channels c
    join public.meta_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
    where c.tenant_id = v_job.tenant_id and c.id = (v_job.payload ->> 'channel_id')::uuid and c.is_active;
    if not found then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
      perform app.give_up_token_renewal(v_job);
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object('provider', v_channel.provider,
        'channel_id', v_channel.id, 'channel', app.channel_credentials(v_channel.tenant_id, v_channel.id)));
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_token_renewals(app.jobs[]) from public, anon, authenticated;
