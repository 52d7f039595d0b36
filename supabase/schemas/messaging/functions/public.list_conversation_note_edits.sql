create function public.list_conversation_note_edits(p_tenant_id uuid, p_note_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(jsonb_build_object('body', e.body, 'replaced_at', e.replaced_at) order by e.id desc)
    from app.conversation_note_edits e where e.tenant_id = p_tenant_id and e.note_id = p_note_id), '[]');
end;
$$;
comment on function public.list_conversation_note_edits(uuid, uuid) is
  'Caller: members. What a note said before its edits, newest first: [{body, replaced_at}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_note_edits(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_conversation_note_edits(uuid, uuid) to authenticated;
