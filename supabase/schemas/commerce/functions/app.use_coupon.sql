create function app.use_coupon(p_tenant_id uuid, p_code text, p_order_id uuid, p_payer_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_coupon public.coupons;
  v_today date := app.clinic_today(p_tenant_id);
  v_limits text[] := app.profession_limits(p_tenant_id, 'coupons');
  v_base integer;
  v_off integer;
  v_shared integer := 0;
  v_seen integer := 0;
  v_item record;
begin
  select * into v_coupon from public.coupons c
  where c.tenant_id = p_tenant_id and c.code = upper(btrim(p_code)) and c.archived_at is null for update;
  if v_coupon.id is null then
    raise sqlstate 'PT404' using message = 'coupon_not_found';
  elsif v_coupon.starts_on > v_today or v_coupon.ends_on < v_today then
    raise sqlstate 'PT409' using message = 'coupon_not_valid_today';
  elsif v_coupon.uses >= v_coupon.max_uses then
    raise sqlstate 'PT409' using message = 'coupon_used_up';
  elsif (
    select count(*) from public.coupon_uses u
    where u.tenant_id = p_tenant_id and u.coupon_id = v_coupon.id and u.payer_id = p_payer_id and u.given_back_at is null)
    >= v_coupon.max_uses_per_person then
    raise sqlstate 'PT409' using message = 'coupon_used_by_person';
  end if;
  select coalesce(sum(i.quantity * i.price_cents - i.discount_cents), 0) into v_base from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product'
    and (v_limits = '{}' or not app.is_care_item(p_tenant_id, i.variant_id));
  if v_base = 0 and v_limits <> '{}' then
    raise sqlstate 'PT409' using message = 'coupon_not_for_profession', detail = array_to_string(v_limits, ', ');
  elsif v_base < v_coupon.minimum_cents then
    raise sqlstate 'PT409' using message = 'coupon_needs_more', detail = v_coupon.minimum_cents::text;
  end if;
  v_off := least(v_base, case v_coupon.kind when 'percent' then round(v_base::numeric * v_coupon.value / 100)::int else v_coupon.value end);
  for v_item in
    select i.id, i.quantity * i.price_cents - i.discount_cents as cents from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product'
      and (v_limits = '{}' or not app.is_care_item(p_tenant_id, i.variant_id))
    order by i.position
  loop
    v_seen := v_seen + v_item.cents;
    update public.order_items i set coupon_cents = round(v_off::numeric * v_seen / nullif(v_base, 0))::int - v_shared
    where i.tenant_id = p_tenant_id and i.id = v_item.id;
    v_shared := round(v_off::numeric * v_seen / nullif(v_base, 0))::int;
  end loop;
  update public.coupons c set uses = c.uses + 1 where c.tenant_id = p_tenant_id and c.id = v_coupon.id;
  insert into public.coupon_uses (tenant_id, coupon_id, order_id, payer_id) values (p_tenant_id, v_coupon.id, p_order_id, p_payer_id);
  update public.orders o set coupon_id = v_coupon.id, discount_cents = v_off where o.tenant_id = p_tenant_id and o.id = p_order_id;
  return v_off;
end;
$$;
comment on function app.use_coupon(uuid, text, uuid, uuid) is
  'An order takes a use of a coupon, whose row is locked: the last one goes to one order. Its discount is shared among the lines to the cent; what a profession may not discount takes none. Errors: PT404 coupon_not_found, PT409 coupon_not_valid_today, PT409 coupon_used_up, PT409 coupon_used_by_person, PT409 coupon_not_for_profession, PT409 coupon_needs_more.';
revoke execute on function app.use_coupon(uuid, text, uuid, uuid) from public, anon, authenticated;
