create function app.open_review(p_tenant_id uuid, p_order_id uuid, p_product_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce((
    select jsonb_build_object('state', case when x.state is null then 'open' else 'sent' end, 'name', x.name, 'clinic', t.name, 'shown_name',
      app.review_name(coalesce(q.name, c.full_name, case when y.identity <> 'counter' then y.full_name end)))
    from app.reviewable_items(p_tenant_id, p_order_id) x
    join public.tenants t on t.id = p_tenant_id
    join public.orders o on o.tenant_id = p_tenant_id and o.id = p_order_id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
    left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
    where x.product_id = p_product_id), '{"state": "unknown"}');
$$;
comment on function app.open_review(uuid, uuid, uuid) is
  'Caller: order-page, for whoever has the link of the order. {state: open | sent | unknown, name (of the product), clinic, shown_name (how the buyer is called in the shop)}. Errors: none.';
revoke execute on function app.open_review(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.open_review(uuid, uuid, uuid) to service_role;
