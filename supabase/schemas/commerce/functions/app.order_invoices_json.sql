create function app.order_invoices_json(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'is_on', coalesce((select s.issues_invoices from public.fiscal_settings s where s.tenant_id = p_tenant_id), false),
    'invoices', coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'state', i.state, 'amount_cents', i.amount_cents, 'number', i.number,
        'verification_code', i.verification_code, 'xml_url', i.xml_url, 'pdf_url', i.pdf_url, 'error', i.error, 'issued_at', i.issued_at,
        'is_cancelling', i.cancel_asked_at is not null and i.state <> 'cancelled', 'cancel_reason', i.cancel_reason) order by i.created_at, i.id)
      from public.order_invoices i where i.tenant_id = p_tenant_id and i.order_id = p_order_id), '[]'),
    'open', coalesce((
      select jsonb_agg(jsonb_build_object('kind', a.kind, 'amount_cents', a.cents) order by a.kind)
      from app.open_order_invoices(p_tenant_id, p_order_id) a), '[]'))
  from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
$$;
comment on function app.order_invoices_json(uuid, uuid) is
  'Invoices of an order as functions answer them: {is_on (the clinic issues invoices), invoices [{id, kind, state, amount_cents, number, verification_code, xml_url, pdf_url, error, issued_at, is_cancelling, cancel_reason}], open [{kind, amount_cents}: what has none]}.';
revoke execute on function app.order_invoices_json(uuid, uuid) from public, anon, authenticated;
