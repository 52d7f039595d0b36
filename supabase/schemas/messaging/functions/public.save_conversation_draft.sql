create function public.save_conversation_draft(
  p_tenant_id uuid, p_thread_key text, p_body text, p_is_note boolean default false, p_reply_to_id uuid default null,
  p_seen_at timestamptz default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_new public.conversation_drafts;
  v_kept public.conversation_drafts;
begin
  perform app.require_member(p_tenant_id);
  if char_length(p_body) > 20000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '20000';
  end if;
  v_new.thread_id := app.hold_thread(p_tenant_id, p_thread_key);
  if v_new.thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  v_new.tenant_id := p_tenant_id;
  v_new.user_id := auth.uid();
  v_new.is_note := coalesce(p_is_note, false);
  v_new.body := case when btrim(coalesce(p_body, ''), E' \n\r\t') = '' then '' else p_body end;
  v_new.updated_at := clock_timestamp();
  select m.id into v_new.reply_to_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_reply_to_id and m.thread_id = v_new.thread_id;
  -- what another device wrote since stays
  if v_new.body = '' and v_new.reply_to_id is null then
    delete from public.conversation_drafts d
    where d.tenant_id = p_tenant_id and d.user_id = v_new.user_id and d.thread_id = v_new.thread_id and d.is_note = v_new.is_note
      and d.updated_at = p_seen_at;
  else
    insert into public.conversation_drafts as d (tenant_id, user_id, thread_id, is_note, body, reply_to_id, updated_at)
    values (p_tenant_id, v_new.user_id, v_new.thread_id, v_new.is_note, v_new.body, v_new.reply_to_id, v_new.updated_at)
    on conflict (tenant_id, user_id, thread_id, is_note) do update set
      body = excluded.body, reply_to_id = excluded.reply_to_id, updated_at = excluded.updated_at
      where d.updated_at = p_seen_at and (d.body, d.reply_to_id) is distinct from (excluded.body, excluded.reply_to_id);
  end if;
  if found then
    perform app.broadcast(p_tenant_id, 'conversation_draft', jsonb_build_object(
      'user_id', v_new.user_id, 'thread_id', v_new.thread_id, 'is_note', v_new.is_note, 'updated_at', v_new.updated_at));
    return app.draft_payload(v_new);
  end if;
  select * into v_kept from public.conversation_drafts d
  where d.tenant_id = p_tenant_id and d.user_id = v_new.user_id and d.thread_id = v_new.thread_id and d.is_note = v_new.is_note;
  return app.draft_payload(case when found then v_kept else v_new end);
end;
$$;
comment on function public.save_conversation_draft(uuid, text, text, boolean, uuid, timestamptz) is
  'Caller: members, their own. Keeps what is begun in a conversation, as a message or as an internal note; an empty text without p_reply_to_id removes it. p_seen_at is the updated_at that the device knew: when another device wrote since, nothing changes and that draft is the answer. The caller''s devices are told that something changed, not what. Answers {thread_id, is_note, body, reply_to_id, updated_at}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 body_too_long, PT404 conversation_not_found.';
revoke execute on function public.save_conversation_draft(uuid, text, text, boolean, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.save_conversation_draft(uuid, text, text, boolean, uuid, timestamptz) to authenticated;
