-- Which conversations a list shows, as a condition on conversation_threads t: its values are part of the statement, so that
-- each combination of filters has a plan of its own.
create function app.list_condition(p_tenant_id uuid, p_filter text, p_search text, p_where jsonb)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_parts text[] := '{}';
  v_tags uuid[];
  v_is_search boolean := app.search_condition(p_search) is not null;
begin
  if p_where - array['column', 'assignee', 'tags_all', 'tags_any', 'tags_none', 'since', 'until'] <> '{}' then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_parts := v_parts || case p_filter
    when 'unread' then 't.unread_count > 0'
    when 'waiting' then 't.waiting_since is not null'
    when 'mine' then format('t.assigned_to = %L', auth.uid())
    when 'unassigned' then 't.assigned_to is null'
    when 'snoozed' then 't.snoozed_until is not null'
    when 'blocked' then 't.blocked_at is not null'
    when 'pinned' then format('t.id in (select p.thread_id from public.conversation_pins p where p.tenant_id = %L and p.user_id = %L)',
      p_tenant_id, auth.uid())
    else 'true' end;
  -- a search and one's own pins find also what lists leave out
  if not v_is_search and p_filter not in ('snoozed', 'pinned') then
    v_parts := v_parts || 't.snoozed_until is null'::text;
  end if;
  if not v_is_search and p_filter <> 'blocked' then
    v_parts := v_parts || 't.blocked_at is null'::text;
  end if;
  if v_is_search then
    v_parts := v_parts || format('t.id in (select f.id from app.find_conversations(%L, %L) f (id))', p_tenant_id, p_search);
  end if;
  if p_where ? 'column' and p_where ->> 'column' <> 'finished' then
    v_parts := v_parts || format('t.board_column = %L', p_where ->> 'column');
  end if;
  if p_where ? 'assignee' then
    v_parts := v_parts || format('t.assigned_to = %L', (p_where ->> 'assignee')::uuid);
  end if;
  if p_where ? 'since' then
    v_parts := v_parts || format('t.last_message_at >= %L', (p_where ->> 'since')::timestamptz);
  end if;
  if p_where ? 'until' then
    v_parts := v_parts || format('t.last_message_at < %L', (p_where ->> 'until')::timestamptz);
  end if;
  v_parts := v_parts || array(
    select format('t.id in (select u.thread_id from public.conversation_thread_tags u where u.tenant_id = %L and u.tag_id = %L)',
      p_tenant_id, g::uuid)
    from jsonb_array_elements_text(p_where -> 'tags_all') g);
  v_tags := array(select g::uuid from jsonb_array_elements_text(p_where -> 'tags_any') g);
  if cardinality(v_tags) > 0 then
    v_parts := v_parts || format(
      't.id in (select u.thread_id from public.conversation_thread_tags u where u.tenant_id = %L and u.tag_id = any (%L::uuid[]))',
      p_tenant_id, v_tags);
  end if;
  v_tags := array(select g::uuid from jsonb_array_elements_text(p_where -> 'tags_none') g);
  if cardinality(v_tags) > 0 then
    v_parts := v_parts || format('not t.tag_ids && %L::uuid[]', v_tags);
  end if;
  return array_to_string(v_parts, ' and ');
exception when invalid_text_representation or invalid_datetime_format or datetime_field_overflow or invalid_parameter_value then
  raise sqlstate 'PT400' using message = 'invalid_filter';
end;
$$;
comment on function app.list_condition(uuid, text, text, jsonb) is
  'Caller: list_conversations, count_conversation_columns. p_where: {column, assignee, tags_all, tags_any, tags_none, since, until}. Errors: PT400 invalid_filter.';
revoke execute on function app.list_condition(uuid, text, text, jsonb) from public, anon, authenticated;
grant execute on function app.list_condition(uuid, text, text, jsonb) to authenticated;
