create function public.save_assistant(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.ai_settings;
  v_mode text := p_settings ->> 'mode';
  v_name text := app.normalize_name(p_settings ->> 'name');
  v_greeting text := nullif(btrim(app.normalize_lines(p_settings ->> 'greeting')), '');
  v_handoff text := nullif(p_settings ->> 'handoff_user_id', '');
  v_accepts boolean := p_settings ->> 'accepts' = 'true';
  v_hours jsonb;
  v_limit text;
  v_obstacle text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  v_before := app.assistant_settings_of(p_tenant_id);
  if v_mode is null or v_mode not in ('off', 'test', 'people', 'all') then
    raise sqlstate 'PT400' using message = 'invalid_mode';
  elsif coalesce(p_settings ->> 'tone', '') not in ('warm', 'plain', 'formal') or coalesce(p_settings ->> 'hours', '') not in ('always', 'open', 'closed', 'custom') then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'tone, hours';
  elsif char_length(coalesce(v_name, '')) not between 2 and 40 then
    raise sqlstate 'PT400' using message = 'invalid_name';
  elsif char_length(v_greeting) > 500 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '500';
  end if;
  p_settings := jsonb_build_object('embedding_price_cents', v_before.embedding_price_cents) || p_settings;
  foreach v_limit in array array['monthly_budget_cents', 'turns_per_day', 'person_turns_per_day', 'quiet_minutes', 'wait_seconds', 'prompt_price_cents', 'completion_price_cents',
    'embedding_price_cents'] loop
    if coalesce(p_settings ->> v_limit, '') !~ '^[0-9]{1,8}$' then
      raise sqlstate 'PT400' using message = 'invalid_settings', detail = v_limit;
    end if;
  end loop;
  if (p_settings ->> 'monthly_budget_cents')::integer > 10000000 or (p_settings ->> 'turns_per_day')::integer not between 1 and 100000
    or (p_settings ->> 'person_turns_per_day')::integer not between 1 and 500 or (p_settings ->> 'quiet_minutes')::integer > 1440
    or (p_settings ->> 'wait_seconds')::integer > 60 or (p_settings ->> 'prompt_price_cents')::integer > 1000000
    or (p_settings ->> 'completion_price_cents')::integer > 1000000 or (p_settings ->> 'embedding_price_cents')::integer > 1000000
  then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'limits';
  elsif v_handoff is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id::text = v_handoff and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  v_hours := app.checked_weekly(coalesce(p_settings -> 'custom_hours', '{}'));
  insert into public.ai_settings as s (tenant_id, name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day,
    quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents, completion_price_cents, embedding_price_cents, accepted_at, accepted_by)
  values (p_tenant_id, v_name, v_greeting, p_settings ->> 'tone', p_settings ->> 'hours', v_hours, (p_settings ->> 'monthly_budget_cents')::integer,
    (p_settings ->> 'turns_per_day')::integer, (p_settings ->> 'person_turns_per_day')::integer, (p_settings ->> 'quiet_minutes')::integer,
    (p_settings ->> 'wait_seconds')::smallint, v_handoff::uuid, p_settings ->> 'asks_rating' is not distinct from 'true',
    (p_settings ->> 'prompt_price_cents')::integer, (p_settings ->> 'completion_price_cents')::integer,
    (p_settings ->> 'embedding_price_cents')::integer, case when v_accepts then now() end, case when v_accepts then auth.uid() end)
  on conflict (tenant_id) do update set name = excluded.name, greeting = excluded.greeting, tone = excluded.tone, hours = excluded.hours,
    custom_hours = excluded.custom_hours, monthly_budget_cents = excluded.monthly_budget_cents, turns_per_day = excluded.turns_per_day,
    person_turns_per_day = excluded.person_turns_per_day, quiet_minutes = excluded.quiet_minutes, wait_seconds = excluded.wait_seconds,
    handoff_user_id = excluded.handoff_user_id, asks_rating = excluded.asks_rating, prompt_price_cents = excluded.prompt_price_cents,
    completion_price_cents = excluded.completion_price_cents, embedding_price_cents = excluded.embedding_price_cents, accepted_at = coalesce(s.accepted_at, excluded.accepted_at),
    accepted_by = case when s.accepted_at is null then excluded.accepted_by else s.accepted_by end, version = s.version + 1;
  if v_mode in ('people', 'all') then
    v_obstacle := app.assistant_obstacle(p_tenant_id);
    if v_obstacle is not null then
      raise sqlstate 'PT409' using message = 'assistant_not_ready', detail = v_obstacle, hint = 'Connect a model and accept how texts are processed first.';
    elsif v_mode = 'all' and v_before.mode not in ('people', 'all') then
      raise sqlstate 'PT409' using message = 'assistant_not_tried', hint = 'Let it answer some people first.';
    end if;
  end if;
  update public.ai_settings s set mode = v_mode where s.tenant_id = p_tenant_id and s.mode <> v_mode;
  return public.get_assistant(p_tenant_id);
end;
$$;
comment on function public.save_assistant(uuid, jsonb) is
  'Caller: owner, admin, supervisor. p_settings: mode (off, test, people, all: people before all), name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day, quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents, completion_price_cents and embedding_price_cents (a million tokens; the last may be left out), accepts (true: texts may be processed by the provider of the model; kept from then on). Answers what get_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_mode, PT400 invalid_settings (detail: which), PT400 invalid_name, PT400 body_too_long, PT400 invalid_hours, PT404 member_not_found, PT409 assistant_not_ready (detail: not_connected | not_accepted), PT409 assistant_not_tried.';
revoke execute on function public.save_assistant(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_assistant(uuid, jsonb) to authenticated;
