create function public.list_conversation_notes(p_tenant_id uuid, p_thread_key text, p_limit integer default 200)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.note_payload(s) order by s.occurred_at desc, s.id desc) from (
      select n.* from public.conversation_notes n
      where n.tenant_id = p_tenant_id and n.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key) and n.deleted_at is null
      order by n.occurred_at desc, n.id desc limit least(greatest(coalesce(p_limit, 200), 1), 500)) s), '[]');
end;
$$;
comment on function public.list_conversation_notes(uuid, text, integer) is
  'Caller: members. The internal notes of a conversation, newest first: [{id, thread_id, author_id, body, mentions, occurred_at, edited_at, deleted_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_notes(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_conversation_notes(uuid, text, integer) to authenticated;
