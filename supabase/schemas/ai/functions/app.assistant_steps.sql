create function app.assistant_steps(p_tenant_id uuid, p_now timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with written as (
    -- what is written within minutes is one turn
    select t.id, count(distinct date_bin('10 minutes', m.occurred_at, timestamptz '2020-01-01')) as turns,
      exists (select from public.ai_people a where a.tenant_id = p_tenant_id and a.thread_id = t.id) as is_on_list
    from public.conversation_threads t
    join public.conversation_messages m on m.tenant_id = p_tenant_id and m.thread_id = t.id and m.occurred_at > p_now - interval '7 days'
    where t.tenant_id = p_tenant_id and t.last_message_at > p_now - interval '7 days' and not t.is_group and m.direction = 'inbound' and m.kind <> 'system'
    group by t.id),
  done as (
    select count(*) filter (where t.is_test) as tests, coalesce(sum(t.cost_microcents) filter (where t.is_test), 0) as tests_cost,
      count(*) filter (where not t.is_test and t.attempts > 0) as turns, coalesce(sum(t.cost_microcents) filter (where not t.is_test), 0) as turns_cost,
      avg(coalesce(t.cost_microcents, 0)) filter (where t.attempts > 0 and t.finished_at is not null) as each_cost
    from public.ai_turns t where t.tenant_id = p_tenant_id and t.opened_at > p_now - interval '7 days'),
  steps as (
    select s.mode, s.place, s.mode = (app.assistant_settings_of(p_tenant_id)).mode and (d.turns > 0) as is_real, d.*,
      case when s.mode = 'people' then coalesce((select sum(w.turns) from written w where w.is_on_list), 0)
        else coalesce((select sum(w.turns) from written w), 0) end as expected
    from (values ('people', 2), ('all', 3)) s (mode, place), done d)
  select jsonb_agg(x.step order by x.place)
  from (
    select 1 as place, jsonb_build_object('mode', 'test', 'is_estimate', false, 'turns_per_day', round(d.tests / 7.0, 1),
      'cost_microcents_per_day', round(d.tests_cost / 7.0)) as step
    from done d
    union all
    select s.place, jsonb_build_object('mode', s.mode, 'is_estimate', not s.is_real,
      'turns_per_day', round((case when s.is_real then s.turns else s.expected end) / 7.0, 1),
      'cost_microcents_per_day', round(case when s.is_real then s.turns_cost else s.expected * s.each_cost end / 7.0))
    from steps s) x;
$$;
comment on function app.assistant_steps(uuid, timestamptz) is
  'How many turns a day each step of the rollout means, and what they cost, by the last seven days: what was done, or (is_estimate) what people wrote at what a turn costs on average: [{mode: test | people | all, is_estimate, turns_per_day, cost_microcents_per_day | null: no turn yet}].';
revoke execute on function app.assistant_steps(uuid, timestamptz) from public, anon, authenticated;
