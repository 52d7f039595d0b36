create function app.release_stock(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'released');
end;
$$;
comment on function app.release_stock(uuid, text, uuid) is 'Lets go of all that an owner holds; what was taken stays taken. A repetition finds nothing to do. Errors: none.';
revoke execute on function app.release_stock(uuid, text, uuid) from public, anon, authenticated;
