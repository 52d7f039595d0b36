create function app.apply_waiting_answer(
  p_tenant_id uuid, p_offer_id uuid, p_message_id uuid, p_yes boolean, p_ack_id uuid, p_now timestamptz default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_answer jsonb;
  v_words text;
  v_key text;
begin
  -- a repetition finds its answer said already
  if exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_ack_id) then
    return jsonb_build_object('skipped', 'answered_already');
  end if;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  -- as of the moment at which they wrote: a worker that was late costs nobody their time
  v_answer := app.answer_waiting_offer(p_tenant_id, p_offer_id, p_yes, coalesce(p_now, v_message.created_at, now()));
  -- they said it once; what they write from here on is read by people
  update public.waiting_list_offers o set answered_at = coalesce(o.answered_at, p_now, clock_timestamp())
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  -- the answer says when: no notice says it again
  delete from app.session_notice_wishes w
  where w.tenant_id = p_tenant_id and w.session_id = (v_answer ->> 'session_id')::uuid and v_answer ->> 'state' = 'accepted';
  select app.moment_in_words(s.starts_at, app.clinic_zone(p_tenant_id)) || ', com ' || h.name into v_words
  from public.waiting_list_offers o
  join public.waiting_slots s on s.tenant_id = p_tenant_id and s.id = o.slot_id
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  select t.thread_key into v_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id;
  return app.create_automation_message(p_tenant_id, v_key, p_ack_id, case
    when v_answer ->> 'state' = 'accepted' then 'Combinado! O horário é seu: *' || v_words || '*.'
    when not p_yes then 'Tudo bem, obrigado por avisar! Você continua na lista de espera.'
    when v_answer ->> 'state' = 'filled' then 'Que pena: o horário de ' || v_words || ' acabou de ser preenchido. Você continua na lista de espera, e avisamos assim que abrir outro.'
    when v_answer ->> 'state' = 'expired' then 'Que pena: o prazo para responder sobre ' || v_words || ' já passou. Você continua na lista de espera, e avisamos assim que abrir outro horário.'
    else 'Que pena: o horário de ' || v_words || ' não está mais disponível.' end,
    'waiting_answer_ack');
end;
$$;
comment on function app.apply_waiting_answer(uuid, uuid, uuid, boolean, uuid, timestamptz) is
  'Caller: workers. What somebody wrote to the offer of a time: the first yes books it, a late one is told so politely (p_ack_id is that message). p_now NULL: when the message came. Answers as create_automation_message.';
revoke execute on function app.apply_waiting_answer(uuid, uuid, uuid, boolean, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.apply_waiting_answer(uuid, uuid, uuid, boolean, uuid, timestamptz) to service_role;
