create function app.prompt_problem(p_tenant_id uuid, p_prompt_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  -- each figure counts as it was measured last, whatever set it came from
  select string_agg(b.figure || coalesce(' ' || round(m.value, 3), ' ?') || ' < ' || b.at_least, ', ' order by b.figure)
  from app.ai_bars b
  left join lateral (
    select case when jsonb_typeof(e.figures -> b.figure) = 'number' then (e.figures ->> b.figure)::numeric end as value from public.ai_evaluations e
    where e.tenant_id = p_tenant_id and e.prompt_id = p_prompt_id and e.figures ? b.figure
    order by e.evaluated_at desc, e.id desc limit 1) m on true
  where m.value is null or m.value < b.at_least;
$$;
comment on function app.prompt_problem(uuid, uuid) is
  'Which figures of a version are below their bars, or were never measured; NULL when it may be activated.';
revoke execute on function app.prompt_problem(uuid, uuid) from public, anon, authenticated;
