create function public.get_assistant_turn(p_tenant_id uuid, p_turn_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
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
$$;
comment on function public.get_assistant_turn(uuid, uuid) is
  'Caller: owner, admin, supervisor. One turn, whole: its row, thread_key and name of the conversation, prompt {id, version, name}, and calls of tools [{tool, args, result, is_effect, ms, called_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 assistant_turn_not_found.';
revoke execute on function public.get_assistant_turn(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_assistant_turn(uuid, uuid) to authenticated;
