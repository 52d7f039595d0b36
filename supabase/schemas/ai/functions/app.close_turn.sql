create function app.close_turn(p_turn public.ai_turns, p_state text, p_reason text, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.ai_turns t set state = p_state, reason = p_reason, finished_at = p_now, reserved_microcents = 0, leased_until = null
  where t.tenant_id = p_turn.tenant_id and t.id = p_turn.id and t.finished_at is null;
  if not found then
    return;
  end if;
  if p_turn.reserved_microcents > 0 then
    perform app.count_assistant(p_turn.tenant_id, p_turn.opened_at, jsonb_build_object('reserved', -p_turn.reserved_microcents));
  end if;
  -- what the clinic says by itself when nobody answers is said after all
  if p_state in ('skipped', 'silent') and p_reason is distinct from 'person_wrote' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_turn.tenant_id and s.is_on)
  then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_turn.tenant_id, 'auto_reply', jsonb_build_object('id', p_turn.first_message_id, 'message_id', p_turn.first_message_id),
      'auto_reply:' || p_turn.first_message_id)
    on conflict do nothing;
  end if;
  if p_turn.thread_id is not null then
    perform app.broadcast(p_turn.tenant_id, 'assistant', jsonb_build_object('thread_id', p_turn.thread_id, 'turn_id', p_turn.id, 'state', p_state));
  end if;
end;
$$;
comment on function app.close_turn(public.ai_turns, text, text, timestamptz) is
  'Ends a turn that the caller holds and gives back what was reserved for it.';
revoke execute on function app.close_turn(public.ai_turns, text, text, timestamptz) from public, anon, authenticated;
