create function app.lock_stock(p_tenant_id uuid, p_variant_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform from public.stock_levels l
  where l.tenant_id = p_tenant_id and l.variant_id = any (p_variant_ids)
  order by l.variant_id, l.place_id for update;
end;
$$;
comment on function app.lock_stock(uuid, uuid[]) is
  'Locks the levels of all variants that are about to change, at once and in the one order of variant and place.';
revoke execute on function app.lock_stock(uuid, uuid[]) from public, anon, authenticated;
