-- What a claim of imports hands out, by job: where to read, and what next. One that is over has nothing to do any more.
create function app.open_history_imports(p_jobs app.jobs[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_import app.history_imports;
  v_channel public.notification_channels;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_import from app.history_imports i
    where i.tenant_id = v_job.tenant_id and i.id = (v_job.payload ->> 'import_id')::uuid for update;
    select * into v_channel from public.notification_channels c
    where c.tenant_id = v_job.tenant_id and c.id = v_import.channel_id;
    if v_import.finished_at is null and v_channel.is_active is not true then
      v_import := app.end_history_import(v_import.tenant_id, v_import.id, 'cancelled');
    end if;
    if v_import.id is null or v_import.finished_at is not null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
      perform app.give_up_history_import(v_job);
    else
      if v_import.state = 'queued' then
        update app.history_imports i set state = 'running' where i.tenant_id = v_import.tenant_id and i.id = v_import.id
        returning * into v_import;
        perform app.publish_history_import(v_import);
      end if;
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object(
        'provider', v_channel.provider, 'channel_id', v_channel.id, 'own_phone', v_channel.phone,
        'channel', app.channel_credentials(v_channel.tenant_id, v_channel.id),
        'since', v_import.since, 'until', v_import.until,
        'takes_groups', (select not t.ignore_groups from public.tenants t where t.id = v_import.tenant_id),
        'step', app.next_history_step(v_import)));
    end if;
  end loop;
  return v_opened;
end;
$$;
revoke execute on function app.open_history_imports(app.jobs[]) from public, anon, authenticated;
