create function public.list_conversation_drafts(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.draft_payload(s) order by s.updated_at desc) from (
      select d.* from public.conversation_drafts d
      where d.tenant_id = p_tenant_id and d.user_id = auth.uid()
      order by d.updated_at desc limit 500) s), '[]');
end;
$$;
comment on function public.list_conversation_drafts(uuid) is
  'Caller: members. Their own drafts, the latest first, up to 500: [{thread_id, is_note, body, reply_to_id, updated_at}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_drafts(uuid) from public, anon, authenticated;
grant execute on function public.list_conversation_drafts(uuid) to authenticated;
