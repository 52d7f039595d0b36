create function public.list_quick_replies(p_tenant_id uuid)
returns setof public.quick_replies
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select q.* from public.quick_replies q
    where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = auth.uid())
    order by q.shortcut, q.owner_id nulls last;
end;
$$;
comment on function public.list_quick_replies(uuid) is
  'Caller: members. The clinic''s quick replies and one''s own, by their words. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_quick_replies(uuid) from public, anon, authenticated;
grant execute on function public.list_quick_replies(uuid) to authenticated;
