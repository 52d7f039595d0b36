create function app.stock_lines(p_tenant_id uuid, p_lines jsonb)
returns table (variant_id uuid, place_id uuid, quantity integer)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_line record;
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) > 500 then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  for v_line in
    select app.typed_id(x.line ->> 'variant_id') as variant_id, app.typed_id(x.line ->> 'place_id') as place_id, x.line ->> 'place_id' as place,
      x.line ->> 'quantity' as quantity, v.id, p.id as known_place
    from jsonb_array_elements(p_lines) x (line)
    left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = app.typed_id(x.line ->> 'variant_id')
    left join public.stock_places p on p.tenant_id = p_tenant_id and p.id = app.typed_id(x.line ->> 'place_id')
  loop
    if v_line.id is null then
      raise sqlstate 'PT404' using message = 'variant_not_found';
    end if;
    if v_line.place is not null and v_line.known_place is null then
      raise sqlstate 'PT404' using message = 'place_not_found';
    end if;
    if coalesce(app.typed_number(v_line.quantity), 0) not between 1 and 1000000 then
      raise sqlstate 'PT400' using message = 'invalid_quantity';
    end if;
  end loop;
  return query
    select v.id, app.typed_id(x.line ->> 'place_id'), sum(app.typed_number(x.line ->> 'quantity'))::int
    from jsonb_array_elements(p_lines) x (line)
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = app.typed_id(x.line ->> 'variant_id')
    where v.tracks_stock
    group by 1, 2 order by 1, 2 nulls last;
end;
$$;
comment on function app.stock_lines(uuid, jsonb) is
  'Lines [{variant_id, quantity, place_id?}] as they count for the stock: those of one variant and place summed, those without a place last, in the order of locks. What has no stock is left out. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found.';
revoke execute on function app.stock_lines(uuid, jsonb) from public, anon, authenticated;
