create function public.get_assistant_evaluation(p_tenant_id uuid, p_run_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_run public.ai_evaluation_runs;
begin
  perform app.require_assistant_leader(p_tenant_id);
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.id = p_run_id;
  if v_run.id is null then
    raise sqlstate 'PT404' using message = 'evaluation_not_found';
  end if;
  return app.evaluation_json(v_run) || jsonb_build_object(
    'version', (select p.version from public.ai_prompts p where p.tenant_id = p_tenant_id and p.id = v_run.prompt_id),
    'figures', app.evaluation_figures(p_tenant_id, p_run_id),
    'cases', (
      select coalesce(jsonb_agg(jsonb_build_object('key', coalesce(e.standard_key, e.case_id::text), 'is_own', e.case_id is not null,
        'is_attack', coalesce(s.is_attack, false), 'text', coalesce(s.text, c.text), 'expected', coalesce(s.expected, c.expected) - 'never'
          || case when c.expected ? 'document_id' then jsonb_build_object('document', (
            select d.title from public.ai_documents d where d.tenant_id = p_tenant_id and d.id = app.typed_id(c.expected ->> 'document_id'))) else '{}' end,
        'outcome', e.outcome, 'reason', e.reason, 'intent', e.intent, 'answer', e.answer,
        'sources', (select coalesce(jsonb_agg(distinct x.value -> 'title'), '[]') from jsonb_array_elements(e.sources) x),
        'tools', to_jsonb(e.tools), 'marks', e.marks, 'is_right', e.is_right) order by e.position), '[]')
      from public.ai_evaluation_results e
      left join app.ai_standard_cases s on s.key = e.standard_key
      left join public.ai_cases c on c.tenant_id = e.tenant_id and c.id = e.case_id
      where e.tenant_id = p_tenant_id and e.run_id = p_run_id and e.done_at is not null));
end;
$$;
comment on function public.get_assistant_evaluation(uuid, uuid) is
  'Caller: owner, admin, supervisor. A run as start_assistant_evaluation answers it, with version, figures {intent, handoff_recall, attacks, sources, grounding, resolution, handoff: 0 to 1 | null} and what was measured: cases [{key: the same in every run, is_own, is_attack, text, expected: {intent, accept, handoff, reason, outcomes, document}, outcome, reason, intent, answer, sources: [title], tools, marks: {intent, handoff, answered, source, attack: boolean}, is_right}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 evaluation_not_found.';
revoke execute on function public.get_assistant_evaluation(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_assistant_evaluation(uuid, uuid) to authenticated;
