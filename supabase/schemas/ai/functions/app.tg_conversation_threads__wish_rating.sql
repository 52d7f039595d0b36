create function app.tg_conversation_threads__wish_rating()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_settings public.ai_settings := app.assistant_settings_of(new.tenant_id);
  v_row public.ai_ratings;
  v_turn public.ai_turns;
begin
  if not v_settings.asks_rating or not app.module_is_on(new.tenant_id, 'assistant') or new.is_group or new.blocked_at is not null
    or coalesce(new.last_inbound_at, '-infinity') < now() - interval '1 day' or app.is_own_number(new) or exists (
      select from public.ai_ratings r where r.tenant_id = new.tenant_id and r.thread_id = new.id
        and r.state <> 'skipped' and r.created_at > now() - interval '30 days')
  then
    return null;
  end if;
  select * into v_turn from public.ai_turns t
  where t.tenant_id = new.tenant_id and t.thread_id = new.id and t.state in ('answered', 'handed') and t.opened_at > now() - interval '7 days'
  order by t.opened_at desc limit 1;
  insert into public.ai_ratings (tenant_id, thread_id, user_id, is_of_assistant, prompt_id, run_at)
  values (new.tenant_id, new.id, coalesce(new.assigned_to, auth.uid()), v_turn.id is not null, v_turn.prompt_id,
    app.rating_moment(new.tenant_id, now() + interval '2 minutes'))
  returning * into v_row;
  perform app.enqueue_at(new.tenant_id, 'ask_rating', jsonb_build_object('id', v_row.id), v_row.run_at);
  return null;
end;
$$;
comment on function app.tg_conversation_threads__wish_rating() is
  'A conversation was finished: whoever wrote within the day is asked how it was, some minutes later, where the clinic wants that.';
revoke execute on function app.tg_conversation_threads__wish_rating() from public, anon, authenticated;
