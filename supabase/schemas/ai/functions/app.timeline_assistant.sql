create function app.timeline_assistant(p_tenant_id uuid, p_subject jsonb, p_before timestamptz, p_before_id uuid, p_limit integer)
returns table (id uuid, at timestamptz, data jsonb)
language sql
stable
set search_path = ''
as $$
  select x.id, x.at, x.data from (
    select c.thread_id as id, c.introduced_at as at, '{"what": "told"}'::jsonb as data
    from unnest(app.json_ids(p_subject -> 'threads')) s (thread_id)
    join public.ai_conversations c on c.tenant_id = p_tenant_id and c.thread_id = s.thread_id and c.introduced_at is not null
    union all
    select u.id, u.finished_at, '{"what": "wanted_person"}'
    from unnest(app.json_ids(p_subject -> 'threads')) s (thread_id)
    join public.ai_turns u on u.tenant_id = p_tenant_id and u.thread_id = s.thread_id and u.state = 'handed' and u.reason = 'human_wanted') x
  where (x.at, x.id) < (p_before, p_before_id)
  order by x.at desc, x.id desc limit p_limit;
$$;
comment on function app.timeline_assistant(uuid, jsonb, timestamptz, uuid, integer) is
  'Of a timeline: that somebody was told of the assistant, and that they wanted a person: data {what: told | wanted_person}.';
revoke execute on function app.timeline_assistant(uuid, jsonb, timestamptz, uuid, integer) from public, anon, authenticated;
