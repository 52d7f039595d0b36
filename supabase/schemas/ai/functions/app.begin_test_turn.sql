create function app.begin_test_turn(p_tenant_id uuid, p_messages jsonb, p_worker uuid, p_prompt_id uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_last integer := case when jsonb_typeof(p_messages) = 'array' then jsonb_array_length(p_messages) - 1 end;
begin
  perform app.require_assistant_leader(p_tenant_id);
  if v_last is null or v_last not between 0 and 40 or nullif(btrim(p_messages -> v_last ->> 'text'), '') is null
    or p_messages -> v_last ->> 'from' <> 'person'
  then
    raise sqlstate 'PT400' using message = 'empty_body';
  elsif p_worker is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    raise sqlstate 'PT409' using message = 'assistant_not_connected';
  elsif p_prompt_id is not null and not exists (select from public.ai_prompts p where p.tenant_id = p_tenant_id and p.id = p_prompt_id) then
    raise sqlstate 'PT404' using message = 'prompt_not_found';
  end if;
  -- trying it costs as much as using it
  if app.assistant_budget_is_spent(p_tenant_id, now()) then
    raise sqlstate 'PT409' using message = 'assistant_budget_spent';
  end if;
  insert into public.ai_turns (tenant_id, is_test, state, run_at, opened_at, worker, attempts, asked_text, prompt_id)
  values (p_tenant_id, true, 'thinking', now(), now(), p_worker, 1, left(p_messages -> v_last ->> 'text', 4000), coalesce(p_prompt_id, (
    select p.id from public.ai_prompts p where p.tenant_id = p_tenant_id and p.state = 'active' order by p.share desc, p.version desc limit 1)))
  returning * into v_turn;
  return app.turn_payload(v_turn, (
    select coalesce(jsonb_agg(jsonb_build_object('from', case when m.value ->> 'from' in ('person', 'clinic') then m.value ->> 'from' else 'assistant' end,
      'text', left(m.value ->> 'text', 4000), 'at', now()) order by m.n), '[]')
    from jsonb_array_elements(p_messages) with ordinality m (value, n) where m.n <= v_last), null, now());
end;
$$;
comment on function app.begin_test_turn(uuid, jsonb, uuid, uuid) is
  'Caller: owner, admin, supervisor, through test-assistant. A turn of nobody, with a conversation that was typed: p_messages [{from: person | assistant | clinic, text}], the last of the person. Answers as begin_turn; its tools change nothing and finish_turn sends nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 empty_body, PT400 missing_client_id, PT404 prompt_not_found, PT409 assistant_not_connected, PT409 assistant_budget_spent.';
revoke execute on function app.begin_test_turn(uuid, jsonb, uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_test_turn(uuid, jsonb, uuid, uuid) to authenticated;
