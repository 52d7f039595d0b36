create function app.complete_media_fetch(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_outcome text, p_details jsonb default '{}'
)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  -- a file that its provider does not have may be there a moment later, not a day later
  v_is_gone boolean;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    -- a message that went while nobody looked took its file with it
    return case when p_outcome <> 'stored' or exists (
      select from app.jobs j join app.media_files f on f.tenant_id = j.tenant_id and f.id = (j.payload ->> 'message_id')::uuid
      where j.tenant_id = p_tenant_id and j.id = p_job_id) then 'lost' else 'orphan' end;
  end if;
  v_is_gone := p_outcome = 'gone' and v_job.attempts >= 3;
  if p_outcome = 'temporary' or p_outcome = 'gone' and not v_is_gone then
    return app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_details ->> 'reason', p_details ->> 'detail'), false,
      (p_details ->> 'retry_after')::int);
  end if;
  update app.jobs set finished_at = now(), last_error = p_details ->> 'detail', lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null or v_message.deleted_at is not null then
    perform app.release_media_file(p_tenant_id, (v_job.payload ->> 'message_id')::uuid);
    return 'finished';
  end if;
  if p_outcome = 'stored' then
    update app.media_files f set state = 'stored' where f.tenant_id = p_tenant_id and f.id = v_message.id;
    update public.conversation_messages m set media_file_id = m.id, media = app.media_payload(f, m.media)
    from app.media_files f
    where m.tenant_id = p_tenant_id and m.id = v_message.id and f.tenant_id = m.tenant_id and f.id = m.id
    returning m.* into v_message;
  elsif p_outcome = 'read' then
    update public.conversation_messages m set media = null, content = m.content || (p_details -> 'content')
    where m.tenant_id = p_tenant_id and m.id = v_message.id returning * into v_message;
  else
    perform app.release_media_file(p_tenant_id, v_message.id);
    update public.conversation_messages m set media = m.media || jsonb_build_object('reason', p_details -> 'reason',
      'state', case p_outcome when 'refused' then 'refused' when 'gone' then 'expired' else 'failed' end)
    where m.tenant_id = p_tenant_id and m.id = v_message.id returning * into v_message;
  end if;
  perform app.publish_message(v_message);
  return 'finished';
end;
$$;
comment on function app.complete_media_fetch(uuid, bigint, uuid, text, jsonb) is
  'Caller: worker that holds the lease of a fetch. Outcomes stored; read (the file was data: p_details {content}); refused {reason}; gone (three times: expired); temporary {reason, detail, retry_after}; permanent {reason, detail}. Returns finished, retry, dead, lost, or orphan: the object belongs to nothing.';
revoke execute on function app.complete_media_fetch(uuid, bigint, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.complete_media_fetch(uuid, bigint, uuid, text, jsonb) to service_role;
