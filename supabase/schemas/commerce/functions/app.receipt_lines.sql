create function app.receipt_lines(p_tenant_id uuid, p_lines jsonb)
returns table (line bigint, item_id uuid, variant_id uuid, uses_lots boolean, units bigint, cost bigint, lot text, expires_on date)
language sql
stable
set search_path = ''
as $$
  select x.ordinality, i.id, i.variant_id, v.uses_lots, app.typed_number(x.value ->> 'quantity')::bigint,
    coalesce(app.typed_number(x.value ->> 'cost_cents'), i.cost_cents)::bigint, x.value ->> 'lot', app.typed_date(x.value ->> 'expires_on')
  from jsonb_array_elements(p_lines) with ordinality x
  join public.purchase_order_items i on i.tenant_id = p_tenant_id and i.id = app.typed_id(x.value ->> 'item_id')
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id;
$$;
comment on function app.receipt_lines(uuid, jsonb) is
  'Lines of a receipt with what they are of. Errors: PT400 invalid_date.';
revoke execute on function app.receipt_lines(uuid, jsonb) from public, anon, authenticated;
