create function public.delete_quick_reply(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_quick_reply_rights(p_tenant_id, p_id);
  delete from public.quick_replies where tenant_id = p_tenant_id and id = p_id;
end;
$$;
comment on function public.delete_quick_reply(uuid, uuid) is
  'Caller: members for their own, owner and admin for the clinic''s. One that is gone already is no error; save_quick_reply with the same id brings it back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 quick_reply_not_found.';
revoke execute on function public.delete_quick_reply(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_quick_reply(uuid, uuid) to authenticated;
