create function public.list_schedule_slots(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  if not exists (select from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', s.id, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
      'start_local', app.local_text(s.starts_at, z.zone), 'minutes', round(extract(epoch from s.ends_at - s.starts_at) / 60)::int,
      'capacity', s.capacity, 'reserved', s.reserved, 'sold', s.sold, 'place', s.place, 'is_cancelled', s.cancelled_at is not null,
      'cancel_reason', s.cancel_reason) order by s.starts_at, s.id)
    from (
      select * from public.schedule_slots x where x.tenant_id = p_tenant_id and x.product_id = p_product_id order by x.starts_at desc limit 200
    ) s, (select app.clinic_zone(p_tenant_id) as zone) z), '[]');
end;
$$;
comment on function public.list_schedule_slots(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. The latest 200 dates of a product, the first first: [{id, starts_at, ends_at, start_local, minutes, capacity, reserved, sold, place, is_cancelled, cancel_reason}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';
revoke execute on function public.list_schedule_slots(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_schedule_slots(uuid, uuid) to authenticated;
