create function app.list_conversation_facts(p_tenant_id uuid, p_search text, p_where jsonb, p_after jsonb, p_limit integer)
returns table (
  id uuid, contact_name text, phone text, status text, board_column text, assignee_name text, tags text, unread_count integer,
  waiting_since timestamptz, last_message_at timestamptz, opted_out boolean
)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select t.id, t.contact_name, t.phone, t.status, t.board_column, w.full_name, (
        select string_agg(g.name, ', ' order by g.position, g.name) from public.conversation_tags g
        where g.tenant_id = p_tenant_id and g.id = any (t.tag_ids)),
      t.unread_count, t.waiting_since, t.last_message_at, t.opted_out
    from public.list_conversations(p_tenant_id, 'all', coalesce(p_where ->> 'status', 'open'), p_search,
      (p_after ->> 'last_message_at')::timestamptz, app.typed_id(p_after ->> 'id'), least(p_limit, 100), '{}') t
    left join public.profiles w on w.id = t.assigned_to
    order by t.last_message_at desc, t.id desc;
end;
$$;
comment on function app.list_conversation_facts(uuid, text, jsonb, jsonb, integer) is
  'Conversations for a file: who, where they stand and since when, and no word of what was written. p_where {status}. Errors: as list_conversations.';
revoke execute on function app.list_conversation_facts(uuid, text, jsonb, jsonb, integer) from public, anon, authenticated;
