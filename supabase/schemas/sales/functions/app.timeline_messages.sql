create function app.timeline_messages(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  select m.id, m.occurred_at, jsonb_build_object('direction', m.direction, 'kind', m.kind, 'body', left(m.body, 300), 'thread_key', t.thread_key)
  from unnest(app.json_ids(p_subject -> 'threads')) x (thread_id)
  join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
  cross join lateral (
    select * from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = t.id and (m.occurred_at, m.id) < (p_before, p_before_id)
    order by m.occurred_at desc, m.id desc limit p_limit) m
  order by m.occurred_at desc, m.id desc limit p_limit;
$$;
comment on function app.timeline_messages(uuid, jsonb, timestamptz, uuid, integer) is
  'Messages of a timeline: the newest of each conversation, and of those the newest.';
revoke execute on function app.timeline_messages(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
