create function app.prompt_problem(p_tenant_id uuid, p_prompt_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select string_agg(b ->> 'figure' || coalesce(' ' || round((b ->> 'reached')::numeric, 3), ' ?') || ' < ' || (b ->> 'at_least'), ', ' order by b ->> 'figure')
  from jsonb_array_elements(app.assistant_bar(p_tenant_id, p_prompt_id)) b
  where not (b ->> 'is_reached')::boolean;
$$;
comment on function app.prompt_problem(uuid, uuid) is
  'Which figures of a version are below their bars, or were never measured; NULL when it may be activated.';
revoke execute on function app.prompt_problem(uuid, uuid) from public, anon, authenticated;
