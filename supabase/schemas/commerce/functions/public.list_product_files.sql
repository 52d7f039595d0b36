create function public.list_product_files(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  if not exists (select from public.products q where q.tenant_id = p_tenant_id and q.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'max_downloads', f.max_downloads, 'valid_days', f.valid_days,
      'is_archived', f.archived_at is not null) order by f.archived_at is not null, f.created_at, f.id)
    from public.product_files f where f.tenant_id = p_tenant_id and f.product_id = p_product_id), '[]');
end;
$$;

comment on function public.list_product_files(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. What buyers of a digital product download: [{id, name, size, max_downloads, valid_days, is_archived}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';
revoke execute on function public.list_product_files(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_product_files(uuid, uuid) to authenticated;
