create function public.get_session_deposit(p_tenant_id uuid, p_session_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select jsonb_build_object('amount_cents', nullif(least(d.amount_cents, case when d.amount_cents is not null then s.price_cents end), 0),
      'may_ask', s.status <> 'cancelled' and s.starts_at > now(), 'orders', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state, 'patient_id', i.patient_id, 'amount_cents', i.total_cents,
        'expires_at', o.expires_at, 'expired_at', o.expired_at) order by o.number desc)
      from public.order_items i join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
      where i.tenant_id = p_tenant_id and i.session_id = s.id and i.kind = 'deposit'), '[]'))
    from public.sessions s
    left join public.session_deposits d on d.tenant_id = p_tenant_id and d.session_type_id = s.session_type_id
    where s.tenant_id = p_tenant_id and s.id = p_session_id);
end;
$$;
comment on function public.get_session_deposit(uuid, uuid) is
  'Caller: everybody but therapists. What a session asks for ahead and what became of it {amount_cents, may_ask, orders [{id, number, state, patient_id, amount_cents, expires_at, expired_at}], the latest first}; NULL where there is no such session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_session_deposit(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_session_deposit(uuid, uuid) to authenticated;
