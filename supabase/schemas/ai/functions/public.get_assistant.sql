create function public.get_assistant(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_settings public.ai_settings;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_midnight timestamptz;
begin
  perform app.require_assistant_leader(p_tenant_id);
  v_settings := app.assistant_settings_of(p_tenant_id);
  v_midnight := app.local_moment((now() at time zone v_zone)::date::timestamp, v_zone);
  return jsonb_build_object(
    'settings', to_jsonb(v_settings) - array['tenant_id', 'accepted_by', 'updated_at'],
    'is_connected', exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id),
    'obstacle', app.assistant_obstacle(p_tenant_id),
    'accepted', (select jsonb_build_object('at', s.accepted_at, 'by', p.full_name) from public.ai_settings s
      left join public.profiles p on p.id = s.accepted_by where s.tenant_id = p_tenant_id and s.accepted_at is not null),
    'people', (select count(*) from public.ai_people a where a.tenant_id = p_tenant_id),
    'locked', (select count(*) from public.ai_conversations c where c.tenant_id = p_tenant_id and c.state = 'locked'),
    'steps', app.assistant_steps(p_tenant_id, now()),
    'today', (select jsonb_build_object('turns', count(*) filter (where t.attempts > 0), 'answered', count(*) filter (where t.state = 'answered'),
        'handed', count(*) filter (where t.state = 'handed'), 'cost_microcents', coalesce(sum(t.cost_microcents), 0))
      from public.ai_turns t where t.tenant_id = p_tenant_id and not t.is_test and t.opened_at >= v_midnight),
    'month', (select jsonb_build_object('turns', coalesce(sum(m.turns), 0), 'answered', coalesce(sum(m.answered), 0), 'handed', coalesce(sum(m.handed), 0),
        'prompt_tokens', coalesce(sum(m.prompt_tokens), 0), 'completion_tokens', coalesce(sum(m.completion_tokens), 0),
        'cost_microcents', coalesce(sum(m.cost_microcents), 0), 'embedding_tokens', coalesce(sum(m.embedding_tokens), 0),
        'embedding_microcents', coalesce(sum(m.embedding_microcents), 0))
      from public.ai_months m where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, now())),
    'ratings', app.csat_of(p_tenant_id, now() - interval '30 days') - 'satisfied',
    'assists', (select jsonb_build_object('count', count(*), 'cost_microcents', coalesce(sum(a.cost_microcents), 0)) from public.ai_assists a
      where a.tenant_id = p_tenant_id and a.opened_at >= app.local_moment(app.assistant_month(p_tenant_id, now())::timestamp, v_zone)));
end;
$$;
comment on function public.get_assistant(uuid) is
  'Caller: owner, admin, supervisor. {settings: a row of ai_settings without who, is_connected, obstacle: not_connected | not_accepted | null, accepted: {at, by} | null, people: conversations on the list, locked: conversations that wait for a person, steps: what each of the rollout means a day [{mode: test | people | all, is_estimate, turns_per_day, cost_microcents_per_day | null}], today and month: {turns, answered, handed, cost_microcents: millionths of a cent, month also tokens and, of its cost, embedding_microcents: of vectors}, ratings of 30 days: {count, average: 1-5 | null}, assists: how often people were helped to write this month {count, cost_microcents: of the month''s}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_assistant(uuid) from public, anon, authenticated;
grant execute on function public.get_assistant(uuid) to authenticated;
