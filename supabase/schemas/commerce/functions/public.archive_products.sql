create function public.archive_products(p_tenant_id uuid, p_ids uuid[], p_archived boolean default true)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
  v_done integer := 0;
begin
  perform app.require_stock_keeper(p_tenant_id);
  for v_id in select distinct i from unnest(p_ids[1:200]) i order by 1 loop
    update public.products p set archived_at = case when p_archived then clock_timestamp() end, version = p.version + 1
    where p.tenant_id = p_tenant_id and p.id = v_id and (p.archived_at is null) = p_archived;
    if found then
      v_done := v_done + 1;
      perform app.audit(p_tenant_id, case when p_archived then 'product.archived' else 'product.restored' end, 'product', v_id::text, null, null);
    end if;
  end loop;
  perform app.broadcast(p_tenant_id, 'stock', '{}');
  return v_done;
end;
$$;
comment on function public.archive_products(uuid, uuid[], boolean) is
  'Caller: owner, admin and operator. Products out of the lists, or back: how many changed. Nothing is deleted, and what is in stock stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.archive_products(uuid, uuid[], boolean) from public, anon, authenticated;
grant execute on function public.archive_products(uuid, uuid[], boolean) to authenticated;
