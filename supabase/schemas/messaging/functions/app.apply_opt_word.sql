-- The person's latest word counts, in whatever order the words arrive. True when the message was one.
create function app.apply_opt_word(p_message public.conversation_messages)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_wish record := app.opt_effect_of(p_message);
  v_changed boolean;
  v_thread public.conversation_threads;
begin
  if v_wish.effect is null then
    return false;
  end if;
  update public.conversation_messages m set opt_effect = v_wish.effect where m.tenant_id = p_message.tenant_id and m.id = p_message.id;
  -- providers count in seconds: of two words of one second the one that arrived last counts
  if (app.latest_opt_word(p_message.tenant_id, p_message.thread_id)).said_at > p_message.occurred_at then
    return true;
  end if;
  if v_wish.effect = 'opt_out' then
    insert into public.conversation_optouts (tenant_id, thread_id, keyword)
    values (p_message.tenant_id, p_message.thread_id, v_wish.keyword) on conflict do nothing;
    v_changed := found;
  else
    v_changed := app.lift_opt_out(p_message.tenant_id, array[p_message.thread_id], p_message.occurred_at);
  end if;
  if v_changed then
    update public.conversation_threads set opted_out = (v_wish.effect = 'opt_out'), updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, case v_wish.effect when 'opt_out' then 'opted_out' else 'opted_in' end, p_message.occurred_at);
    perform app.publish_thread(v_thread);
    -- a provider that acted on the word has answered it
    if not p_message.content ? 'opt_effect' then
      insert into app.jobs (tenant_id, kind, payload, dedupe_key)
      values (p_message.tenant_id, v_wish.effect || '_ack',
        jsonb_build_object('thread_key', v_thread.thread_key, 'message_id', p_message.id, 'keyword', v_wish.keyword),
        v_wish.effect || ':' || p_message.id);
    end if;
  end if;
  return true;
end;
$$;
revoke execute on function app.apply_opt_word(public.conversation_messages) from public, anon, authenticated;
