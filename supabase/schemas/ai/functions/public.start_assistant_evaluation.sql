create function public.start_assistant_evaluation(p_tenant_id uuid, p_run_id uuid, p_prompt_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.ai_evaluation_runs;
  v_obstacle text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_run_id is null then
    raise sqlstate 'PT400' using message = 'id_missing';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('ai_prompts ' || p_tenant_id::text, 0));
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.id = p_run_id;
  if v_run.id is not null then
    return app.evaluation_json(v_run);
  end if;
  v_obstacle := app.assistant_obstacle(p_tenant_id);
  if not exists (select from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id) then
    raise sqlstate 'PT404' using message = 'prompt_not_found';
  elsif v_obstacle is not null then
    raise sqlstate 'PT409' using message = 'assistant_not_ready', detail = v_obstacle, hint = 'Connect a model and accept how texts are processed first.';
  elsif app.assistant_budget_is_spent(p_tenant_id, now()) then
    raise sqlstate 'PT409' using message = 'assistant_budget_spent';
  elsif exists (select from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.finished_at is null) then
    raise sqlstate 'PT409' using message = 'evaluation_underway', hint = 'Wait for it, or cancel it.';
  end if;
  insert into public.ai_evaluation_runs (tenant_id, id, prompt_id, model, created_by)
  values (p_tenant_id, p_run_id, p_prompt_id, (app.assistant_settings_of(p_tenant_id)).model, auth.uid());
  insert into public.ai_evaluation_results (tenant_id, run_id, position, standard_key, case_id)
  select p_tenant_id, p_run_id, row_number() over (order by w.part, w.place), w.key, w.case_id
  from (
    select 1 as part, s.position::double precision as place, s.key, null::uuid as case_id from app.ai_standard_cases s
    union all
    select 2, c.newest, null, c.id from (
      select o.id, row_number() over (order by o.created_at desc, o.id) as newest from public.ai_cases o
      where o.tenant_id = p_tenant_id and o.archived_at is null and (o.expected - 'note') <> '{}'
      order by o.created_at desc, o.id limit 500) c) w;
  update public.ai_evaluation_runs r set total = (
    select count(*) from public.ai_evaluation_results e where e.tenant_id = p_tenant_id and e.run_id = p_run_id)
  where r.tenant_id = p_tenant_id and r.id = p_run_id returning * into v_run;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'evaluate_prompt', jsonb_build_object('id', p_run_id), 'evaluate_prompt:' || p_run_id);
  return app.evaluation_json(v_run);
end;
$$;
comment on function public.start_assistant_evaluation(uuid, uuid, uuid) is
  'Caller: owner, admin, supervisor. Measures a version with our cases and the clinic''s newest 500 that say what is right, as a job; nothing is sent, the cost counts. p_run_id is an id that the caller chose; the same again answers the run as it stands. One at a time; its version cannot be changed meanwhile. Answers {id, prompt_id, state: waiting | running | done | cancelled | stopped | failed, failure, model, total, done, cost_microcents, created_at, finished_at, created_by}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 id_missing, PT404 prompt_not_found, PT409 assistant_not_ready (detail: not_connected | not_accepted), PT409 assistant_budget_spent, PT409 evaluation_underway.';
revoke execute on function public.start_assistant_evaluation(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.start_assistant_evaluation(uuid, uuid, uuid) to authenticated;
