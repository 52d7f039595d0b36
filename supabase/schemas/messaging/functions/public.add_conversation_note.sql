create function public.add_conversation_note(
  p_tenant_id uuid, p_thread_key text, p_id uuid, p_body text, p_mentions uuid[] default '{}'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_body text := app.checked_text(p_body);
  v_row public.conversation_notes;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.conversation_notes (tenant_id, id, thread_id, author_id, body)
  values (p_tenant_id, p_id, v_thread.id, auth.uid(), v_body)
  on conflict (tenant_id, id) do nothing returning * into v_row;
  if not found then
    select * into v_row from public.conversation_notes n where n.tenant_id = p_tenant_id and n.id = p_id;
    if v_row.thread_id <> v_thread.id or v_row.author_id is distinct from auth.uid() then
      raise sqlstate 'PT409' using message = 'client_id_in_use';
    end if;
    return app.note_payload(v_row);
  end if;
  update public.conversation_notes n set mentions = app.write_mentions(p_tenant_id, p_id, p_mentions)
  where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
  perform app.publish_note(v_row);
  return app.note_payload(v_row);
end;
$$;
comment on function public.add_conversation_note(uuid, text, uuid, text, uuid[]) is
  'Caller: members. An internal note; p_id comes from the client, and a repetition answers the note that is there. p_mentions are colleagues. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 empty_body, PT400 body_too_long, PT400 missing_client_id, PT400 mention_not_a_member, PT409 client_id_in_use.';
revoke execute on function public.add_conversation_note(uuid, text, uuid, text, uuid[]) from public, anon, authenticated;
grant execute on function public.add_conversation_note(uuid, text, uuid, text, uuid[]) to authenticated;
