-- Writes new messages, no two of one conversation, with one statement for all tables: the rows, the summaries of their
-- conversations, what screens hear. Then what follows from a message. Answers how many of them were new.
create function app.write_messages(p_messages app.incoming_action[], p_thread_ids uuid[])
returns int
language plpgsql
set search_path = ''
as $$
declare
  v_added public.conversation_messages[];
  v_told uuid[];
  v_awaited text[];
  v_unattended uuid[];
  v_message public.conversation_messages;
begin
  with incoming as (
    select app.time_ordered_uuid() as id, i.*, (i.action ->> 'from_me')::boolean as from_me, i.action #>> '{address,raw}' as reply_address,
      not (i.action ->> 'from_me')::boolean and i.action ->> 'kind' <> 'system' as is_news,
      (i.action ->> 'from_me')::boolean and not (i.action -> 'content') ? 'via_api'
        and not coalesce((i.action ->> 'sent_via_api')::boolean, false) as is_answer,
      case when i.action ->> 'kind' in ('button', 'list') and i.action #>> '{content,id}' like 'choice:%'
        then app.pressed_message(i.tenant_id, i.thread_id, i.action -> 'content') end as pressed,
      app.sender_name(i.action) as contact_name, app.name_source(i.action) as name_source
    from unnest(p_messages, p_thread_ids) i (tenant_id, channel_id, provider, action, thread_id)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_id, reply_to_provider_id, author_name, status, occurred_at
    )
    select i.tenant_id, i.id, i.thread_id, i.channel_id, i.provider, i.action ->> 'provider_message_id',
      case when i.from_me then 'outbound' else 'inbound' end, case when i.from_me then 'phone' else 'contact' end,
      i.action ->> 'kind', i.action ->> 'body', coalesce(i.action -> 'content', '{}'), nullif(i.action -> 'media', 'null'),
      (i.pressed).id, coalesce(i.action ->> 'reply_to_provider_id', (i.pressed).provider_message_id), app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end,
      coalesce((i.action ->> 'occurred_at')::timestamptz, now())
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.*, m as message
  ), summarized as (
    update public.conversation_threads t set
      unread_count = case when i.is_answer then 0 when t.blocked_at is not null then t.unread_count else t.unread_count + i.is_news::int end,
      waiting_since = case
        when t.blocked_at is not null then null
        when i.from_me then case when not i.is_answer or a.status = 'failed' then t.waiting_since end
        when not app.asks_for_answer(a.kind) then t.waiting_since
        when t.status = 'finished' then a.occurred_at
        else coalesce(t.waiting_since, a.occurred_at) end,
      last_inbound_at = case when i.is_news then greatest(t.last_inbound_at, a.occurred_at) else t.last_inbound_at end,
      reply_address = coalesce(i.reply_address, t.reply_address),
      status = case when i.is_news and t.blocked_at is null then 'open' else t.status end,
      status_reason = case when i.is_news and t.blocked_at is null then null else t.status_reason end,
      board_column = case
        when i.is_news and t.blocked_at is null then app.column_after(t.board_column, t.status, 'person_wrote')
        when i.is_answer and a.status <> 'failed' then app.column_after(t.board_column, t.status, 'clinic_wrote')
        else t.board_column end,
      snoozed_until = case when i.is_answer or i.is_news and t.blocked_at is null then null else t.snoozed_until end,
      snoozed_at = case when i.is_answer or i.is_news and t.blocked_at is null then null else t.snoozed_at end,
      contact_name = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.contact_name else t.contact_name end,
      name_source = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.name_source else t.name_source end,
      updated_at = clock_timestamp(),
      last_message_id = a.id,
      last_message_at = a.occurred_at,
      last_message_preview = app.message_preview(a.kind, a.body, a.content),
      last_message_kind = a.kind,
      last_message_direction = a.direction,
      last_message_status = nullif(a.status, 'received')
    from added a join incoming i on i.id = a.id
    where t.tenant_id = a.tenant_id and t.id = a.thread_id
      and (t.last_message_id is null or (a.occurred_at, a.id) > (t.last_message_at, t.last_message_id))
    returning a.id as message_id, a.message, t as thread,
      i.is_news and t.blocked_at is null and (t.assigned_to is null or t.next_scheduled_at is not null) as is_unattended
  ), told as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || (s.message).tenant_id, 'broadcast', 'message', app.message_event(s.message, s.thread), true from summarized s
  )
  select array_agg(a.message), (select array_agg(s.message_id) from summarized s),
    (select array_agg(s.message_id) from summarized s where s.is_unattended), array_agg(a.provider_message_id) filter (where exists (
      select from app.early_actions e
      where e.tenant_id = a.tenant_id and e.channel_id = a.channel_id and e.provider_message_id = a.provider_message_id))
  into v_added, v_told, v_unattended, v_awaited
  from added a;

  foreach v_message in array coalesce(v_added, '{}') loop
    if (v_message.id = any (v_told)) is not true then
      perform app.count_late_message(v_message, (
        select i.action from unnest(p_messages) i (tenant_id, channel_id, provider, action)
        where i.tenant_id = v_message.tenant_id and i.channel_id = v_message.channel_id
          and i.action ->> 'provider_message_id' = v_message.provider_message_id));
    end if;
    if v_message.direction = 'inbound' then
      perform app.react_to_message(v_message, app.apply_opt_word(v_message));
      if v_message.id = any (v_unattended) then
        perform app.after_person_wrote(v_message);
      end if;
    end if;
    if v_message.provider_message_id = any (v_awaited) then
      perform app.apply_early_actions(v_message.tenant_id, v_message.channel_id, v_message.provider_message_id);
    end if;
  end loop;
  return coalesce(cardinality(v_added), 0);
end;
$$;
revoke execute on function app.write_messages(app.incoming_action[], uuid[]) from public, anon, authenticated;
