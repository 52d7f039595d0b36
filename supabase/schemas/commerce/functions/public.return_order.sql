create function public.return_order(
  p_tenant_id uuid, p_id uuid, p_order_id uuid, p_lines jsonb, p_kind text, p_reason text, p_method text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_reason text;
  v_stock jsonb;
  v_worth integer;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_reason := app.require_reason(p_reason);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if coalesce(p_kind, '') <> 'none' then
    perform app.require_refund_way(p_tenant_id, v_order, p_kind, p_method);
  end if;
  if exists (select from public.order_events e where e.tenant_id = p_tenant_id and e.order_id = p_order_id and e.kind = 'returned' and e.data ->> 'id' = p_id::text) then
    return app.order_json(p_tenant_id, p_order_id);
  end if;
  perform app.require_order_lines(p_tenant_id, p_order_id, p_lines);
  if exists (
    select from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    where case i.kind when 'product' then l.quantity > i.fulfilled - i.returned
      -- what was paid for sending it is given back, too, or it is kept
      when 'shipping' then l.quantity > i.quantity - i.returned else true end) then
    raise sqlstate 'PT409' using message = 'more_than_handed_over';
  end if;
  if exists (
    select from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id and app.gives_sessions(p_tenant_id, i.variant_id)) then
    raise sqlstate 'PT409' using message = 'package_ends_apart', hint = 'End the package of the patient instead.';
  end if;
  -- what was paid for these units: the last one of a line takes the cents that do not divide
  select coalesce(sum(round(i.total_cents::numeric * (i.returned + l.quantity) / i.quantity) - round(i.total_cents::numeric * i.returned / i.quantity)), 0)
  into v_worth
  from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
  join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id;
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', i.variant_id, 'quantity', l.quantity)), '[]') into v_stock
  from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
  join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id and v.tracks_stock;
  if v_stock <> '[]' then
    perform app.return_stock(p_tenant_id, 'order', p_order_id, v_stock, v_reason);
  end if;
  perform app.give_seats_back(p_tenant_id, p_order_id, (
    select jsonb_object_agg(x.slot_id, x.quantity) from (
      select i.slot_id, sum(l.quantity) as quantity
      from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
      join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = i.slot_id and s.starts_at > now() group by i.slot_id) x))
  where exists (
    select from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = i.slot_id and s.starts_at > now());
  update public.order_items i set returned = i.returned + l.quantity, fulfilled = case i.kind when 'shipping' then i.quantity else i.fulfilled end
  from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
  where i.tenant_id = p_tenant_id and i.id = l.item_id;
  perform app.note_order(p_tenant_id, p_order_id, 'returned', jsonb_build_object('id', p_id, 'lines', p_lines, 'reason', v_reason));
  v_worth := least(v_worth, v_order.paid_cents);
  if p_kind <> 'none' and v_worth > 0 then
    perform app.give_order_back(v_order, p_id, v_worth, p_kind, p_method, v_reason);
  end if;
  perform app.refresh_order(p_tenant_id, p_order_id);
  return app.order_json(p_tenant_id, p_order_id);
end;
$$;
comment on function public.return_order(uuid, uuid, uuid, jsonb, text, text, text) is
  'Caller: owner, admin and operator. Lines [{item_id, quantity}] come back to the stock (the line of the freight: it is given back with them), and what was paid for them is given back as money or credit, or not (p_kind none); p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 order_item_not_found, PT409 more_than_handed_over, PT409 package_ends_apart, PT409 not_taken, PT400 missing_client_id, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 credit_needs_buyer, PT409 more_than_paid.';
revoke execute on function public.return_order(uuid, uuid, uuid, jsonb, text, text, text) from public, anon, authenticated;
grant execute on function public.return_order(uuid, uuid, uuid, jsonb, text, text, text) to authenticated;
