-- A note of the caller, locked with its conversation first, as everywhere.
create function app.lock_own_note(p_tenant_id uuid, p_id uuid)
returns public.conversation_notes
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_notes;
begin
  perform app.require_member(p_tenant_id);
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (
    select n.thread_id from public.conversation_notes n where n.tenant_id = p_tenant_id and n.id = p_id) for no key update;
  select * into v_row from public.conversation_notes n where n.tenant_id = p_tenant_id and n.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'note_not_found';
  end if;
  if v_row.author_id is distinct from auth.uid() then
    raise sqlstate 'PT403' using message = 'not_your_note';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_own_note(uuid, uuid) is
  'Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found, PT403 not_your_note.';
revoke execute on function app.lock_own_note(uuid, uuid) from public, anon, authenticated;
