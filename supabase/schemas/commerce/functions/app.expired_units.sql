create function app.expired_units(p_tenant_id uuid, p_variant_id uuid, p_place_id uuid)
returns integer
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(x.on_hand), 0)::int
  from public.stock_lots l
  join public.stock_lot_levels x on x.tenant_id = p_tenant_id and x.lot_id = l.id and x.place_id = p_place_id
  where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and l.expires_on < app.clinic_today(p_tenant_id);
$$;
comment on function app.expired_units(uuid, uuid, uuid) is 'Units at a place that nobody may be sold any more: of lots that have expired.';
revoke execute on function app.expired_units(uuid, uuid, uuid) from public, anon, authenticated;
