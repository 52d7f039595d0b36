create function app.reviewable_items(p_tenant_id uuid, p_order_id uuid)
returns table (product_id uuid, name text, "position" smallint, state text)
language sql
stable
set search_path = ''
as $$
  select p.id, p.name, min(i.position), min(r.state)
  from public.order_items i
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  left join public.reviews r on r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.product_id = p.id
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and (i.fulfilled > i.returned or r.id is not null)
    and app.takes_reviews(p_tenant_id, p.id)
  group by p.id, p.name;
$$;
comment on function app.reviewable_items(uuid, uuid) is
  'What of an order its buyer has and may review, with the state of the review that is there (NULL: none).';
revoke execute on function app.reviewable_items(uuid, uuid) from public, anon, authenticated;
