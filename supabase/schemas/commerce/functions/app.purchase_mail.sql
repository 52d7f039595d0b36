create function app.purchase_mail(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('clinic', t.name, 'supplier', c.name, 'buyer', app.fiscal_provider(p_tenant_id, null), 'number', o.number, 'expected_on', o.expected_on, 'note', o.note, 'freight_cents', o.freight_cents,
    'reply_to', (select p.email from public.profiles p where p.id = auth.uid()),
    'items', (
      select jsonb_agg(jsonb_build_object('sku', v.sku, 'name', app.variant_name(p.name, v.choices), 'quantity', i.quantity, 'unit', p.unit,
        'cost_cents', i.cost_cents) order by i.position, i.id)
      from public.purchase_order_items i
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id))
  from public.purchase_orders o
  join public.tenants t on t.id = o.tenant_id
  join public.companies c on c.tenant_id = p_tenant_id and c.id = o.supplier_id
  where o.tenant_id = p_tenant_id and o.id = p_id;
$$;
comment on function app.purchase_mail(uuid, uuid) is
  'What the mail of a purchase order and the paper that goes with it say.';
revoke execute on function app.purchase_mail(uuid, uuid) from public, anon, authenticated;
