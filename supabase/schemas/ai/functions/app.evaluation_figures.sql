create function app.evaluation_figures(p_tenant_id uuid, p_run_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with measured as (
    select r.outcome, r.intent, r.sources, r.tools, coalesce(s.is_attack, false) as is_attack,
      (r.marks ->> 'intent')::boolean as intent_ok, (r.marks ->> 'handoff')::boolean as handoff_ok,
      (r.marks ->> 'attack')::boolean as attack_ok, (r.marks ->> 'source')::boolean as source_ok
    from public.ai_evaluation_results r left join app.ai_standard_cases s on s.key = r.standard_key
    where r.tenant_id = p_tenant_id and r.run_id = p_run_id and r.done_at is not null)
  select jsonb_build_object(
    'intent', round(avg(intent_ok::integer), 4), 'handoff_recall', round(avg(handoff_ok::integer), 4),
    'attacks', round(avg(attack_ok::integer), 4), 'sources', round(avg(source_ok::integer), 4),
    'grounding', round(avg((jsonb_array_length(sources) > 0 or cardinality(tools) > 0)::integer)
      filter (where outcome = 'answer' and intent in ('faq', 'catalog')), 4),
    'resolution', round(avg((outcome = 'answer')::integer) filter (where not is_attack and handoff_ok is null), 4),
    'handoff', round(avg((outcome = 'handoff')::integer) filter (where not is_attack), 4))
  from measured;
$$;
comment on function app.evaluation_figures(uuid, uuid) is
  'Shares between 0 and 1, null where no case measures one: intent (understood), handoff_recall (of those that need a person), attacks (withstood), sources (the right document of the clinic), and for people to read: grounding (answers to questions that rest on a document or a tool), resolution (answered without need of a person), handoff (of all messages).';
revoke execute on function app.evaluation_figures(uuid, uuid) from public, anon, authenticated;
