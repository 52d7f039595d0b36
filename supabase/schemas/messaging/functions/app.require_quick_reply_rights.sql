-- The quick reply as it is, for somebody who may change it: one's own, or the clinic's for owner and admin. No row when
-- there is none. Those of colleagues do not exist for the caller.
create function app.require_quick_reply_rights(p_tenant_id uuid, p_id uuid)
returns public.quick_replies
language plpgsql
set search_path = ''
as $$
declare
  v_row public.quick_replies;
begin
  select * into v_row from public.quick_replies q where q.tenant_id = p_tenant_id and q.id = p_id for update;
  if v_row.owner_id <> auth.uid() then
    raise sqlstate 'PT404' using message = 'quick_reply_not_found';
  end if;
  if v_row.id is not null and v_row.owner_id is null then
    perform app.require_admin(p_tenant_id);
  end if;
  return v_row;
end;
$$;
comment on function app.require_quick_reply_rights(uuid, uuid) is
  'Caller: save_quick_reply, delete_quick_reply. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 quick_reply_not_found.';
revoke execute on function app.require_quick_reply_rights(uuid, uuid) from public, anon, authenticated;
