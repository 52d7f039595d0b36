create function public.get_session_deposits(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_order_reader(p_tenant_id);
  return jsonb_build_object(
    'hold_minutes', coalesce((select max(d.hold_minutes) from public.session_deposits d where d.tenant_id = p_tenant_id), 120),
    'asks_online', coalesce((select bool_or(d.asks_online) from public.session_deposits d where d.tenant_id = p_tenant_id), true),
    'can_be_paid', app.can_be_paid_online(p_tenant_id),
    'types', coalesce((
      select jsonb_agg(jsonb_build_object('session_type_id', y.id, 'name', y.name, 'price_cents', y.price_cents, 'amount_cents', d.amount_cents)
        order by y.position, y.name)
      from public.session_types y
      left join public.session_deposits d on d.tenant_id = p_tenant_id and d.session_type_id = y.id
      where y.tenant_id = p_tenant_id and y.archived_at is null), '[]'));
end;
$$;
comment on function public.get_session_deposits(uuid) is
  'Caller: everybody but therapists. What each type of session asks for ahead {hold_minutes, asks_online, can_be_paid: a page of an order takes PIX or cards, types [{session_type_id, name, price_cents, amount_cents (NULL: nothing)}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_session_deposits(uuid) from public, anon, authenticated;
grant execute on function public.get_session_deposits(uuid) to authenticated;
