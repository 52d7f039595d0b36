create function public.cancel_purchase(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.purchase_orders;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if exists (select from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id and o.state = 'cancelled') then
    return public.get_purchase(p_tenant_id, p_id);
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  update public.purchase_orders o set state = case o.state when 'partial' then 'received' else 'cancelled' end, closed_at = clock_timestamp(),
    version = o.version + 1
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.audit(p_tenant_id, 'purchase.cancelled', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$$;
comment on function public.cancel_purchase(uuid, uuid) is
  'Caller: owner, admin and operator. Nothing more comes of a purchase order. One of which something has arrived counts as received, with what arrived. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 purchase_not_found, PT409 purchase_closed.';
revoke execute on function public.cancel_purchase(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_purchase(uuid, uuid) to authenticated;
