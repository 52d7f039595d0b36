create function app.give_goods(p_tenant_id uuid, p_order_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_channel text := (select o.channel from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id);
begin
  insert into public.order_downloads (tenant_id, item_id, file_id, left_over, expires_at)
  select p_tenant_id, i.id, f.id, f.max_downloads, now() + make_interval(days => f.valid_days)
  from public.order_items i
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
  join public.product_kinds k on k.key = q.kind and k.is_downloaded
  join public.product_files f on f.tenant_id = p_tenant_id and f.product_id = q.id and f.archived_at is null
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.quantity > i.returned
  on conflict do nothing;
  update public.order_items i set fulfilled = i.quantity
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.fulfilled < i.quantity and exists (
    select from public.order_downloads d where d.tenant_id = p_tenant_id and d.item_id = i.id);
  insert into public.order_vouchers (tenant_id, order_id, item_id, unit)
  select p_tenant_id, p_order_id, i.id, u.unit
  from public.order_items i
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
  join public.product_kinds k on k.key = q.kind and k.gives_voucher
  cross join lateral generate_series(i.fulfilled + 1, least(i.quantity, 200)) u (unit)
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and v_channel <> 'desk'
  on conflict do nothing;
  insert into app.jobs (tenant_id, kind, payload)
  select p_tenant_id, 'tell_buyer', jsonb_build_object('order_id', p_order_id) where v_channel <> 'desk';
end;
$$;

comment on function app.give_goods(uuid, uuid) is
  'What a paid order gives at once: downloads, and vouchers of what was bought at a distance; the buyer is told by a job. The order is locked.';
revoke execute on function app.give_goods(uuid, uuid) from public, anon, authenticated;
