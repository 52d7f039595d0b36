create function app.lock_holds(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_stock_owner(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.lock_stock(p_tenant_id, array(
    select distinct h.variant_id from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id));
end;
$$;
comment on function app.lock_holds(uuid, text, uuid) is 'The locks of whoever changes what an owner holds or held: the owner first, then the levels.';
revoke execute on function app.lock_holds(uuid, text, uuid) from public, anon, authenticated;
