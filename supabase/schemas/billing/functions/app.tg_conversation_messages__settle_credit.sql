-- Runs at the end of the transaction, for what the message is by then: so the balance is locked last, whatever else the
-- transaction touches, and a message that fails and recovers in one breath moves nothing. A failed message that turns out
-- delivered is paid again, with debt when the balance does not allow it: the provider has charged for it.
create function app.tg_conversation_messages__settle_credit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  select * into v_message from public.conversation_messages m where m.tenant_id = new.tenant_id and m.id = new.id;
  if v_message.status = 'failed' then
    perform app.refund_message(v_message);
  elsif app.message_payment(v_message) = 'refund' then
    perform app.charge_message(v_message, true);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__settle_credit() from public, anon, authenticated;
