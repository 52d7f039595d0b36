create function app.hold_stock(p_tenant_id uuid, p_lines jsonb, p_owner_kind text, p_owner_id uuid, p_expires_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_line record;
  v_level record;
  v_left integer;
  v_part integer;
  v_short jsonb := '[]';
begin
  perform app.lock_stock_owner(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.lock_stock(p_tenant_id, array(
    select l.variant_id from app.stock_lines(p_tenant_id, p_lines) l
    union select h.variant_id from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'));
  if app.holds_exactly(p_tenant_id, p_lines, p_owner_kind, p_owner_id) then
    update public.stock_holds h set expires_at = p_expires_at
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
      and h.expires_at is distinct from p_expires_at;
  else
    perform app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'released');
    for v_line in select * from app.stock_lines(p_tenant_id, p_lines) loop
      v_left := v_line.quantity;
      for v_level in
        select l.place_id, l.on_hand - l.reserved - case when v.uses_lots then app.expired_units(p_tenant_id, v.id, l.place_id) else 0 end as available
        from public.stock_levels l
        join public.stock_places p on p.tenant_id = p_tenant_id and p.id = l.place_id
        join public.product_variants v on v.tenant_id = p_tenant_id and v.id = l.variant_id
        where l.tenant_id = p_tenant_id and l.variant_id = v_line.variant_id and l.place_id = coalesce(v_line.place_id, l.place_id)
        order by p.is_default desc, p.position, p.id
      loop
        v_part := least(v_left, v_level.available);
        continue when v_part <= 0;
        v_left := v_left - v_part;
        perform app.open_hold(p_tenant_id, v_line.variant_id, v_level.place_id, v_part, p_owner_kind, p_owner_id, p_expires_at);
      end loop;
      if v_left > 0 then
        v_short := v_short || app.stock_detail(p_tenant_id, v_line.variant_id, v_line.quantity, v_line.quantity - v_left);
      end if;
    end loop;
    if v_short <> '[]' then
      raise sqlstate 'PT409' using message = 'out_of_stock', detail = v_short;
    end if;
  end if;
  if p_expires_at is not null then
    perform app.enqueue_at(p_tenant_id, 'release_holds', jsonb_build_object('id', p_owner_id, 'owner_kind', p_owner_kind), p_expires_at);
  end if;
end;
$$;
comment on function app.hold_stock(uuid, jsonb, text, uuid, timestamptz) is
  'From now on the owner holds exactly these lines [{variant_id, quantity, place_id?}] beside what it has taken already: all or nothing. A repetition holds the same until p_expires_at (NULL: until it is released). Lines of one variant are summed; a line without a place takes the default place first and then the others; what has no stock is left out. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 out_of_stock (detail: [{variant_id, sku, name, wanted, available}]).';
revoke execute on function app.hold_stock(uuid, jsonb, text, uuid, timestamptz) from public, anon, authenticated;
