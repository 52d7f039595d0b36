-- Messages. What one costs stands in channel_prices: it is taken in the transaction that creates it, given back
-- when it finally fails. The ledger itself says whether a message is paid: its last row is usage.
create function app.message_payment(p_message public.conversation_messages)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select x.kind from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.reference like 'message:%'
    order by x.id desc limit 1), (
    -- by a hold
    select case when s.refunded_at is null then 'usage' else 'refund' end
    from app.hold_of_message(p_message) h
    join app.credit_settlements s on s.tenant_id = h.tenant_id and s.hold_id = h.hold_id and s.position = h.hold_position
      and s.conversation_message_id = p_message.id));
end;
$$;
revoke execute on function app.message_payment(public.conversation_messages) from public, anon, authenticated;
