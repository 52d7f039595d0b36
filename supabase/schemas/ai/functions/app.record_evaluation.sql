create function app.record_evaluation(
  p_tenant_id uuid, p_prompt_id uuid, p_set text, p_model text, p_cases integer, p_figures jsonb, p_misses jsonb default '[]'
)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_prompt public.ai_prompts;
begin
  select * into v_prompt from public.ai_prompts p where p.tenant_id = p_tenant_id and p.id = p_prompt_id for update;
  if v_prompt.id is null then
    return null;
  end if;
  insert into public.ai_evaluations (tenant_id, prompt_id, set, model, cases, figures, misses)
  values (p_tenant_id, p_prompt_id, p_set, p_model, p_cases, p_figures, coalesce(p_misses, '[]'));
  update public.ai_prompts p set state = 'evaluated' where p.tenant_id = p_tenant_id and p.id = p_prompt_id and p.state = 'draft';
  perform app.broadcast(p_tenant_id, 'assistant', jsonb_build_object('prompt_id', p_prompt_id));
  return app.prompt_problem(p_tenant_id, p_prompt_id) is null;
end;
$$;
comment on function app.record_evaluation(uuid, uuid, text, text, integer, jsonb, jsonb) is
  'Caller: workers. How a version did with a set: p_figures {name: 0 to 1}. Whether it may be activated now; NULL when there is no such version. Its text is fixed from here on.';
revoke execute on function app.record_evaluation(uuid, uuid, text, text, integer, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.record_evaluation(uuid, uuid, text, text, integer, jsonb, jsonb) to service_role;
