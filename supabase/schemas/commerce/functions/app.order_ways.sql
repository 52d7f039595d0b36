create function app.order_ways(p_order public.orders, p_due_cents integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'card', p_due_cents >= 50 and exists (
      select from app.stripe_accounts a
      where a.tenant_id = p_order.tenant_id and a.disconnected_at is null and a.key_refused_at is null),
    'pix', p_due_cents > 0 and exists (
      select from app.pix_accounts a where a.tenant_id = p_order.tenant_id and a.disconnected_at is null),
    'needs_document', not exists (
      select from public.payers y
      left join public.patients q on q.tenant_id = p_order.tenant_id and q.id = y.patient_id
      where y.tenant_id = p_order.tenant_id and y.id = p_order.payer_id and (coalesce(y.cpf, q.cpf) is not null
        or y.identity <> 'counter' and exists (
          select from app.pix_charges p where p.tenant_id = p_order.tenant_id and p.payer_id = y.id))));
$$;

comment on function app.order_ways(public.orders, integer) is
  'How whoever has the link of an order can pay it {card, pix, needs_document: a PIX asks for the CPF}.';
revoke execute on function app.order_ways(public.orders, integer) from public, anon, authenticated;
