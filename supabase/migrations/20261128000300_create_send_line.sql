-- One conversation sends in order: while an earlier message is still to go, later ones wait. A message that others wait
-- for is tried for a while and then gives way: it fails, and a person decides what becomes of it.

-- How long others wait for a message that is tried again and again.
create function app.line_patience()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 minutes';
$$;

-- How often a message that waits looks whether it is its turn. It is told as well; this is for when nobody could tell it.
create function app.line_look()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 seconds';
$$;

-- The messages of a conversation that are still to go and that somebody works on, first the one that goes first.
create function app.line_of(p_tenant_id uuid, p_thread_id uuid)
returns setof app.jobs
language plpgsql
stable
rows 2
set search_path = ''
as $$
begin
  return query
    select j.* from public.conversation_messages m
    join app.jobs j on j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending')
    order by j.line_no;
end;
$$;

-- Asked by every new message, so it looks at messages before it looks at jobs.
create function app.line_is_busy(p_tenant_id uuid, p_thread_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.conversation_messages m
    join app.jobs j on j.dedupe_key = 'send:' || m.id and j.finished_at is null and j.dead_at is null
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status in ('queued', 'sending'));
end;
$$;

create function app.stands_behind(p_message public.conversation_messages, p_line_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no < p_line_no);
end;
$$;

create function app.is_followed(p_message public.conversation_messages, p_line_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no > p_line_no);
end;
$$;

-- Somebody waits for the first of the line now: its next attempt is no later than the moment it would give way.
create function app.hurry_line(p_tenant_id uuid, p_thread_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- jobs are locked before conversations: one that is taken already is being worked on
  update app.jobs j set run_at = least(j.run_at, greatest(now(), j.tried_since + app.line_patience()))
  where j.id = (
    select h.id from app.jobs h
    where h.id = (select l.id from app.line_of(p_tenant_id, p_thread_id) l limit 1)
      and h.leased_until is null and h.tried_since is not null
      and h.run_at > greatest(now(), h.tried_since + app.line_patience())
    for update skip locked);
end;
$$;

-- Gives the lease of a claimed send back: an earlier message goes first.
create function app.wait_in_line(p_job app.jobs, p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update app.jobs j set
    attempts = greatest(j.attempts - 1, 0), run_at = now() + app.line_look(), lease_token = null, leased_until = null
  where j.id = p_job.id;
  if p_message.next_attempt_at is not null then
    update public.conversation_messages m set next_attempt_at = null
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id and m.status in ('queued', 'sending')
    returning * into v_message;
    if found then
      perform app.publish_message(v_message);
    end if;
  end if;
  perform app.hurry_line(p_message.tenant_id, p_message.thread_id);
end;
$$;

-- Leases the message whose turn it is to the caller, who has just settled the one before it. NULL when there is none, or
-- somebody else has it, or it was tried already and has a time of its own.
create function app.lease_next(p_tenant_id uuid, p_thread_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_lease jsonb;
begin
  -- one that must not be sent any more is closed on the way
  for v_try in 1 .. 20 loop
    select l.* into v_job from app.line_of(p_tenant_id, p_thread_id) l limit 1;
    exit when not found;
    -- the caller holds the conversation, so nothing that comes before it in the order of locks may be waited for
    select j.* into v_job from app.jobs j
    where j.id = v_job.id and j.finished_at is null and j.dead_at is null
      and (j.leased_until is null or j.leased_until < clock_timestamp())
    for update skip locked;
    exit when not found;
    perform from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.next_attempt_at is null
    for update skip locked;
    exit when not found;
    update app.jobs j set
      attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease()
    where j.id = v_job.id returning * into v_job;
    v_lease := app.open_send(v_job);
    exit when v_lease is not null;
  end loop;
  return v_lease;
end;
$$;

-- A message left its line, whoever settled it: the next is due now.
create function app.tg_conversation_messages__wake_line()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update app.jobs j set run_at = now()
  where j.id = (
    select h.id from app.jobs h
    join public.conversation_messages m on m.tenant_id = h.tenant_id and m.id = (h.payload ->> 'message_id')::uuid
    where h.id = (select l.id from app.line_of(new.tenant_id, new.thread_id) l limit 1)
      and h.leased_until is null and h.run_at > now() and m.next_attempt_at is null
    for update of h skip locked);
  return null;
end;
$$;
create trigger conversation_messages_wake_line after update of status on public.conversation_messages
  for each row when (old.status in ('queued', 'sending') and new.status not in ('queued', 'sending'))
  execute function app.tg_conversation_messages__wake_line();

-- A message of the caller's clinic, its job locked before it, as everywhere.
create function app.lock_outbound(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  perform from app.jobs j where j.dedupe_key = 'send:' || p_message_id and j.tenant_id = p_tenant_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound' for update;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return v_message;
end;
$$;

create function public.cancel_outbound_message(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status = 'failed' then
    return v_message;
  end if;
  if v_message.status = 'sending' then
    -- an attempt runs, or one has ended without a word: it may be on the person's phone
    raise sqlstate 'PT409' using message = 'send_in_progress';
  end if;
  if v_message.status <> 'queued' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), last_error = 'cancelled', lease_token = null, leased_until = null
  where j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  return app.fail_message(p_tenant_id, p_message_id, 'cancelled', null);
end;
$$;
comment on function public.cancel_outbound_message(uuid, uuid) is
  'Caller: members. Takes back a message that waits for its turn or for another attempt; it becomes failed (cancelled). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 send_in_progress, PT409 already_sent.';

create function public.discard_outbound_message(p_tenant_id uuid, p_message_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status <> 'failed' or v_message.provider_message_id is not null
    or v_message.error_code is not distinct from 'delivery_unknown' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), dead_at = null, last_error = concat_ws('; ', j.last_error, 'discarded')
  where j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  delete from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  perform app.publish_thread(app.refresh_thread_summary(p_tenant_id, v_message.thread_id));
  perform app.broadcast(p_tenant_id, 'message_removed',
    jsonb_build_object('id', v_message.id, 'thread_id', v_message.thread_id));
end;
$$;
comment on function public.discard_outbound_message(uuid, uuid) is
  'Caller: members. Removes a failed message that the provider never took. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 already_sent (it may have arrived).';

-- The person does not wait: the message is tried now and, when earlier ones are still to go, before them.
create function app.send_message_now(p_tenant_id uuid, p_message_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_job app.jobs;
  v_thread_id uuid;
  v_lease jsonb;
begin
  perform app.require_member(p_tenant_id);
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound';
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  perform from app.jobs j where j.id in (select l.id from app.line_of(p_tenant_id, v_thread_id) l) order by j.id for update;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  select l.* into v_job from app.line_of(p_tenant_id, v_message.thread_id) l where l.payload ->> 'message_id' = p_message_id::text;
  -- settled, or under way already
  if not found or v_job.leased_until >= clock_timestamp() then
    return jsonb_build_object('message', to_jsonb(v_message), 'lease', null);
  end if;
  if exists (
    select from app.line_of(p_tenant_id, v_message.thread_id) l
    where l.line_no < v_job.line_no and l.leased_until >= clock_timestamp()
  ) then
    raise sqlstate 'PT409' using message = 'earlier_in_progress', hint = 'The message before it is being sent at this moment.';
  end if;
  -- the first place of the line for this one; those before it move back by one
  update app.jobs j set line_no = s.line_no
  from (
    select o.id, p.line_no from (
      select l.id, row_number() over (order by l.id <> v_job.id, l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) o
    join (
      select l.line_no, row_number() over (order by l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) p using (place)
  ) s
  where j.id = s.id and j.line_no <> s.line_no;
  update app.jobs j set
    attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease()
  where j.id = v_job.id returning * into v_job;
  v_lease := app.open_send(v_job);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', v_lease);
end;
$$;
comment on function app.send_message_now(uuid, uuid) is
  'Caller: any member, through send-whatsapp-message. {message, lease}; no lease for one that is settled or under way. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 earlier_in_progress.';

-- Errors that say something about one person or one text, and nothing about the channel.
create function app.is_about_one_message(p_error_code text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_error_code in ('cancelled', 'opted_out', 'opted_out_at_provider', 'number_not_on_whatsapp', 'invalid_number',
    'outside_24h_window', 'template_required', 'template_not_found', 'template_rejected', 'template_variables_invalid',
    'channel_changed', 'no_active_channel', 'body_too_long');
$$;

create function public.channel_health(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_troubled integer;
  v_since timestamptz;
  v_newest timestamptz;
  v_last_success timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select * into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active;
  if not found then
    return jsonb_build_object('state', 'none', 'provider', null, 'failures', 0, 'since', null);
  end if;
  select
    count(*) filter (where s.is_troubled), min(s.began_at) filter (where s.is_troubled),
    max(s.began_at) filter (where s.is_troubled), max(s.finished_at) filter (where s.is_sent)
  into v_troubled, v_since, v_newest, v_last_success
  from (
    select coalesce(j.tried_since, j.created_at) as began_at, j.finished_at,
      m.status in ('sent', 'delivered', 'read') as is_sent,
      case when j.finished_at is null then j.last_error is not null and m.status in ('queued', 'sending', 'failed')
        else m.status = 'failed' and not app.is_about_one_message(m.error_code) end as is_troubled
    from app.jobs j
    join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    where j.tenant_id = p_tenant_id and j.kind = 'send_message' and m.channel_id = v_channel.id
      and (j.finished_at is null or j.finished_at > now() - interval '15 minutes')
      and (j.dead_at is null or j.dead_at > now() - interval '15 minutes')
  ) s;
  return jsonb_build_object(
    'state', case
      when v_channel.connection_state = 'close' then 'disconnected'
      when v_channel.connection_state = 'connecting' then 'connecting'
      -- one that went out and began later says that the provider is well again
      when v_troubled >= 3 and coalesce(v_last_success < v_newest, true) then 'failing'
      else 'ok' end,
    'provider', v_channel.provider, 'failures', v_troubled, 'since', v_since);
end;
$$;
comment on function public.channel_health(uuid) is
  'Caller: members. {state: ok|none|connecting|disconnected|failing, provider, failures, since} of the active channel; failing when three or more sends of the last minutes met an error of the provider and none went out since. Errors: PT401 not_signed_in, PT403 not_a_member.';

revoke execute on function app.line_patience(), app.line_look(), app.line_of(uuid, uuid), app.line_is_busy(uuid, uuid),
  app.stands_behind(public.conversation_messages, bigint), app.is_followed(public.conversation_messages, bigint),
  app.hurry_line(uuid, uuid), app.wait_in_line(app.jobs, public.conversation_messages), app.lease_next(uuid, uuid),
  app.tg_conversation_messages__wake_line(), app.lock_outbound(uuid, uuid), app.is_about_one_message(text),
  app.send_message_now(uuid, uuid), public.cancel_outbound_message(uuid, uuid), public.discard_outbound_message(uuid, uuid),
  public.channel_health(uuid) from public, anon, authenticated;
grant execute on function app.send_message_now(uuid, uuid), public.cancel_outbound_message(uuid, uuid),
  public.discard_outbound_message(uuid, uuid), public.channel_health(uuid) to authenticated;
