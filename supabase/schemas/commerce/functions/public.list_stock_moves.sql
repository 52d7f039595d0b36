create function public.list_stock_moves(
  p_tenant_id uuid, p_where jsonb default '{}', p_before bigint default null, p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number, 'kind', m.kind, 'at', m.at, 'variant_id', m.variant_id,
      'product_id', v.product_id, 'name', app.variant_name(p.name, v.choices), 'sku', v.sku, 'place', s.name, 'lot', t.code,
      'on_hand', m.on_hand, 'reserved', m.reserved, 'value_cents', m.value_cents, 'on_hand_after', m.on_hand_after,
      'reserved_after', m.reserved_after, 'owner_kind', m.owner_kind, 'owner_id', m.owner_id, 'reason', m.reason, 'note', m.note,
      'actor', a.full_name) order by m.number desc), '[]')
    from (
      select * from public.stock_moves m
      where m.tenant_id = p_tenant_id and (p_before is null or m.number < p_before)
        and (nullif(p_where ->> 'variant_id', '') is null or m.variant_id = app.typed_id(p_where ->> 'variant_id'))
        and (nullif(p_where ->> 'place_id', '') is null or m.place_id = app.typed_id(p_where ->> 'place_id'))
        and (nullif(p_where ->> 'kind', '') is null or m.kind = p_where ->> 'kind')
      order by m.number desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) m
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = m.variant_id
    join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
    join public.stock_places s on s.tenant_id = p_tenant_id and s.id = m.place_id
    left join public.stock_lots t on t.tenant_id = p_tenant_id and t.id = m.lot_id
    left join public.profiles a on a.id = m.actor_id);
end;
$$;
comment on function public.list_stock_moves(uuid, jsonb, bigint, integer) is
  'Caller: everybody but therapists. The ledger of the stock, the latest first: [{id, number, kind, at, name, sku, place, lot, on_hand, reserved, value_cents, on_hand_after, reserved_after, reason, note, actor, owner_kind, owner_id}]. p_where {variant_id, place_id, kind}; p_before: the number of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_stock_moves(uuid, jsonb, bigint, integer) from public, anon, authenticated;
grant execute on function public.list_stock_moves(uuid, jsonb, bigint, integer) to authenticated;
