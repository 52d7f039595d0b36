create function public.list_assistant_prompts(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'version', r.version, 'name', r.name, 'text', r.text, 'state', r.state, 'share', r.share,
      'created_by', p.full_name, 'changed_at', r.changed_at, 'activated_at', r.activated_at, 'bar', app.assistant_bar(p_tenant_id, r.id),
      'evaluation', (select jsonb_build_object('id', e.id, 'cases', e.cases, 'figures', e.figures, 'misses', e.misses, 'model', e.model, 'evaluated_at', e.evaluated_at)
        from public.ai_evaluations e where e.tenant_id = p_tenant_id and e.prompt_id = r.id order by e.evaluated_at desc, e.id desc limit 1),
      'run', (select app.evaluation_json(e) from public.ai_evaluation_runs e
        where e.tenant_id = p_tenant_id and e.prompt_id = r.id order by e.created_at desc, e.id desc limit 1),
      'measured', (select e.id from public.ai_evaluation_runs e
        where e.tenant_id = p_tenant_id and e.prompt_id = r.id and e.state = 'done' order by e.created_at desc, e.id desc limit 1),
      'rating', (select jsonb_build_object('count', count(c.rating), 'average', round(avg(c.rating), 2))
        from public.ai_conversations c where c.tenant_id = p_tenant_id and c.prompt_id = r.id),
      'use', (select jsonb_build_object('turns', count(*), 'answered', count(*) filter (where t.state = 'answered'), 'handed', count(*) filter (where t.state = 'handed'),
          'up', count(*) filter (where t.thumb = 'up'), 'down', count(*) filter (where t.thumb = 'down'), 'latency_ms', round(avg(t.latency_ms)), 'cost_microcents', coalesce(sum(t.cost_microcents), 0))
        from public.ai_turns t where t.tenant_id = p_tenant_id and t.prompt_id = r.id and not t.is_test)) order by r.version desc), '[]')
    from public.ai_prompts r left join public.profiles p on p.id = r.created_by where r.tenant_id = p_tenant_id);
end;
$$;
comment on function public.list_assistant_prompts(uuid) is
  'Caller: owner, admin, supervisor. All versions, the newest first: [{id, version, name, text, state: draft | evaluated | active | retired, share: of a hundred conversations, created_by, changed_at, activated_at, bar: [{figure, at_least, reached, is_reached}], evaluation: the latest {id, cases, figures, misses, model, evaluated_at} | null, run: the latest evaluation as start_assistant_evaluation answers it | null, measured: id of the latest that was done | null, rating: what people gave, 1-5 {count, average | null}, use: {turns, answered, handed, up, down, latency_ms, cost_microcents}}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_assistant_prompts(uuid) from public, anon, authenticated;
grant execute on function public.list_assistant_prompts(uuid) to authenticated;
