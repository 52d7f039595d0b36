create function public.get_conversation_assistant(p_tenant_id uuid, p_thread_key text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
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
$$;
comment on function public.get_conversation_assistant(uuid, text) is
  'Caller: every member. What the assistant does in a conversation: {thread_id, mode, silence: why it would not answer now | null, is_on_list, conversation: {state: on | paused | locked, reason, summary, changed_at, changed_by, rating} | null, turns: the last five {id, state, reason, opened_at, text, thumb}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT404 conversation_not_found.';
revoke execute on function public.get_conversation_assistant(uuid, text) from public, anon, authenticated;
grant execute on function public.get_conversation_assistant(uuid, text) to authenticated;
