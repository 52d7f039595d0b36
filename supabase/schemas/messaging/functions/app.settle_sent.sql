-- The provider's own answer is the truth: an id that an echo had given to a twin message goes back to its owner.
create function app.settle_sent(p_message public.conversation_messages, p_provider_message_id text)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_twin public.conversation_messages;
  v_reset public.conversation_messages;
  v_displaced text := nullif(p_message.provider_message_id, p_provider_message_id);
  v_claimant uuid;
  v_message public.conversation_messages;
begin
  -- an echo that is just being stored is waited for, and found
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  select * into v_twin from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_provider_message_id and m.id <> p_message.id
  for update;
  if v_twin.origin = 'phone' then
    -- the echo came first and looked like a message from elsewhere: it is this one
    delete from public.conversation_messages where tenant_id = v_twin.tenant_id and id = v_twin.id;
    perform app.publish_thread(app.refresh_thread_summary(v_twin.tenant_id, v_twin.thread_id));
    perform app.broadcast(v_twin.tenant_id, 'message_removed', jsonb_build_object('id', v_twin.id, 'thread_id', v_twin.thread_id));
    if v_twin.thread_id <> p_message.thread_id then
      perform app.learn_lid(a.tenant_id, p_message.thread_id, substr(a.address, 5)) from public.conversation_addresses a
      where a.tenant_id = v_twin.tenant_id and a.thread_id = v_twin.thread_id and a.address like 'lid:%';
    end if;
  elsif v_twin.id is not null then
    update public.conversation_messages set
      provider_message_id = null, status = 'sending', delivered_at = null, read_at = null, error_code = null, error_detail = null,
      reactions = '[]', reacted_at = '{}', edited_at = null, deleted_at = null
    where tenant_id = v_twin.tenant_id and id = v_twin.id returning * into v_reset;
  end if;
  v_message := app.record_sent(p_message.tenant_id, p_message.id, p_provider_message_id, now());
  if v_twin.id is not null then
    v_message := app.take_progress(v_message, v_twin);
  end if;
  if v_reset.id is not null and v_displaced is not null then
    perform app.take_progress(app.record_sent(v_twin.tenant_id, v_twin.id, v_displaced, now()), p_message);
  elsif v_reset.id is not null then
    -- its own outcome is open again: somebody must find out
    perform app.publish_message(v_reset);
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (v_twin.tenant_id, 'send_message', jsonb_build_object('message_id', v_twin.id), 'send:' || v_twin.id, now() + app.job_lease('send_message'))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  elsif v_displaced is not null and exists (
    select from public.channel_kinds k where k.kind = v_message.provider and k.echoes_sends
  ) then
    -- an echo was another send's, and what was told of its id as well; where there are no echoes every report names its
    -- message, so there the id was that of an earlier attempt
    v_claimant := app.claim_echo(p_message.tenant_id, p_message.channel_id, p_message.thread_id, v_displaced, p_message.kind,
      p_message.body, now());
    perform app.take_progress(m, p_message) from public.conversation_messages m
    where m.tenant_id = p_message.tenant_id and m.id = v_claimant;
  end if;
  return v_message;
end;
$$;
revoke execute on function app.settle_sent(public.conversation_messages, text) from public, anon, authenticated;
