create function public.save_purchase(p_tenant_id uuid, p_id uuid, p_version integer, p_purchase jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before public.purchase_orders;
  v_supplier uuid := app.typed_id(p_purchase ->> 'supplier_id');
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if not exists (select from public.suppliers s where s.tenant_id = p_tenant_id and s.company_id = v_supplier) then
    raise sqlstate 'PT404' using message = 'supplier_not_found';
  end if;
  if coalesce(app.typed_number(p_purchase ->> 'freight_cents'), 0) not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'freight_cents';
  end if;
  if exists (select from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    v_before := app.lock_purchase(p_tenant_id, p_id, '{draft}');
    if v_before.version is distinct from p_version then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
  end if;
  insert into public.purchase_orders as o (tenant_id, id, number, supplier_id, place_id, expected_on, freight_cents, note, created_by)
  values (p_tenant_id, p_id, coalesce(v_before.number, app.next_purchase_number(p_tenant_id)), v_supplier,
    app.require_place(p_tenant_id, app.typed_id(p_purchase ->> 'place_id')), app.typed_date(p_purchase ->> 'expected_on'),
    coalesce(app.typed_number(p_purchase ->> 'freight_cents'), 0), nullif(btrim(app.normalize_lines(left(p_purchase ->> 'note', 1000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set supplier_id = excluded.supplier_id, place_id = excluded.place_id, expected_on = excluded.expected_on,
    freight_cents = excluded.freight_cents, note = excluded.note, version = o.version + 1;
  perform app.save_purchase_items(p_tenant_id, p_id, p_purchase -> 'items');
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$$;
comment on function public.save_purchase(uuid, uuid, integer, jsonb) is
  'Caller: owner, admin and operator. A purchase order while it is a draft: p_purchase {supplier_id, place_id, expected_on, freight_cents, note, items [{variant_id, quantity, cost_cents}]}. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_purchase (detail: the field), PT400 invalid_quantity, PT400 invalid_date, PT404 supplier_not_found, PT404 place_not_found, PT404 variant_not_found, PT404 purchase_not_found, PT409 purchase_closed (it was sent), PT409 changed_meanwhile.';
revoke execute on function public.save_purchase(uuid, uuid, integer, jsonb) from public, anon, authenticated;
grant execute on function public.save_purchase(uuid, uuid, integer, jsonb) to authenticated;
