-- assistant screens: what the screens of the assistant ask.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.assistant_bar (
  p_tenant_id uuid,
  p_prompt_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('figure', b.figure, 'at_least', b.at_least, 'reached', m.value,
    'is_reached', coalesce(m.value >= b.at_least, false)) order by b.figure), '[]')
  from app.ai_bars b
  left join lateral (
    select case when jsonb_typeof(e.figures -> b.figure) = 'number' then (e.figures ->> b.figure)::numeric end as value from public.ai_evaluations e
    where e.tenant_id = p_tenant_id and e.prompt_id = p_prompt_id and e.figures ? b.figure
    order by e.evaluated_at desc, e.id desc limit 1) m on true;
$function$;

CREATE OR REPLACE FUNCTION app.assistant_obstacle (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    return 'not_connected';
  elsif not exists (select from public.ai_settings s where s.tenant_id = p_tenant_id and s.accepted_at is not null) then
    return 'not_accepted';
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.prompt_problem (
  p_tenant_id uuid,
  p_prompt_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select string_agg(b ->> 'figure' || coalesce(' ' || round((b ->> 'reached')::numeric, 3), ' ?') || ' < ' || (b ->> 'at_least'), ', ' order by b ->> 'figure')
  from jsonb_array_elements(app.assistant_bar(p_tenant_id, p_prompt_id)) b
  where not (b ->> 'is_reached')::boolean;
$function$;

CREATE OR REPLACE FUNCTION app.require_assistant_leader (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_leader(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'assistant');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_assistant_user (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'assistant');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION public.activate_assistant_prompt (
  p_tenant_id uuid,
  p_prompt_id uuid,
  p_share     integer DEFAULT 100
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_prompt public.ai_prompts;
  v_other uuid;
  v_missed text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_share is null or p_share not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_prompt_share';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('ai_prompts ' || p_tenant_id::text, 0));
  select * into v_prompt from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  if v_prompt.id is null then
    raise sqlstate 'PT404' using message = 'prompt_not_found';
  end if;
  v_missed := app.prompt_problem(p_tenant_id, p_prompt_id);
  if v_missed is not null then
    raise sqlstate 'PT409' using message = 'prompt_below_bar', detail = v_missed, hint = 'Evaluate it, and mend what it missed.';
  end if;
  -- the newest of the others keeps what is left, the rest retires
  select r.id into v_other from public.ai_prompts r
  where r.tenant_id = p_tenant_id and r.state = 'active' and r.id <> p_prompt_id order by r.share desc, r.version desc limit 1;
  if p_share < 100 and v_other is null then
    raise sqlstate 'PT409' using message = 'prompt_needs_another', hint = 'A first version answers everybody.';
  end if;
  update public.ai_prompts r set state = 'retired', share = 0
  where r.tenant_id = p_tenant_id and r.state = 'active' and r.id <> p_prompt_id and (p_share = 100 or r.id <> v_other);
  update public.ai_prompts r set share = 100 - p_share where r.tenant_id = p_tenant_id and r.id = v_other and p_share < 100;
  update public.ai_prompts r set state = 'active', share = p_share, activated_at = clock_timestamp() where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  return public.list_assistant_prompts(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."activate_assistant_prompt"(uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.archive_assistant_case (
  p_tenant_id uuid,
  p_case_id   uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  update public.ai_cases c set archived_at = clock_timestamp() where c.tenant_id = p_tenant_id and c.id = p_case_id and c.archived_at is null;
  return found;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_assistant_case"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_assistant_prompt (
  p_tenant_id uuid,
  p_prompt_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  delete from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id and r.state = 'draft'
    and not exists (select from public.ai_turns t where t.tenant_id = p_tenant_id and t.prompt_id = p_prompt_id and not t.is_test);
  if not found and exists (select from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id) then
    raise sqlstate 'PT409' using message = 'prompt_is_fixed';
  end if;
  return found;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_assistant_prompt"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.disconnect_assistant (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  perform app.require_admin(p_tenant_id);
  delete from app_private.assistant_credentials c where c.tenant_id = p_tenant_id;
  update public.ai_settings s set mode = 'off', base_url = null, model = null, fallback_model = null, embedding_model = null, version = s.version + 1
  where s.tenant_id = p_tenant_id;
  return public.get_assistant(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."disconnect_assistant"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_assistant (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
    'today', (select jsonb_build_object('turns', count(*) filter (where t.attempts > 0), 'answered', count(*) filter (where t.state = 'answered'),
        'handed', count(*) filter (where t.state = 'handed'), 'cost_microcents', coalesce(sum(t.cost_microcents), 0))
      from public.ai_turns t where t.tenant_id = p_tenant_id and not t.is_test and t.opened_at >= v_midnight),
    'month', (select jsonb_build_object('turns', coalesce(sum(m.turns), 0), 'answered', coalesce(sum(m.answered), 0), 'handed', coalesce(sum(m.handed), 0),
        'prompt_tokens', coalesce(sum(m.prompt_tokens), 0), 'completion_tokens', coalesce(sum(m.completion_tokens), 0),
        'cost_microcents', coalesce(sum(m.cost_microcents), 0))
      from public.ai_months m where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, now())),
    'ratings', (select jsonb_build_object('count', count(c.rating), 'average', round(avg(c.rating), 2))
      from public.ai_conversations c where c.tenant_id = p_tenant_id and c.rated_at > now() - interval '30 days'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_assistant"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_assistant_turn (
  p_tenant_id uuid,
  p_turn_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
begin
  perform app.require_assistant_leader(p_tenant_id);
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  if v_turn.id is null then
    raise sqlstate 'PT404' using message = 'assistant_turn_not_found';
  end if;
  return to_jsonb(v_turn) - array['tenant_id', 'worker', 'leased_until', 'thumb_by', 'first_message_id', 'seen_message_id']
    || jsonb_build_object(
      'thread_key', (select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id),
      'name', (select t.contact_name from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id),
      'prompt', (select jsonb_build_object('id', r.id, 'version', r.version, 'name', r.name) from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = v_turn.prompt_id),
      'thumb_by', (select p.full_name from public.profiles p where p.id = v_turn.thumb_by),
      'calls', (select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool, 'args', c.args, 'result', c.result, 'is_effect', c.is_effect, 'ms', c.ms, 'called_at', c.called_at)
        order by c.called_at, c.id), '[]') from public.ai_tool_calls c where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_assistant_turn"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_conversation_assistant (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_assistant_user(p_tenant_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_thread_key;
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return jsonb_build_object(
    'thread_id', v_thread.id,
    'mode', (app.assistant_settings_of(p_tenant_id)).mode,
    'silence', app.assistant_may_answer(p_tenant_id, v_thread.id),
    'is_on_list', exists (select from public.ai_people a where a.tenant_id = p_tenant_id and a.thread_id = v_thread.id),
    'conversation', (select jsonb_build_object('state', c.state, 'reason', c.reason, 'summary', c.summary, 'changed_at', c.changed_at, 'changed_by', p.full_name, 'rating', c.rating)
      from public.ai_conversations c left join public.profiles p on p.id = c.changed_by where c.tenant_id = p_tenant_id and c.thread_id = v_thread.id),
    'turns', (select coalesce(jsonb_agg(to_jsonb(r) order by r.opened_at desc), '[]') from (
      select t.id, t.state, t.reason, t.opened_at, t.text, t.thumb from public.ai_turns t
      where t.tenant_id = p_tenant_id and t.thread_id = v_thread.id and t.state <> 'silent' order by t.opened_at desc limit 5) r));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_conversation_assistant"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_assistant_cases (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'set', c.set, 'text', c.text, 'expected', c.expected, 'turn_id', c.turn_id, 'created_at', c.created_at)
      order by c.created_at desc, c.id), '[]')
    from (select * from public.ai_cases c where c.tenant_id = p_tenant_id and c.archived_at is null order by c.created_at desc, c.id limit 1000) c);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_assistant_cases"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_assistant_people (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('thread_id', a.thread_id, 'thread_key', t.thread_key, 'name', t.contact_name, 'phone', t.phone,
      'added_by', p.full_name, 'created_at', a.created_at) order by a.created_at desc, a.thread_id), '[]')
    from public.ai_people a join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
    left join public.profiles p on p.id = a.added_by where a.tenant_id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_assistant_people"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_assistant_prompts (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'version', r.version, 'name', r.name, 'text', r.text, 'state', r.state, 'share', r.share,
      'created_by', p.full_name, 'changed_at', r.changed_at, 'activated_at', r.activated_at, 'bar', app.assistant_bar(p_tenant_id, r.id),
      'evaluation', (select jsonb_build_object('id', e.id, 'cases', e.cases, 'figures', e.figures, 'misses', e.misses, 'model', e.model, 'evaluated_at', e.evaluated_at)
        from public.ai_evaluations e where e.tenant_id = p_tenant_id and e.prompt_id = r.id order by e.evaluated_at desc, e.id desc limit 1),
      'use', (select jsonb_build_object('turns', count(*), 'answered', count(*) filter (where t.state = 'answered'), 'handed', count(*) filter (where t.state = 'handed'),
          'up', count(*) filter (where t.thumb = 'up'), 'down', count(*) filter (where t.thumb = 'down'), 'latency_ms', round(avg(t.latency_ms)), 'cost_microcents', coalesce(sum(t.cost_microcents), 0))
        from public.ai_turns t where t.tenant_id = p_tenant_id and t.prompt_id = r.id and not t.is_test)) order by r.version desc), '[]')
    from public.ai_prompts r left join public.profiles p on p.id = r.created_by where r.tenant_id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_assistant_prompts"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_assistant_turns (
  p_tenant_id uuid,
  p_filters   jsonb,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_state text := nullif(p_filters ->> 'state', '');
  v_thumb text := nullif(p_filters ->> 'thumb', '');
begin
  perform app.require_assistant_leader(p_tenant_id);
  if v_state not in ('answered', 'handed', 'skipped', 'failed', 'silent', 'tested', 'waiting', 'thinking') or v_thumb not in ('up', 'down') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return (
    with page as (
      select t.* from public.ai_turns t
      where t.tenant_id = p_tenant_id and (v_state is null or t.state = v_state) and (v_thumb is null or t.thumb = v_thumb)
        and (p_after is null or (t.opened_at, t.id) < ((p_after ->> 'opened_at')::timestamptz, (p_after ->> 'id')::uuid))
      order by t.opened_at desc, t.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200))
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state, 'reason', p.reason, 'intent', p.intent, 'asked_text', left(p.asked_text, 200),
      'text', left(p.text, 200), 'thread_key', t.thread_key, 'name', t.contact_name, 'opened_at', p.opened_at, 'latency_ms', p.latency_ms,
      'cost_microcents', p.cost_microcents, 'prompt_version', r.version, 'thumb', p.thumb, 'is_test', p.is_test) order by p.opened_at desc, p.id desc), '[]')
    from page p left join public.conversation_threads t on t.tenant_id = p.tenant_id and t.id = p.thread_id
    left join public.ai_prompts r on r.tenant_id = p.tenant_id and r.id = p.prompt_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_assistant_turns"(uuid, jsonb, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.rate_assistant_turn (
  p_tenant_id uuid,
  p_turn_id   uuid,
  p_thumb     text,
  p_note      text DEFAULT NULL::text
)
  RETURNS text
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_turn public.ai_turns;
  v_note text := nullif(btrim(app.normalize_lines(p_note)), '');
begin
  perform app.require_assistant_user(p_tenant_id);
  if p_thumb not in ('up', 'down') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  elsif char_length(v_note) > 1000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '1000';
  end if;
  update public.ai_turns t set thumb = p_thumb, thumb_note = v_note, thumb_by = case when p_thumb is not null then auth.uid() end
  where t.tenant_id = p_tenant_id and t.id = p_turn_id and t.finished_at is not null
  returning * into v_turn;
  if v_turn.id is null then
    raise sqlstate 'PT404' using message = 'assistant_turn_not_found';
  end if;
  if p_thumb = 'down' and btrim(coalesce(v_turn.asked_text, '')) <> '' then
    insert into public.ai_cases as c (tenant_id, set, text, expected, turn_id, created_by)
    values (p_tenant_id, 'own', left(v_turn.asked_text, 4000), jsonb_strip_nulls(jsonb_build_object('note', v_note)), p_turn_id, auth.uid())
    on conflict (tenant_id, turn_id) do update set expected = c.expected || excluded.expected, archived_at = null;
  else
    update public.ai_cases c set archived_at = clock_timestamp()
    where c.tenant_id = p_tenant_id and c.turn_id = p_turn_id and c.archived_at is null and not c.expected ?| array['intent', 'handoff'];
  end if;
  return p_thumb;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."rate_assistant_turn"(uuid, uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_assistant (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
  foreach v_limit in array array['monthly_budget_cents', 'turns_per_day', 'person_turns_per_day', 'quiet_minutes', 'wait_seconds', 'prompt_price_cents', 'completion_price_cents'] loop
    if coalesce(p_settings ->> v_limit, '') !~ '^[0-9]{1,8}$' then
      raise sqlstate 'PT400' using message = 'invalid_settings', detail = v_limit;
    end if;
  end loop;
  if (p_settings ->> 'monthly_budget_cents')::integer > 10000000 or (p_settings ->> 'turns_per_day')::integer not between 1 and 100000
    or (p_settings ->> 'person_turns_per_day')::integer not between 1 and 500 or (p_settings ->> 'quiet_minutes')::integer > 1440
    or (p_settings ->> 'wait_seconds')::integer > 60 or (p_settings ->> 'prompt_price_cents')::integer > 1000000
    or (p_settings ->> 'completion_price_cents')::integer > 1000000
  then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'limits';
  elsif v_handoff is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id::text = v_handoff and m.status = 'active')
  then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  v_hours := app.checked_weekly(coalesce(p_settings -> 'custom_hours', '{}'));
  insert into public.ai_settings as s (tenant_id, name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day,
    quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents, completion_price_cents, accepted_at, accepted_by)
  values (p_tenant_id, v_name, v_greeting, p_settings ->> 'tone', p_settings ->> 'hours', v_hours, (p_settings ->> 'monthly_budget_cents')::integer,
    (p_settings ->> 'turns_per_day')::integer, (p_settings ->> 'person_turns_per_day')::integer, (p_settings ->> 'quiet_minutes')::integer,
    (p_settings ->> 'wait_seconds')::smallint, v_handoff::uuid, p_settings ->> 'asks_rating' is distinct from 'false',
    (p_settings ->> 'prompt_price_cents')::integer, (p_settings ->> 'completion_price_cents')::integer,
    case when v_accepts then now() end, case when v_accepts then auth.uid() end)
  on conflict (tenant_id) do update set name = excluded.name, greeting = excluded.greeting, tone = excluded.tone, hours = excluded.hours,
    custom_hours = excluded.custom_hours, monthly_budget_cents = excluded.monthly_budget_cents, turns_per_day = excluded.turns_per_day,
    person_turns_per_day = excluded.person_turns_per_day, quiet_minutes = excluded.quiet_minutes, wait_seconds = excluded.wait_seconds,
    handoff_user_id = excluded.handoff_user_id, asks_rating = excluded.asks_rating, prompt_price_cents = excluded.prompt_price_cents,
    completion_price_cents = excluded.completion_price_cents, accepted_at = coalesce(s.accepted_at, excluded.accepted_at),
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
$function$;

REVOKE ALL ON FUNCTION "public"."save_assistant"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_assistant_case (
  p_tenant_id uuid,
  p_case_id   uuid,
  p_text      text,
  p_expected  jsonb
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_text text := nullif(btrim(app.normalize_lines(p_text)), '');
  v_expected jsonb := jsonb_strip_nulls(jsonb_build_object('intent', p_expected -> 'intent', 'handoff', p_expected -> 'handoff', 'note', p_expected -> 'note'));
begin
  perform app.require_assistant_leader(p_tenant_id);
  if v_text is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif char_length(v_text) > 4000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '4000';
  elsif p_case_id is null then
    raise sqlstate 'PT400' using message = 'id_missing';
  elsif jsonb_typeof(p_expected) is distinct from 'object'
    or coalesce(p_expected ->> 'intent', 'faq') not in ('create_lead', 'schedule', 'check_order', 'catalog', 'faq', 'handoff', 'none')
    or coalesce(jsonb_typeof(p_expected -> 'handoff'), 'boolean') <> 'boolean' or char_length(p_expected ->> 'note') > 1000
  then
    raise sqlstate 'PT400' using message = 'invalid_assistant_case';
  end if;
  insert into public.ai_cases (tenant_id, id, text, expected, created_by)
  values (p_tenant_id, p_case_id, v_text, v_expected, auth.uid())
  on conflict (tenant_id, id) do update set text = excluded.text, expected = excluded.expected, archived_at = null;
  return p_case_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_assistant_case"(uuid, uuid, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_assistant_prompt (
  p_tenant_id uuid,
  p_prompt_id uuid,
  p_name      text,
  p_text      text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.normalize_name(p_name);
  v_text text := nullif(btrim(app.normalize_lines(p_text)), '');
  v_state text;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if p_prompt_id is null then
    raise sqlstate 'PT400' using message = 'id_missing';
  elsif char_length(coalesce(v_name, '')) not between 2 and 80 then
    raise sqlstate 'PT400' using message = 'invalid_name';
  elsif v_text is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif char_length(v_text) > 20000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '20000';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('ai_prompts ' || p_tenant_id::text, 0));
  select r.state into v_state from public.ai_prompts r where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  if v_state is null then
    insert into public.ai_prompts (tenant_id, id, version, name, text, created_by)
    values (p_tenant_id, p_prompt_id, (select coalesce(max(r.version), 0) + 1 from public.ai_prompts r where r.tenant_id = p_tenant_id), v_name, v_text, auth.uid());
  elsif v_state <> 'draft' then
    raise sqlstate 'PT409' using message = 'prompt_is_fixed', hint = 'Write a new version.';
  else
    update public.ai_prompts r set name = v_name, text = v_text, changed_at = clock_timestamp() where r.tenant_id = p_tenant_id and r.id = p_prompt_id;
  end if;
  return p_prompt_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_assistant_prompt"(uuid, uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_assistant_person (
  p_tenant_id uuid,
  p_thread_id uuid,
  p_is_on     boolean
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_assistant_leader(p_tenant_id);
  if not exists (select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id and not t.is_group) then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  elsif p_is_on and (select count(*) from public.ai_people a where a.tenant_id = p_tenant_id) >= 200 then
    raise sqlstate 'PT409' using message = 'too_many_assistant_people', detail = '200';
  end if;
  if p_is_on then
    insert into public.ai_people (tenant_id, thread_id, added_by) values (p_tenant_id, p_thread_id, auth.uid()) on conflict do nothing;
  else
    delete from public.ai_people a where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id;
  end if;
  return p_is_on;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_assistant_person"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_conversation_assistant (
  p_tenant_id  uuid,
  p_thread_key text,
  p_state      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_assistant_user(p_tenant_id);
  if p_state is null or p_state not in ('on', 'paused') then
    raise sqlstate 'PT400' using message = 'invalid_assistant_state';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_thread_key for update;
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  insert into public.ai_conversations (tenant_id, thread_id, state, changed_by, changed_at)
  values (p_tenant_id, v_thread.id, p_state, auth.uid(), clock_timestamp())
  on conflict (tenant_id, thread_id) do update set state = excluded.state, changed_by = excluded.changed_by, changed_at = excluded.changed_at, failed_turns = 0;
  update public.ai_proposals r set state = 'withdrawn'
  where r.tenant_id = p_tenant_id and r.thread_id = v_thread.id and r.state in ('open', 'confirmed') and p_state = 'paused';
  return public.get_conversation_assistant(p_tenant_id, p_thread_key);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_conversation_assistant"(uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE TRIGGER ai_prompts_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.ai_prompts
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

CREATE TRIGGER ai_settings_audit
  AFTER INSERT OR DELETE OR UPDATE ON public.ai_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__audit();

COMMENT ON FUNCTION "app"."assistant_bar"(uuid, uuid) IS 'What a version has to reach and what it reached when it was measured last: [{figure, at_least, reached | null, is_reached}].';

COMMENT ON FUNCTION "app"."assistant_obstacle"(uuid) IS 'What has to be done before the assistant of a clinic may leave the test: not_connected, not_accepted; NULL: nothing.';

COMMENT ON FUNCTION "app"."require_assistant_leader"(uuid) IS 'The caller''s role, for whoever arranges the assistant: owner, admin, supervisor, in a clinic that uses it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."require_assistant_user"(uuid) IS 'The caller''s role, for every member of a clinic that uses the assistant. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off.';

COMMENT ON FUNCTION "public"."activate_assistant_prompt"(uuid, uuid, integer) IS 'Caller: owner, admin, supervisor. From now on a version answers p_share of a hundred conversations (1-100); below 100 the version that answered most keeps the rest, and a conversation stays with its version. Also the way back to a retired one. Answers what list_assistant_prompts does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_prompt_share, PT404 prompt_not_found, PT409 prompt_below_bar (detail: figures that its latest evaluation did not reach), PT409 prompt_needs_another.';

COMMENT ON FUNCTION "public"."archive_assistant_case"(uuid, uuid) IS 'Caller: owner, admin, supervisor. Takes a labelled message out of the set; save_assistant_case brings it back. False: it was out. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."delete_assistant_prompt"(uuid, uuid) IS 'Caller: owner, admin, supervisor. Throws a draft away; false: it was gone. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT409 prompt_is_fixed.';

COMMENT ON FUNCTION "public"."disconnect_assistant"(uuid) IS 'Caller: owner, admin. Forgets the key of the model and switches the assistant off; answers what get_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_assistant"(uuid) IS 'Caller: owner, admin, supervisor. {settings: a row of ai_settings without who, is_connected, obstacle: not_connected | not_accepted | null, accepted: {at, by} | null, people: conversations on the list, locked: conversations that wait for a person, today and month: {turns, answered, handed, cost_microcents: millionths of a cent, month also tokens}, ratings of 30 days: {count, average: 1-5 | null}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_assistant_turn"(uuid, uuid) IS 'Caller: owner, admin, supervisor. One turn, whole: its row, thread_key and name of the conversation, prompt {id, version, name}, and calls of tools [{tool, args, result, is_effect, ms, called_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 assistant_turn_not_found.';

COMMENT ON FUNCTION "public"."get_conversation_assistant"(uuid, text) IS 'Caller: every member. What the assistant does in a conversation: {thread_id, mode, silence: why it would not answer now | null, is_on_list, conversation: {state: on | paused | locked, reason, summary, changed_at, changed_by, rating} | null, turns: the last five {id, state, reason, opened_at, text, thumb}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT404 conversation_not_found.';

COMMENT ON FUNCTION "public"."list_assistant_cases"(uuid) IS 'Caller: owner, admin, supervisor. The clinic''s labelled messages, the newest first, 1,000 at most: [{id, set, text, expected: {intent, handoff, note}, turn_id | null, created_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_assistant_people"(uuid) IS 'Caller: owner, admin, supervisor. Whom the assistant answers in the mode people: [{thread_id, thread_key, name | null, phone | null, added_by | null, created_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_assistant_prompts"(uuid) IS 'Caller: owner, admin, supervisor. All versions, the newest first: [{id, version, name, text, state: draft | evaluated | active | retired, share: of a hundred conversations, created_by, changed_at, activated_at, bar: [{figure, at_least, reached, is_reached}], evaluation: the latest {id, cases, figures, misses, model, evaluated_at} | null, use: {turns, answered, handed, up, down, latency_ms, cost_microcents}}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_assistant_turns"(uuid, jsonb, jsonb, integer) IS 'Caller: owner, admin, supervisor. What the assistant did, the newest first; p_filters {state, thumb}, p_after: the last row. [{id, state, reason, intent, asked_text and text: 200 characters, thread_key, name, opened_at, latency_ms, cost_microcents, prompt_version, thumb, is_test}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."rate_assistant_turn"(uuid, uuid, text, text) IS 'Caller: every member. Says that an answer was good (up) or bad (down, with a note of up to 1,000 characters), or takes it back (NULL). A bad one becomes a case of the clinic''s own set, once. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT400 invalid_filter, PT400 body_too_long, PT404 assistant_turn_not_found.';

COMMENT ON FUNCTION "public"."save_assistant"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. p_settings: mode (off, test, people, all: people before all), name, greeting, tone, hours, custom_hours, monthly_budget_cents, turns_per_day, person_turns_per_day, quiet_minutes, wait_seconds, handoff_user_id, asks_rating, prompt_price_cents and completion_price_cents (a million tokens), accepts (true: texts may be processed by the provider of the model; kept from then on). Answers what get_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_mode, PT400 invalid_settings (detail: which), PT400 invalid_name, PT400 body_too_long, PT400 invalid_hours, PT404 member_not_found, PT409 assistant_not_ready (detail: not_connected | not_accepted), PT409 assistant_not_tried.';

COMMENT ON FUNCTION "public"."save_assistant_case"(uuid, uuid, text, jsonb) IS 'Caller: owner, admin, supervisor. Writes or changes a labelled message: p_expected {intent: create_lead | schedule | check_order | catalog | faq | handoff | none, handoff: boolean, note}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 empty_body, PT400 body_too_long, PT400 id_missing, PT400 invalid_assistant_case.';

COMMENT ON FUNCTION "public"."save_assistant_prompt"(uuid, uuid, text, text) IS 'Caller: owner, admin, supervisor. Writes a new version (p_prompt_id is an id that the caller chose; the same again changes it) or changes a draft; what was evaluated stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 id_missing, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT409 prompt_is_fixed.';

COMMENT ON FUNCTION "public"."set_assistant_person"(uuid, uuid, boolean) IS 'Caller: owner, admin, supervisor. Puts a conversation on the list of those that the assistant answers in the mode people (200 at most), or takes it off. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 conversation_not_found, PT409 too_many_assistant_people.';

COMMENT ON FUNCTION "public"."set_conversation_assistant"(uuid, text, text) IS 'Caller: every member. on: the assistant may answer this conversation again (also releases what was handed to a person); paused: it stays silent until somebody says otherwise. Answers what get_conversation_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT400 invalid_assistant_state, PT404 conversation_not_found.';

REVOKE ALL ON FUNCTION "app"."assistant_bar"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_bar"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_bar"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assistant_obstacle"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assistant_obstacle"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assistant_obstacle"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_assistant_leader"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_assistant_leader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_assistant_leader"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_assistant_user"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_assistant_user"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_assistant_user"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."activate_assistant_prompt"(uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."activate_assistant_prompt"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."activate_assistant_prompt"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_assistant_case"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_assistant_case"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_assistant_case"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_assistant_prompt"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_assistant_prompt"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_assistant_prompt"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_assistant"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."disconnect_assistant"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_assistant"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_assistant"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_assistant"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_assistant"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_assistant_turn"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_assistant_turn"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_assistant_turn"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_conversation_assistant"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_conversation_assistant"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_conversation_assistant"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_cases"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_assistant_cases"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_cases"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_people"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_assistant_people"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_people"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_prompts"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_assistant_prompts"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_prompts"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_turns"(uuid, jsonb, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_assistant_turns"(uuid, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assistant_turns"(uuid, jsonb, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."rate_assistant_turn"(uuid, uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."rate_assistant_turn"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."rate_assistant_turn"(uuid, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_assistant"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_assistant"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_assistant"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_assistant_case"(uuid, uuid, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_assistant_case"(uuid, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_assistant_case"(uuid, uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_assistant_prompt"(uuid, uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_assistant_prompt"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_assistant_prompt"(uuid, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_assistant_person"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_assistant_person"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_assistant_person"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_conversation_assistant"(uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_conversation_assistant"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_conversation_assistant"(uuid, text, text) TO "postgres";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('assistant.connected', 'settings', 'warning'),
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info'),
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice'), ('review.decided', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('dinamize.connected', 'sales', 'warning'), ('dinamize.disconnected', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0), ('assistant_settings', 'automation', 1), ('assistant_prompt', 'automation', 1)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('export.list_saved', 'privacy', 'notice'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audited_tables (name, entity, key_column, label_column, left_out, masked) values
  ('public.tenants', 'clinic', 'id', 'name', '{slug}', '{}'),
  ('public.tenant_members', 'member', 'user_id', null, '{}', '{}'),
  ('public.tenant_invitations', 'invitation', 'id', 'email', '{token_hash}', '{}'),
  ('public.therapists', 'therapist', 'user_id', 'name', '{position, color}', '{}'),
  ('public.therapist_fiscal', 'therapist_fiscal', 'user_id', 'legal_name', '{}', '{}'),
  ('public.patients', 'patient', 'id', 'name', '{name, sort_name, sound, created_by}', '{note}'),
  ('public.care_team', 'care_team', 'patient_id', null, '{added_by, ended_by}', '{}'),
  ('public.patient_files', 'patient_file', 'id', 'name', '{uploaded_by, size, mime_type}', '{}'),
  ('public.patient_documents', 'patient_document', 'id', 'title', '{template_id, template_version, letterhead, clinic_name, author_council, sha256, file_id, cancelled_by}', '{body, cid, purpose, addressee}'),
  ('public.patient_merges', 'patient_merge', 'survivor_id', null, '{survivor_before, survivor_after, merged_before, merged_by, undone_by, id}', '{}'),
  ('public.consents', 'consent', 'patient_id', 'signer_name', '{ip_hash, user_agent, text_fingerprint, submission_id, id, revoked_by}', '{}'),
  ('public.receipts', 'receipt', 'id', 'number', '{content, sha256, issued_by, cancelled_by}', '{}'),
  ('public.payout_rules', 'payout_rule', 'id', null, '{number, created_by, replaced_by}', '{}'),
  ('public.session_prices', 'session_price', 'id', null, '{}', '{}'),
  ('public.absence_policies', 'absence_policy', 'id', null, '{}', '{}'),
  ('public.session_types', 'session_type', 'id', 'name', '{name_key, position, color}', '{}'),
  ('public.workflows', 'workflow', 'id', 'name', '{draft, draft_version, created_by}', '{}'),
  ('public.notification_channels', 'channel', 'id', 'display_name', '{connection_state, last_event_at, last_error, connected_at}', '{}'),
  ('public.agenda_settings', 'agenda_settings', 'tenant_id', null, '{}', '{}'),
  ('public.booking_settings', 'booking_settings', 'tenant_id', null, '{}', '{}'),
  ('public.money_settings', 'money_settings', 'tenant_id', null, '{}', '{}'),
  ('public.fiscal_settings', 'fiscal_settings', 'tenant_id', null, '{}', '{}'),
  ('public.record_settings', 'record_settings', 'tenant_id', null, '{}', '{}'),
  ('public.waiting_list_settings', 'waiting_settings', 'tenant_id', null, '{}', '{}'),
  ('public.session_notice_settings', 'notice_settings', 'tenant_id', null, '{}', '{}'),
  ('public.conversation_session_reminders_settings', 'reminder_settings', 'tenant_id', null, '{}', '{}'),
  ('public.conversation_autoreply_settings', 'autoreply_settings', 'tenant_id', null, '{}', '{}'),
  ('public.conversation_optout_settings', 'optout_settings', 'tenant_id', null, '{}', '{}'),
  ('public.ai_settings', 'assistant_settings', 'tenant_id', null, '{accepted_by}', '{}'),
  ('public.ai_prompts', 'assistant_prompt', 'id', 'name', '{created_by, changed_at, activated_at}', '{text}')
on conflict (name) do update set
  entity = excluded.entity, key_column = excluded.key_column, label_column = excluded.label_column, left_out = excluded.left_out,
  masked = excluded.masked;
