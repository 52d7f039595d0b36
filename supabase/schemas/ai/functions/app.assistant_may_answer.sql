create function app.assistant_may_answer(p_tenant_id uuid, p_thread_id uuid, p_now timestamptz default now(), p_is_admitted boolean default false)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.ai_settings := app.assistant_settings_of(p_tenant_id);
  v_thread public.conversation_threads;
  v_state text;
  v_zone text;
  v_month public.ai_months;
  v_midnight timestamptz;
begin
  if v_settings.mode = 'off' then
    return 'assistant_off';
  elsif not app.module_is_on(p_tenant_id, 'assistant') then
    return 'module_off';
  elsif not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    return 'not_connected';
  elsif v_settings.accepted_at is null then
    return 'not_accepted';
  elsif v_settings.mode = 'test' then
    return 'mode_test';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id;
  if v_thread.id is null then
    return 'conversation_not_found';
  elsif v_settings.mode = 'people' and not exists (
    select from public.ai_people p where p.tenant_id = p_tenant_id and p.thread_id = p_thread_id)
  then
    return 'not_on_the_list';
  elsif v_thread.is_group then
    return 'group';
  elsif v_thread.blocked_at is not null then
    return 'conversation_blocked';
  elsif app.is_own_number(v_thread) then
    return 'own_number';
  end if;
  select c.state into v_state from public.ai_conversations c where c.tenant_id = p_tenant_id and c.thread_id = p_thread_id;
  if v_state in ('locked', 'paused') then
    return v_state;
  elsif exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin <> 'automation'
      and m.occurred_at > least(p_now - make_interval(mins => v_settings.quiet_minutes), v_thread.last_inbound_at))
  then
    return 'person_wrote';
  elsif app.opted_out_of(p_tenant_id, p_thread_id, 'service') then
    return 'opted_out';
  elsif not app.assistant_is_open(v_settings, p_now) then
    return 'outside_hours';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_midnight := app.local_moment((p_now at time zone v_zone)::date::timestamp, v_zone);
  if not p_is_admitted and (
    (select count(*) from public.ai_turns t
      where t.tenant_id = p_tenant_id and t.opened_at >= v_midnight and t.attempts > 0 and not t.is_test) >= v_settings.turns_per_day
    or (select count(*) from public.ai_turns t
      where t.tenant_id = p_tenant_id and t.thread_id = p_thread_id and t.opened_at >= v_midnight and t.attempts > 0) >= v_settings.person_turns_per_day)
  then
    return 'turn_limit';
  end if;
  select * into v_month from public.ai_months m where m.tenant_id = p_tenant_id and m.month = app.assistant_month(p_tenant_id, p_now);
  if coalesce(v_month.cost_microcents, 0) + (case when p_is_admitted then 0 else coalesce(v_month.reserved_microcents, 0) end)
    >= v_settings.monthly_budget_cents * 1000000::bigint
  then
    return 'budget_spent';
  end if;
  return null;
end;
$$;
comment on function app.assistant_may_answer(uuid, uuid, timestamptz, boolean) is
  'NULL when the assistant may answer a conversation, or why not: assistant_off, module_off, not_connected, not_accepted, mode_test, conversation_not_found, not_on_the_list, group, conversation_blocked, own_number, locked, paused, person_wrote, opted_out, outside_hours, turn_limit, budget_spent. p_is_admitted: of a turn that was counted when it began. Window, credits and channel are asked by create_automation_message.';
revoke execute on function app.assistant_may_answer(uuid, uuid, timestamptz, boolean) from public, anon, authenticated;
grant execute on function app.assistant_may_answer(uuid, uuid, timestamptz, boolean) to service_role;
