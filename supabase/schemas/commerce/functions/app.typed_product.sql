create function app.typed_product(p_tenant_id uuid, p_id uuid, p_product jsonb)
returns public.products
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.products;
  v_fault text;
begin
  v_row.tenant_id := p_tenant_id;
  v_row.id := p_id;
  v_row.kind := p_product ->> 'kind';
  v_row.name := app.require_name(p_product ->> 'name');
  v_row.category := app.trimmed(p_product ->> 'category', 60);
  v_row.brand := app.trimmed(p_product ->> 'brand', 60);
  v_row.description := nullif(btrim(app.normalize_lines(left(p_product ->> 'description', 4000))), '');
  v_row.unit := coalesce(nullif(upper(btrim(p_product ->> 'unit')), ''), 'UN');
  v_row.ncm := nullif(regexp_replace(p_product ->> 'ncm', '[^0-9]', '', 'g'), '');
  v_row.cfop := nullif(regexp_replace(p_product ->> 'cfop', '[^0-9]', '', 'g'), '');
  v_row.service_item := nullif(btrim(p_product ->> 'service_item'), '');
  v_row.tax_basis_points := app.typed_number(p_product ->> 'tax_basis_points');
  v_row.session_type_id := app.typed_id(p_product ->> 'session_type_id');
  v_row.package_sessions := app.typed_number(p_product ->> 'package_sessions');
  v_row.package_days := app.typed_number(p_product ->> 'package_days');
  v_fault := case
    when not exists (select from public.product_kinds k where k.key = v_row.kind) then 'kind'
    when v_row.unit !~ '^[A-Z0-9]{1,6}$' then 'unit'
    when v_row.ncm !~ '^[0-9]{8}$' then 'ncm'
    when v_row.cfop !~ '^[1-7][0-9]{3}$' then 'cfop'
    when v_row.service_item !~ '^[0-9]{1,2}[.][0-9]{2}$' then 'service_item'
    when v_row.tax_basis_points not between 0 and 10000 then 'tax_basis_points'
    when v_row.package_sessions not between 1 and 200 then 'package_sessions'
    when v_row.package_days not between 1 and 3650 then 'package_days'
    when v_row.session_type_id is not null and not exists (
      select from public.session_types s where s.tenant_id = p_tenant_id and s.id = v_row.session_type_id) then 'session_type_id'
    when v_row.package_sessions is null and exists (
      select from public.product_kinds k where k.key = v_row.kind and k.gives_sessions) then 'package_sessions'
  end;
  if v_fault is not null then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = v_fault;
  end if;
  return v_row;
end;
$$;
comment on function app.typed_product(uuid, uuid, jsonb) is
  'The product of a form. Errors: PT400 invalid_name, PT400 invalid_product (detail: the field).';
revoke execute on function app.typed_product(uuid, uuid, jsonb) from public, anon, authenticated;
