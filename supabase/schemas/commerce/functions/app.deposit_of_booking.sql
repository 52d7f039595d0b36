create function app.deposit_of_booking(p_tenant_id uuid, p_session_id uuid, p_patient_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('clinic', p_tenant_id, 'key', o.page_key, 'amount_cents', o.total_cents, 'expires_at', o.expires_at,
    'state', case when o.state in ('paid', 'fulfilled') then 'paid' when o.state = 'pending' then 'due' else 'over' end)
  from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
  where i.tenant_id = p_tenant_id and i.session_id = p_session_id and i.patient_id = p_patient_id and i.kind = 'deposit'
  order by o.number desc limit 1;
$$;
comment on function app.deposit_of_booking(uuid, uuid, uuid) is
  'The deposit of a session as the link of its booking shows it {clinic, key: both open the page on which it is paid, amount_cents, expires_at, state due|paid|over}; NULL where none was asked for.';
revoke execute on function app.deposit_of_booking(uuid, uuid, uuid) from public, anon, authenticated;
