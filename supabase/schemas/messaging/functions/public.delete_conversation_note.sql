create function public.delete_conversation_note(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_notes := app.lock_own_note(p_tenant_id, p_id);
begin
  if v_row.deleted_at is not null then
    return app.note_payload(v_row);
  end if;
  delete from app.conversation_note_edits e where e.tenant_id = p_tenant_id and e.note_id = p_id;
  delete from public.conversation_note_mentions m where m.tenant_id = p_tenant_id and m.note_id = p_id;
  update public.conversation_notes n set body = '', mentions = '{}', deleted_at = clock_timestamp(), updated_at = clock_timestamp()
  where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
  perform app.publish_note(v_row);
  return app.note_payload(v_row);
end;
$$;
comment on function public.delete_conversation_note(uuid, uuid) is
  'Caller: its author. Its words and their history go; that there was a note stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found, PT403 not_your_note.';
revoke execute on function public.delete_conversation_note(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_conversation_note(uuid, uuid) to authenticated;
