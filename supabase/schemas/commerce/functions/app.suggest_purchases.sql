create function app.suggest_purchases(p_tenant_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_row record;
  v_purchase uuid;
  v_done integer := 0;
  v_names text;
  v_since timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':suggest_purchases', 0));
  if not app.module_is_on(p_tenant_id, 'products') then
    return 0;
  end if;
  -- a need is over when there is enough again
  delete from public.stock_needs n
  where n.tenant_id = p_tenant_id and not exists (select from app.stock_rows(p_tenant_id, null) s where s.id = n.variant_id and s.is_low);
  for v_row in
    select s.*, v.reorder_quantity, v.cost_cents from app.stock_rows(p_tenant_id, null) s
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = s.id
    where s.is_low and s.available + s.incoming <= s.reorder_point
      and not exists (select from public.stock_needs n where n.tenant_id = p_tenant_id and n.variant_id = s.id)
    order by s.supplier_id, s.sort_key, s.id
  loop
    v_purchase := app.suggested_purchase(p_tenant_id, v_row.supplier_id);
    if v_purchase is not null then
      insert into public.purchase_order_items (tenant_id, purchase_id, variant_id, quantity, cost_cents, position)
      values (p_tenant_id, v_purchase, v_row.id, greatest(coalesce(v_row.reorder_quantity, v_row.reorder_point),
        v_row.reorder_point - v_row.available - v_row.incoming + 1), v_row.cost_cents,
        (select count(*) + 1 from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = v_purchase))
      on conflict (tenant_id, purchase_id, variant_id) do nothing;
    end if;
    insert into public.stock_needs (tenant_id, variant_id, purchase_id) values (p_tenant_id, v_row.id, v_purchase)
    returning opened_at into v_since;
    perform app.publish_event(p_tenant_id, 'stock.low', jsonb_build_object('variant_id', v_row.id, 'since', floor(extract(epoch from v_since) * 1000)::bigint));
    v_done := v_done + 1;
  end loop;
  if not exists (select from public.stock_needs n where n.tenant_id = p_tenant_id) then
    perform app.resolve_alert(p_tenant_id, 'stock_low', null);
  end if;
  select string_agg(x.name, ', ' order by x.name) into v_names from (
    select app.variant_name(s.name, s.choices) as name from app.stock_rows(p_tenant_id, null) s
    join public.stock_needs n on n.tenant_id = p_tenant_id and n.variant_id = s.id
    where s.is_low order by n.opened_at desc limit 8) x;
  if v_done > 0 then
    -- what was told before is over: new needs are told anew
    perform app.resolve_alert(p_tenant_id, 'stock_low', null);
    perform app.raise_alert(p_tenant_id, 'stock_low', app.clinic_today(p_tenant_id)::text, jsonb_build_object('items', v_names, 'count', v_done));
    perform app.broadcast(p_tenant_id, 'stock', '{}');
  end if;
  return v_done;
end;
$$;
comment on function app.suggest_purchases(uuid) is
  'Caller: workers (suggest_purchases), every morning. Each variant whose stock, with what is on its way, is at its reorder point or below becomes a need, once, and a line of a suggested order of its supplier; a need is over when the stock is above the point. New ones raise the alert stock_low and are told to workflows (stock.low). How many new needs. Errors: none.';
revoke execute on function app.suggest_purchases(uuid) from public, anon, authenticated;
grant execute on function app.suggest_purchases(uuid) to service_role;
