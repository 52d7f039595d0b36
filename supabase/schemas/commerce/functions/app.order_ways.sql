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
    'needs_document', case when p_order.channel = 'shop' then not exists (
      select from public.order_buyers b where b.tenant_id = p_order.tenant_id and b.order_id = p_order.id and b.cpf is not null)
    else not exists (
      select from public.payers y
      left join public.patients q on q.tenant_id = p_order.tenant_id and q.id = y.patient_id
      where y.tenant_id = p_order.tenant_id and y.id = p_order.payer_id and (coalesce(y.cpf, q.cpf) is not null
        or y.identity <> 'counter' and exists (
          select from app.pix_charges p where p.tenant_id = p_order.tenant_id and p.payer_id = y.id))) end);
$$;

comment on function app.order_ways(public.orders, integer) is
  'How whoever has the link of an order can pay it {card, pix, needs_document: a PIX asks for the CPF}. In the shop only what the buyer typed counts: what is known of them tells a stranger who is somebody here.';
revoke execute on function app.order_ways(public.orders, integer) from public, anon, authenticated;
