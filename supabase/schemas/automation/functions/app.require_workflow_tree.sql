create function app.require_workflow_tree(p_definition jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_definition) is distinct from 'object' or length(p_definition::text) > 200000
    or jsonb_typeof(p_definition -> 'steps') is distinct from 'array'
    or jsonb_typeof(coalesce(p_definition -> 'trigger', '{}')) not in ('object', 'null')
    or exists (
      select from app.workflow_nodes(p_definition) n
      where jsonb_typeof(n.step) <> 'object' or jsonb_typeof(coalesce(n.step -> 'branches', '{}')) <> 'object'
        or jsonb_typeof(coalesce(n.step -> 'options', '{}')) <> 'object'
        or exists (select from jsonb_each(coalesce(n.step -> 'branches', '{}')) b where jsonb_typeof(b.value) <> 'array'))
  then
    raise sqlstate 'PT400' using message = 'invalid_workflow';
  end if;
end;
$$;
comment on function app.require_workflow_tree(jsonb) is
  'Errors: PT400 invalid_workflow.';
revoke execute on function app.require_workflow_tree(jsonb) from public, anon, authenticated;
