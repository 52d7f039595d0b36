create function app.invoice_json(p_invoice public.service_invoices)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object('id', p_invoice.id, 'payment_id', p_invoice.payment_id, 'state', p_invoice.state, 'amount_cents', p_invoice.amount_cents,
    'number', p_invoice.number, 'verification_code', p_invoice.verification_code, 'xml_url', p_invoice.xml_url, 'pdf_url', p_invoice.pdf_url,
    'error', p_invoice.error, 'is_cancelling', p_invoice.cancel_asked_at is not null and p_invoice.state <> 'cancelled',
    'cancel_reason', p_invoice.cancel_reason);
$$;
comment on function app.invoice_json(public.service_invoices) is 'An invoice as functions answer it.';
revoke execute on function app.invoice_json(public.service_invoices) from public, anon, authenticated;
