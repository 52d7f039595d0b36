create function app.suggested_purchase(p_tenant_id uuid, p_supplier_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if not exists (select from public.suppliers s where s.tenant_id = p_tenant_id and s.company_id = p_supplier_id and s.archived_at is null) then
    return null;
  end if;
  select o.id into v_id from public.purchase_orders o
  where o.tenant_id = p_tenant_id and o.supplier_id = p_supplier_id and o.is_suggested and o.state = 'draft' and o.version = 1
  order by o.number limit 1 for update;
  if v_id is null then
    insert into public.purchase_orders (tenant_id, number, supplier_id, place_id, is_suggested)
    values (p_tenant_id, app.next_purchase_number(p_tenant_id), p_supplier_id, app.default_place(p_tenant_id), true)
    returning id into v_id;
  end if;
  return v_id;
end;
$$;
comment on function app.suggested_purchase(uuid, uuid) is
  'The suggested order of a supplier that nobody has touched yet, or a new one; NULL without a supplier.';
revoke execute on function app.suggested_purchase(uuid, uuid) from public, anon, authenticated;
