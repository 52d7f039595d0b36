create function app.assist_history(p_tenant_id uuid, p_thread_id uuid, p_most integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('from', case when h.direction = 'inbound' then 'person' when h.origin = 'automation' then 'assistant'
      else 'clinic' end, 'text', left(app.message_preview(h.kind, h.body, h.content), 1000), 'author', h.author_name, 'at', h.occurred_at)
    order by h.occurred_at, h.id), '[]')
  from (
    select * from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.kind <> 'system' and m.deleted_at is null
    order by m.occurred_at desc, m.id desc limit p_most) h;
$$;
comment on function app.assist_history(uuid, uuid, integer) is
  'The latest messages of a conversation, oldest first: [{from: person | assistant | clinic, text: 1,000 characters, author: in a group, at}].';
revoke execute on function app.assist_history(uuid, uuid, integer) from public, anon, authenticated;
