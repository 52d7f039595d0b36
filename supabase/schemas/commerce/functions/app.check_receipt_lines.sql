create function app.check_receipt_lines(p_tenant_id uuid, p_id uuid, p_lines jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_over jsonb;
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'lines';
  end if;
  if exists (
    select from jsonb_array_elements(p_lines) x
    where coalesce(app.typed_number(x ->> 'quantity'), 0) not between 1 and 1000000
      or coalesce(app.typed_number(x ->> 'cost_cents'), 0) not between 0 and 100000000)
  then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  if exists (
    select from jsonb_array_elements(p_lines) x
    where not exists (
      select from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = p_id and i.id = app.typed_id(x ->> 'item_id')))
  then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'lines';
  end if;
  select jsonb_agg(app.stock_detail(p_tenant_id, i.variant_id, x.quantity, i.quantity - i.received)) into v_over
  from (
    select app.typed_id(l ->> 'item_id') as id, sum(app.typed_number(l ->> 'quantity'))::int as quantity from jsonb_array_elements(p_lines) l group by 1) x
  join public.purchase_order_items i on i.tenant_id = p_tenant_id and i.id = x.id
  where i.received + x.quantity > i.quantity;
  if v_over is not null then
    raise sqlstate 'PT409' using message = 'more_than_ordered', detail = v_over;
  end if;
end;
$$;
comment on function app.check_receipt_lines(uuid, uuid, jsonb) is
  'What is said to have arrived, lines of one item summed. Errors: PT400 invalid_purchase, PT400 invalid_quantity, PT409 more_than_ordered.';
revoke execute on function app.check_receipt_lines(uuid, uuid, jsonb) from public, anon, authenticated;
