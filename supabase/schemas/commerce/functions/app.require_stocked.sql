create function app.require_stocked(p_tenant_id uuid, p_variant_id uuid)
returns public.product_variants
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.product_variants;
begin
  select * into v_row from public.product_variants v where v.tenant_id = p_tenant_id and v.id = p_variant_id and v.tracks_stock;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'variant_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.require_stocked(uuid, uuid) is
  'A variant that has stock. Errors: PT404 variant_not_found.';
revoke execute on function app.require_stocked(uuid, uuid) from public, anon, authenticated;
