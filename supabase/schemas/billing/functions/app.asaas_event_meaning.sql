-- What an event of Asaas says about a payment.
create function app.asaas_event_meaning(p_event_type text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_event_type in ('PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED', 'PAYMENT_DUNNING_RECEIVED') then 'paid'
    when p_event_type in ('PAYMENT_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED', 'PAYMENT_CHARGEBACK_DISPUTE',
      'PAYMENT_RECEIVED_IN_CASH_UNDONE') then 'reversed'
    when p_event_type = 'PAYMENT_PARTIALLY_REFUNDED' then 'partly_reversed'
    when p_event_type = 'PAYMENT_REFUND_DENIED' then 'refund_denied'
    when p_event_type = 'PAYMENT_AWAITING_CHARGEBACK_REVERSAL' then 'dispute_won'
    when p_event_type = 'PAYMENT_CREATED' then 'created'
    when p_event_type = 'PAYMENT_OVERDUE' then 'overdue'
    when p_event_type = 'PAYMENT_DELETED' then 'deleted'
    when p_event_type = 'PAYMENT_RESTORED' then 'restored'
    -- ours, when an answer says so
    when p_event_type = 'PAYMENT_NO_LONGER_PAID' then 'no_longer_paid'
    when p_event_type in ('PAYMENT_AWAITING_RISK_ANALYSIS', 'PAYMENT_APPROVED_BY_RISK_ANALYSIS',
      'PAYMENT_REPROVED_BY_RISK_ANALYSIS', 'PAYMENT_AUTHORIZED', 'PAYMENT_UPDATED', 'PAYMENT_CREDIT_CARD_CAPTURE_REFUSED',
      'PAYMENT_ANTICIPATED', 'PAYMENT_REFUND_IN_PROGRESS', 'PAYMENT_DUNNING_REQUESTED',
      'PAYMENT_BANK_SLIP_VIEWED', 'PAYMENT_BANK_SLIP_CANCELLED', 'PAYMENT_CHECKOUT_VIEWED', 'PAYMENT_SPLIT_CANCELLED',
      'PAYMENT_SPLIT_DIVERGENCE_BLOCK', 'PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED') then 'nothing'
    else 'unknown'
  end;
$$;
revoke execute on function app.asaas_event_meaning(text) from public, anon, authenticated;
