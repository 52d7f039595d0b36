create function app.level_json(p_tenant_id uuid, p_variant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('on_hand', coalesce(sum(l.on_hand), 0), 'reserved', coalesce(sum(l.reserved), 0), 'value_cents', coalesce(sum(l.value_cents), 0))
  from public.stock_levels l where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id;
$$;
comment on function app.level_json(uuid, uuid) is
  'How a variant stands in all places.';
revoke execute on function app.level_json(uuid, uuid) from public, anon, authenticated;
