create function app.assistant_bar(p_tenant_id uuid, p_prompt_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('figure', b.figure, 'at_least', b.at_least, 'reached', m.value,
    'is_reached', coalesce(m.value >= b.at_least, m.is_there and b.where_measurable, false)) order by b.figure), '[]')
  from app.ai_bars b
  left join lateral (
    select case when jsonb_typeof(e.figures -> b.figure) = 'number' then (e.figures ->> b.figure)::numeric end as value, true as is_there
    from public.ai_evaluations e
    where e.tenant_id = p_tenant_id and e.prompt_id = p_prompt_id and e.figures ? b.figure
    order by e.evaluated_at desc, e.id desc limit 1) m on true;
$$;
comment on function app.assistant_bar(uuid, uuid) is
  'What a version has to reach and what it reached when it was measured last: [{figure, at_least, reached | null: never measured, or (is_reached) without a case that measures it, is_reached}].';
revoke execute on function app.assistant_bar(uuid, uuid) from public, anon, authenticated;
