create function app.list_order_payments(p_tenant_id uuid, p_where jsonb, p_after jsonb, p_limit integer)
returns table (id uuid, at timestamptz, occurred_on date, number integer, buyer_name text, method text, provider text, amount_cents integer,
  refunded_cents integer, state text, reference text)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_order_reader(p_tenant_id);
  return query
    select p.id, p.created_at, e.occurred_on, o.number, coalesce(q.name, c.full_name, y.full_name), e.method, p.provider, p.amount_cents,
      coalesce((select sum(r.amount_cents)::int from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = p.id and r.state <> 'failed'), 0), p.state, p.reference
    from public.order_payments p
    join public.orders o on o.tenant_id = p_tenant_id and o.id = p.order_id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
    left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
    where p.tenant_id = p_tenant_id
      and e.occurred_on between coalesce(app.typed_date(p_where ->> 'from'), '-infinity') and coalesce(app.typed_date(p_where ->> 'to'), 'infinity')
      and (p_after is null or (p.created_at, p.id) < ((p_after ->> 'at')::timestamptz, app.typed_id(p_after ->> 'id')))
    order by p.created_at desc, p.id desc limit p_limit;
end;
$$;
comment on function app.list_order_payments(uuid, jsonb, jsonb, integer) is
  'Payments of orders for a file, the latest first. p_where {from, to}: days of the payment. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_date.';
revoke execute on function app.list_order_payments(uuid, jsonb, jsonb, integer) from public, anon, authenticated;
