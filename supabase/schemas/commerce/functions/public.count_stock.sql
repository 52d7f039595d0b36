create function public.count_stock(p_tenant_id uuid, p_id uuid, p_variant_id uuid, p_lot_id uuid, p_counted integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count public.stock_counts;
  v_line public.stock_count_lines;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_counted not between 0 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  v_count := app.lock_open_count(p_tenant_id, p_id);
  if v_count.state <> 'open' then
    raise sqlstate 'PT409' using message = 'count_closed';
  end if;
  perform app.require_stocked(p_tenant_id, p_variant_id);
  if p_lot_id is not null and not exists (
    select from public.stock_lots l where l.tenant_id = p_tenant_id and l.id = p_lot_id and l.variant_id = p_variant_id) then
    raise sqlstate 'PT404' using message = 'variant_not_found';
  end if;
  delete from public.stock_count_lines l
  where l.tenant_id = p_tenant_id and l.count_id = p_id and l.variant_id = p_variant_id and l.lot_id is not distinct from p_lot_id;
  if p_counted is not null then
    -- nobody sells between the look at the level and the line
    perform app.lock_stock(p_tenant_id, array[p_variant_id]);
    insert into public.stock_count_lines (tenant_id, count_id, variant_id, lot_id, counted, expected, counted_by)
    values (p_tenant_id, p_id, p_variant_id, p_lot_id, p_counted, coalesce(case when p_lot_id is null then (
        select l.on_hand from public.stock_levels l
        where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and l.place_id = v_count.place_id)
      else (
        select l.on_hand from public.stock_lot_levels l
        where l.tenant_id = p_tenant_id and l.lot_id = p_lot_id and l.place_id = v_count.place_id) end, 0), auth.uid())
    returning * into v_line;
  end if;
  return jsonb_build_object('counted', v_line.counted, 'expected', v_line.expected, 'difference', v_line.difference);
end;
$$;
comment on function public.count_stock(uuid, uuid, uuid, uuid, integer) is
  'Caller: owner, admin and operator. What somebody counted of a variant, or of a lot of it, as of now (NULL: not counted). Answers {counted, expected, difference}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 count_not_found, PT404 variant_not_found, PT409 count_closed.';
revoke execute on function public.count_stock(uuid, uuid, uuid, uuid, integer) from public, anon, authenticated;
grant execute on function public.count_stock(uuid, uuid, uuid, uuid, integer) to authenticated;
