create function app.workflow_problems(p_tenant_id uuid, p_definition jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_trigger text := p_definition #>> '{trigger,kind}';
  v_problems jsonb;
begin
  with problems (step_id, field, code, place) as (
    select null::text, 'trigger', case when v_trigger is null then 'missing_trigger' else 'unknown_trigger' end, 0
    where not exists (select from app.workflow_triggers t where t.kind = v_trigger)
    union all
    select null, 'steps', 'no_steps', 0 where not exists (select from app.workflow_nodes(p_definition))
    union all
    select null, 'steps', 'too_many_steps', 0 where (select count(*) from app.workflow_nodes(p_definition)) > 60
    union all
    select null, 'purpose', 'invalid_option', 0
    where not coalesce(p_definition #>> '{settings,purpose}', '') = any ('{service,reminders,marketing}')
    union all
    select null, 'max_per_day', 'invalid_option', 0
    where coalesce(p_definition #>> '{settings,max_per_day}', '') !~ '^([1-9]|1[0-9]|20)$'
    union all
    select null, o.key, app.workflow_option_problem(p_tenant_id, o.value, p_definition #> array['trigger', 'options', o.key], '{}'), 0
    from app.workflow_triggers t cross join jsonb_each(t.options) o where t.kind = v_trigger
    union all
    select n.step ->> 'id', 'id', case when n.depth > 5 then 'too_deep' else 'duplicate_id' end, 1
    from app.workflow_nodes(p_definition) n
    where n.depth > 5 or coalesce(n.step ->> 'id', '') !~ '^[a-z0-9_]{1,40}$'
      or (select count(*) from app.workflow_nodes(p_definition) o where o.step ->> 'id' = n.step ->> 'id') > 1
    union all
    select n.step ->> 'id', 'kind', 'unknown_step', 1 from app.workflow_nodes(p_definition) n
    where not exists (select from app.workflow_step_kinds k where k.kind = n.step ->> 'kind')
    union all
    select n.step ->> 'id', 'kind', 'needs_person', 1
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind' and (k.needs_person or k.needs_conversation)
    join app.workflow_triggers t on t.kind = v_trigger and t.subject = 'stock'
    union all
    select n.step ->> 'id', b.key, 'unknown_branch', 1
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind'
    cross join jsonb_each(coalesce(n.step -> 'branches', '{}')) b where not b.key = any (k.branches)
    union all
    select n.step ->> 'id', o.key, app.workflow_option_problem(p_tenant_id, o.value, n.step #> array['options', o.key], n.step -> 'options'), 2
    from app.workflow_nodes(p_definition) n
    join app.workflow_step_kinds k on k.kind = n.step ->> 'kind' cross join jsonb_each(k.options) o
  )
  select coalesce(jsonb_agg(jsonb_build_object('step_id', p.step_id, 'field', p.field, 'code', p.code) order by p.place, p.step_id, p.field), '[]')
  into v_problems from problems p where p.code is not null;
  return v_problems;
end;
$$;
comment on function app.workflow_problems(uuid, jsonb) is
  'What keeps a definition from being published: [{step_id, field, code}].';
revoke execute on function app.workflow_problems(uuid, jsonb) from public, anon, authenticated;
