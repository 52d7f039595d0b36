create function public.list_quick_replies(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.quick_reply_payload(q) order by q.shortcut, q.owner_id nulls last) from public.quick_replies q
    where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = auth.uid())), '[]');
end;
$$;
comment on function public.list_quick_replies(uuid) is
  'Caller: members. The clinic''s quick replies and one''s own, by their words: [{id, owner_id, shortcut, title, body, updated_at, files: [{id, path, kind, mime_type, size, file_name, width, height, seconds}]}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_quick_replies(uuid) from public, anon, authenticated;
grant execute on function public.list_quick_replies(uuid) to authenticated;
