create function app.take_stock(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_lines jsonb default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_line record;
  v_hold public.stock_holds;
  v_left integer;
  v_part integer;
  v_short jsonb := '[]';
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  for v_line in
    select h.variant_id, h.place_id, h.quantity - h.taken as quantity from public.stock_holds h
    where p_lines is null and h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
    union all
    select l.variant_id, l.place_id, l.quantity from app.stock_lines(p_tenant_id, p_lines) l where p_lines is not null
    order by 1, 2 nulls last
  loop
    v_left := v_line.quantity;
    for v_hold in
      select h.* from public.stock_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
        and h.variant_id = v_line.variant_id and h.place_id = coalesce(v_line.place_id, h.place_id)
      order by h.created_at, h.id
    loop
      v_part := least(v_left, v_hold.quantity - v_hold.taken);
      continue when v_part = 0;
      v_left := v_left - v_part;
      update public.stock_holds h set taken = h.taken + v_part, state = case when h.taken + v_part = h.quantity then 'taken' else 'open' end,
        closed_at = case when h.taken + v_part = h.quantity then clock_timestamp() end
      where h.tenant_id = p_tenant_id and h.id = v_hold.id;
      perform app.hand_over(p_tenant_id, v_line.variant_id, v_hold.place_id, v_part, p_owner_kind, p_owner_id);
    end loop;
    if v_left > 0 then
      v_short := v_short || app.stock_detail(p_tenant_id, v_line.variant_id, v_line.quantity, v_line.quantity - v_left);
    end if;
  end loop;
  if v_short <> '[]' then
    raise sqlstate 'PT409' using message = 'stock_not_held', detail = v_short;
  end if;
end;
$$;
comment on function app.take_stock(uuid, text, uuid, jsonb) is
  'What an owner holds is handed over: each hold becomes a sale. Without lines all of it, and a repetition finds nothing to do; with lines [{variant_id, quantity, place_id?}] a part, and the rest stays held. Of what has lots, those go first that expire first. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 stock_not_held (the hold ended, or was smaller: hold again first; detail as out_of_stock), PT409 out_of_stock (what was held has expired meanwhile).';
revoke execute on function app.take_stock(uuid, text, uuid, jsonb) from public, anon, authenticated;
