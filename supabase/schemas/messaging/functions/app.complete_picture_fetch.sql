create function app.complete_picture_fetch(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_outcome text, p_details jsonb default '{}'
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_thread_id uuid;
  v_file_id uuid := md5('picture:' || p_tenant_id || ':' || p_job_id)::uuid;
  v_path text;
  v_thread public.conversation_threads;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return 'lost';
  end if;
  if p_outcome = 'temporary' then
    return app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_details ->> 'reason', p_details ->> 'detail'), false,
      (p_details ->> 'retry_after')::int);
  end if;
  v_thread_id := (v_job.payload ->> 'thread_id')::uuid;
  update app.jobs set finished_at = now(), last_error = p_details ->> 'detail', lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = v_thread_id for no key update;
  if not found then
    perform app.release_media_file(p_tenant_id, v_file_id);
    return 'finished';
  end if;
  if p_details ->> 'name' is not null
    and app.takes_name(v_thread.contact_name, v_thread.name_source, nullif(app.normalize_name(left(p_details ->> 'name', 200)), ''), 'profile') then
    update public.conversation_threads t set
      contact_name = nullif(app.normalize_name(left(p_details ->> 'name', 200)), ''), name_source = 'profile', updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id = v_thread_id returning * into v_thread;
    perform app.publish_thread(v_thread);
  end if;
  if p_outcome not in ('stored', 'none') then
    update app.contact_pictures p set checked_at = now() where p.tenant_id = p_tenant_id and p.thread_id = v_thread_id;
    return 'finished';
  end if;
  if p_outcome = 'stored' then
    update app.media_files f set state = 'stored' where f.tenant_id = p_tenant_id and f.id = v_file_id returning f.path into v_path;
  end if;
  insert into app.contact_pictures as p (tenant_id, thread_id, file_id, checked_at)
  values (p_tenant_id, v_thread_id, case when v_path is not null then v_file_id end, now())
  on conflict (tenant_id, thread_id) do update set file_id = excluded.file_id, checked_at = excluded.checked_at;
  if v_thread.picture_path is distinct from v_path then
    update public.conversation_threads t set picture_path = v_path, updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id = v_thread_id returning * into v_thread;
    perform app.publish_thread(v_thread);
  end if;
  return 'finished';
end;
$$;
comment on function app.complete_picture_fetch(uuid, bigint, uuid, text, jsonb) is
  'Caller: worker that holds the lease of a picture. Outcomes stored; none (the person shows no picture); unchanged; temporary {reason, detail, retry_after}; permanent {reason, detail}. A name in the details is what the person calls themselves. Returns finished, retry, dead or lost.';
revoke execute on function app.complete_picture_fetch(uuid, bigint, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.complete_picture_fetch(uuid, bigint, uuid, text, jsonb) to service_role;
