create function app.apply_pix_answer(p_tenant_id uuid, p_account_id uuid, p_payment jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select app.settle_pix(p_tenant_id, p_account_id, case
    when app.is_paid_payment(p_payment) then 'paid'
    when p_payment ->> 'status' in ('REFUNDED', 'CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE') then 'reversed'
    when p_payment ->> 'status' = 'AWAITING_CHARGEBACK_REVERSAL' then 'dispute_won'
    when p_payment ->> 'deleted' = 'true' then 'deleted'
    else 'created' end, p_payment, null);
$$;
comment on function app.apply_pix_answer(uuid, uuid, jsonb) is
  'Caller: whoever asked Asaas about a PIX. What an event would have told, in case it never comes. Returns as apply_pix_event. Errors: none.';
revoke execute on function app.apply_pix_answer(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.apply_pix_answer(uuid, uuid, jsonb) to service_role;
