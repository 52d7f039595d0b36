create function public.edit_conversation_note(p_tenant_id uuid, p_id uuid, p_body text, p_mentions uuid[] default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_notes := app.lock_own_note(p_tenant_id, p_id);
  v_body text := app.checked_text(p_body);
  v_mentions uuid[];
begin
  if v_row.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'note_not_found';
  end if;
  v_mentions := app.write_mentions(p_tenant_id, p_id, p_mentions);
  if (v_row.body, v_row.mentions) = (v_body, v_mentions) then
    return app.note_payload(v_row);
  end if;
  if v_row.body <> v_body then
    insert into app.conversation_note_edits (tenant_id, note_id, body) values (p_tenant_id, p_id, v_row.body);
  end if;
  update public.conversation_notes n set
    body = v_body, mentions = v_mentions, updated_at = clock_timestamp(),
    edited_at = case when v_row.body <> v_body then clock_timestamp() else n.edited_at end
  where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
  perform app.publish_note(v_row);
  return app.note_payload(v_row);
end;
$$;
comment on function public.edit_conversation_note(uuid, uuid, text, uuid[]) is
  'Caller: its author. What it said before stays readable. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found, PT403 not_your_note, PT400 empty_body, PT400 body_too_long, PT400 mention_not_a_member.';
revoke execute on function public.edit_conversation_note(uuid, uuid, text, uuid[]) from public, anon, authenticated;
grant execute on function public.edit_conversation_note(uuid, uuid, text, uuid[]) to authenticated;
