create function app.receipt_json(p_receipt public.receipts)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_receipt.id, 'payment_id', p_receipt.payment_id, 'patient_id', p_receipt.patient_id,
    'therapist_id', p_receipt.therapist_id, 'year', p_receipt.year, 'number', p_receipt.number, 'amount_cents', p_receipt.amount_cents,
    'paid_on', p_receipt.paid_on, 'content', p_receipt.content, 'sha256', p_receipt.sha256, 'issued_at', p_receipt.issued_at,
    'issued_by_name', app.author_name(p_receipt.tenant_id, p_receipt.issued_by), 'time_zone', app.clinic_zone(p_receipt.tenant_id),
    'cancelled_at', p_receipt.cancelled_at, 'cancel_reason', p_receipt.cancel_reason);
$$;
comment on function app.receipt_json(public.receipts) is 'A receipt as functions answer it.';
revoke execute on function app.receipt_json(public.receipts) from public, anon, authenticated;
