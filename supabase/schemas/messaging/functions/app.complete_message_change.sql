create function app.complete_message_change(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_outcome text, p_details jsonb default '{}'
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_state text := p_outcome;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return jsonb_build_object('state', 'lost');
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid;
  if p_outcome = 'temporary' then
    v_state := app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_details ->> 'reason', p_details ->> 'detail'), false,
      (p_details ->> 'retry_after')::int);
  else
    update app.jobs set finished_at = now(), last_error = p_details ->> 'reason', lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
    if p_outcome = 'done' and v_message.id is not null then
      perform app.apply_change(p_tenant_id, v_message.channel_id, jsonb_strip_nulls(jsonb_build_object(
        'type', case v_job.payload ->> 'change' when 'react' then 'reaction' else v_job.payload ->> 'change' end,
        'target_provider_id', v_message.provider_message_id, 'by', 'us', 'at', v_job.payload -> 'asked_at',
        'emoji', case v_job.payload ->> 'change' when 'react' then v_job.payload -> 'value' end,
        'body', case v_job.payload ->> 'change' when 'edit' then v_job.payload -> 'value' end)));
      select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = v_message.id;
    end if;
  end if;
  return jsonb_build_object('state', v_state, 'reason', p_details -> 'reason', 'message', to_jsonb(v_message));
end;
$$;
comment on function app.complete_message_change(uuid, bigint, uuid, text, jsonb) is
  'Caller: whoever holds the lease of a change. Outcomes done; temporary and permanent {reason, detail, retry_after}. Returns {state: done|retry|dead|permanent|lost, reason, message}.';
revoke execute on function app.complete_message_change(uuid, bigint, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.complete_message_change(uuid, bigint, uuid, text, jsonb) to service_role;
