create function app.record_outcome(
  p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_outcome text, p_provider_message_id text, p_error_code text,
  p_error_detail text, p_retry_after_seconds integer
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_outcome text := p_outcome;
  v_held boolean;
  v_refusal text;
  v_followed boolean;
  v_last_chance timestamptz;
  v_gives_way boolean;
begin
  select * into v_job from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id for update;
  if p_provider_message_id is not null then
    perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null then
    return jsonb_build_object('state', 'lost', 'message', null);
  end if;
  v_held := v_job.finished_at is null and v_job.dead_at is null and v_job.lease_token = p_lease_token;
  if p_outcome = 'sent' then
    v_message := app.settle_sent(v_message, p_provider_message_id);
    update app.jobs set finished_at = now(), dead_at = null, lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id and finished_at is null;
    return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
  elsif not coalesce(v_held, false) then
    return jsonb_build_object('state', 'lost', 'message', to_jsonb(v_message));
  elsif v_message.status not in ('queued', 'sending') then
    -- the provider's callback or echo was faster than this report, and knows better
    update app.jobs set finished_at = now(), lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
    return jsonb_build_object('state', case v_message.status when 'failed' then 'failed' else 'sent' end, 'message', to_jsonb(v_message));
  elsif p_outcome = 'found' then
    -- by its words only: an id that another message got meanwhile stays there, and this one is looked for again
    if not exists (
      select from public.conversation_messages m
      where m.tenant_id = v_message.tenant_id and m.channel_id = v_message.channel_id
        and m.provider_message_id = p_provider_message_id and m.id <> v_message.id and m.origin <> 'phone'
    ) then
      v_message := app.settle_sent(v_message, p_provider_message_id);
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
      return jsonb_build_object('state', 'sent', 'message', to_jsonb(v_message));
    end if;
    v_outcome := 'unknown';
  elsif p_outcome = 'not_found' then
    v_refusal := app.late_refusal(v_message);
    if v_refusal is not null then
      return jsonb_build_object('state', 'failed', 'message', to_jsonb(app.refuse_send(v_job, v_message, v_refusal)));
    end if;
    if app.stands_behind(v_message, v_job.line_no) then
      -- two conversations became one meanwhile
      update public.conversation_messages m set status = 'queued', next_attempt_at = null
      where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
      perform app.publish_message(v_message);
      perform app.wait_in_line(v_job, v_message);
      return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
    end if;
    update app.jobs set leased_until = clock_timestamp() + app.job_lease(v_job.kind), lease_token = gen_random_uuid()
    where tenant_id = p_tenant_id and id = p_job_id returning * into v_job;
    return jsonb_build_object('state', 'again', 'message', to_jsonb(v_message), 'lease', app.send_lease(v_job, v_message, false));
  end if;
  v_followed := app.is_followed(v_message, v_job.line_no);
  v_last_chance := v_job.tried_since + app.line_patience();
  v_gives_way := v_followed and clock_timestamp() >= v_last_chance;
  if v_outcome = 'permanent' or v_job.attempts >= app.max_attempts(v_job.kind) or v_gives_way then
    v_message := app.fail_message(v_message.tenant_id, v_message.id,
      case when v_outcome = 'permanent' then p_error_code
        when v_outcome = 'unknown' then 'delivery_unknown'
        when v_gives_way then 'gave_way' else 'temporary_failure_exhausted' end, p_error_detail);
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
    update app.jobs set
      finished_at = case when v_outcome = 'permanent' then now() end, dead_at = case when v_outcome <> 'permanent' then now() end,
      last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
    return jsonb_build_object('state', 'failed', 'message', to_jsonb(v_message));
  end if;
  -- temporary: nothing reached the provider, wait and send again; unknown: wait for its echo, then ask before sending
  update app.jobs j set
    run_at = least(
      now() + greatest(app.backoff(j.kind, j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)),
        case when v_outcome = 'unknown' then interval '20 seconds' else interval '0' end),
      -- others wait for it: it is tried once more before it gives way
      case when v_followed then greatest(now() + app.line_look(), v_last_chance) end),
    last_error = left(concat_ws(': ', p_error_code, p_error_detail), 2000), lease_token = null, leased_until = null
  where j.tenant_id = p_tenant_id and j.id = p_job_id returning * into v_job;
  update public.conversation_messages m set
    status = case v_outcome when 'temporary' then 'queued' else 'sending' end, next_attempt_at = v_job.run_at
  where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return jsonb_build_object('state', 'retry', 'message', to_jsonb(v_message));
end;
$$;
revoke execute on function app.record_outcome(uuid, bigint, uuid, text, text, text, text, integer) from public, anon, authenticated;
