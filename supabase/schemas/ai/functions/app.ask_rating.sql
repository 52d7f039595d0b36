create function app.ask_rating(p_tenant_id uuid, p_id uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.ai_ratings;
  v_thread public.conversation_threads;
  v_send jsonb;
  v_reason text;
  v_at timestamptz;
begin
  select * into v_row from public.ai_ratings r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_row.id is null then
    return '{"skipped": "not_found"}';
  end if;
  perform app.lock_send(p_tenant_id, p_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_row.thread_id for update;
  select * into v_row from public.ai_ratings r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if v_row.state not in ('waiting', 'asked') then
    return jsonb_build_object('skipped', v_row.state);
  end if;
  -- whoever comes late does not ask at night
  v_at := app.rating_moment(p_tenant_id, p_now);
  if v_row.state = 'waiting' and v_at > p_now then
    update public.ai_ratings r set run_at = v_at where r.tenant_id = p_tenant_id and r.id = p_id;
    perform app.enqueue_at(p_tenant_id, 'ask_rating', jsonb_build_object('id', p_id), v_at);
    return '{"skipped": "later"}';
  end if;
  v_reason := case
    when v_row.state = 'asked' then null
    when not app.module_is_on(p_tenant_id, 'assistant') or not (app.assistant_settings_of(p_tenant_id)).asks_rating then 'switched_off'
    when v_thread.status <> 'finished' then 'reopened' end;
  if v_reason is null then
    v_send := app.create_automation_message(p_tenant_id, v_thread.thread_key, p_id,
      'Como foi o seu atendimento com ' || (select t.name from public.tenants t where t.id = p_tenant_id) || '?', 'assistant_rating', null,
      '{"choices": {"button": "Avaliar", "options": [{"title": "Muito ruim"}, {"title": "Ruim"}, {"title": "Mais ou menos"}, {"title": "Bom"}, {"title": "Muito bom"}]}}');
    v_reason := v_send ->> 'skipped';
  end if;
  if v_reason is not null then
    update public.ai_ratings r set state = 'skipped', reason = left(v_reason, 60) where r.tenant_id = p_tenant_id and r.id = p_id;
    return jsonb_build_object('skipped', v_reason);
  end if;
  update public.ai_ratings r set state = 'asked', asked_at = coalesce(r.asked_at, p_now), message_id = (v_send #>> '{message,id}')::uuid
  where r.tenant_id = p_tenant_id and r.id = p_id;
  insert into public.ai_conversations as c (tenant_id, thread_id, rating_asked_at) values (p_tenant_id, v_row.thread_id, p_now)
  on conflict (tenant_id, thread_id) do update set rating_asked_at = excluded.rating_asked_at, rating = null, rated_at = null;
  return v_send;
end;
$$;
comment on function app.ask_rating(uuid, uuid, timestamptz) is
  'Caller: workers. Asks somebody how it was, with answers to press from 1 (Muito ruim) to 5 (Muito bom), by app.create_automation_message and what it asks for. {skipped: code}, or what that answers; a repetition sends nothing twice.';
revoke execute on function app.ask_rating(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.ask_rating(uuid, uuid, timestamptz) to service_role;
