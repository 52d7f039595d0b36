create function public.redeem_voucher(p_tenant_id uuid, p_code text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_voucher public.order_vouchers;
  v_order public.orders;
  v_name text;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_voucher from public.order_vouchers w
  where w.tenant_id = p_tenant_id and w.code = upper(regexp_replace(left(p_code, 40), '[^0-9A-Za-z]', '', 'g'));
  if v_voucher.id is null then
    raise sqlstate 'PT404' using message = 'voucher_not_found';
  end if;
  v_order := app.lock_order(p_tenant_id, v_voucher.order_id);
  select * into v_voucher from public.order_vouchers w where w.tenant_id = p_tenant_id and w.id = v_voucher.id for update;
  if v_voucher.redeemed_at is not null then
    raise sqlstate 'PT409' using message = 'voucher_redeemed', detail = v_voucher.redeemed_at::text;
  elsif v_order.paid_cents < v_order.total_cents - v_order.refunded_cents or (
    select (g -> 'is_void')::boolean from jsonb_array_elements(app.goods_of_order(p_tenant_id, v_order.id) -> 'vouchers') g
    where g ->> 'id' = v_voucher.id::text) then
    raise sqlstate 'PT409' using message = 'voucher_void';
  end if;
  update public.order_vouchers w set redeemed_at = clock_timestamp(), redeemed_by = auth.uid()
  where w.tenant_id = p_tenant_id and w.id = v_voucher.id;
  update public.order_items i set fulfilled = greatest(i.fulfilled, least(i.quantity, i.returned + (
    select count(*) from public.order_vouchers w where w.tenant_id = p_tenant_id and w.item_id = i.id and w.redeemed_at is not null)))
  where i.tenant_id = p_tenant_id and i.id = v_voucher.item_id returning i.name into v_name;
  perform app.note_order(p_tenant_id, v_order.id, 'voucher_redeemed', jsonb_build_object('name', v_name));
  perform app.refresh_order(p_tenant_id, v_order.id);
  return app.order_json(p_tenant_id, v_order.id);
end;
$$;

comment on function public.redeem_voucher(uuid, text) is
  'Caller: owner, admin and operator. A buyer shows a voucher: what it is for is handed over, once. Answers its order as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 voucher_not_found, PT404 order_not_found, PT409 voucher_redeemed (detail: when), PT409 voucher_void.';
revoke execute on function public.redeem_voucher(uuid, text) from public, anon, authenticated;
grant execute on function public.redeem_voucher(uuid, text) to authenticated;
