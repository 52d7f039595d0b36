create function app.workflow_nodes(p_definition jsonb)
returns table (step jsonb, depth integer)
language sql
stable
set search_path = ''
as $$
  with recursive nodes as (
    select s.x as step, 1 as depth
    from jsonb_array_elements(case when jsonb_typeof(p_definition -> 'steps') = 'array' then p_definition -> 'steps' else '[]' end) s (x)
    union all
    select c.x, n.depth + 1
    from nodes n
    cross join jsonb_each(case when jsonb_typeof(n.step -> 'branches') = 'object' then n.step -> 'branches' else '{}' end) b
    cross join jsonb_array_elements(case when jsonb_typeof(b.value) = 'array' then b.value else '[]' end) c (x)
    where n.depth < 20
  )
  select n.step, n.depth from nodes n;
$$;
comment on function app.workflow_nodes(jsonb) is
  'Every step of a definition, with how deep it stands.';
revoke execute on function app.workflow_nodes(jsonb) from public, anon, authenticated;
