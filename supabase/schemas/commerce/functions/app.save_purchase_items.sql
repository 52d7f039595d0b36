create function app.save_purchase_items(p_tenant_id uuid, p_id uuid, p_items jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_item record;
  v_variant public.product_variants;
begin
  if jsonb_typeof(p_items) is distinct from 'array' or jsonb_array_length(p_items) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'items';
  end if;
  for v_item in select x.value as item, x.ordinality as position from jsonb_array_elements(p_items) with ordinality x loop
    v_variant := app.require_stocked(p_tenant_id, app.typed_id(v_item.item ->> 'variant_id'));
    if coalesce(app.typed_number(v_item.item ->> 'quantity'), 0) not between 1 and 1000000 then
      raise sqlstate 'PT400' using message = 'invalid_quantity';
    end if;
    if coalesce(app.typed_number(v_item.item ->> 'cost_cents'), -1) not between 0 and 100000000 then
      raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'cost_cents';
    end if;
    insert into public.purchase_order_items as i (tenant_id, purchase_id, variant_id, quantity, cost_cents, position)
    values (p_tenant_id, p_id, v_variant.id, app.typed_number(v_item.item ->> 'quantity'), app.typed_number(v_item.item ->> 'cost_cents'), v_item.position)
    on conflict (tenant_id, purchase_id, variant_id) do update set quantity = excluded.quantity, cost_cents = excluded.cost_cents, position = excluded.position;
  end loop;
  delete from public.purchase_order_items i
  where i.tenant_id = p_tenant_id and i.purchase_id = p_id
    and not exists (select from jsonb_array_elements(p_items) x where app.typed_id(x ->> 'variant_id') = i.variant_id);
end;
$$;
comment on function app.save_purchase_items(uuid, uuid, jsonb) is
  'The lines of a draft: [{variant_id, quantity, cost_cents}], one of each variant. Errors: PT400 invalid_purchase, PT400 invalid_quantity, PT404 variant_not_found.';
revoke execute on function app.save_purchase_items(uuid, uuid, jsonb) from public, anon, authenticated;
