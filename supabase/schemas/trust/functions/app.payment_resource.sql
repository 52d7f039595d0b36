create function app.payment_resource(p_entry public.money_entries)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_entry.id, 'payer_id', p_entry.payer_id, 'patient_id', p_entry.patient_id, 'amount_cents', -p_entry.amount_cents,
    'method', p_entry.method, 'paid_on', p_entry.occurred_on, 'created_at', p_entry.created_at);
$$;
comment on function app.payment_resource(public.money_entries) is 'A payment as programs outside get it, by API and by webhook.';
revoke execute on function app.payment_resource(public.money_entries) from public, anon, authenticated;
