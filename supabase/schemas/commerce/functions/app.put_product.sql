create function app.put_product(p_product public.products)
returns void
language sql
set search_path = ''
as $$
  insert into public.products as p (tenant_id, id, kind, name, category, brand, description, unit, ncm, cfop, service_item, tax_basis_points,
    session_type_id, package_sessions, package_days, created_by)
  values (p_product.tenant_id, p_product.id, p_product.kind, p_product.name, p_product.category, p_product.brand, p_product.description,
    p_product.unit, p_product.ncm, p_product.cfop, p_product.service_item, p_product.tax_basis_points, p_product.session_type_id,
    p_product.package_sessions, p_product.package_days, auth.uid())
  on conflict (tenant_id, id) do update set
    kind = excluded.kind, name = excluded.name, category = excluded.category, brand = excluded.brand, description = excluded.description,
    unit = excluded.unit, ncm = excluded.ncm, cfop = excluded.cfop, service_item = excluded.service_item,
    tax_basis_points = excluded.tax_basis_points, session_type_id = excluded.session_type_id, package_sessions = excluded.package_sessions,
    package_days = excluded.package_days, version = p.version + 1;
$$;
comment on function app.put_product(public.products) is
  'Writes a product that app.typed_product has looked at; one that is there rises a version.';
revoke execute on function app.put_product(public.products) from public, anon, authenticated;
