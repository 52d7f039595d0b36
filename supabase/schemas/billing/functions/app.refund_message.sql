-- Gives the message's credit back, if it is paid. The caller holds the message.
create function app.refund_message(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if app.message_payment(p_message) = 'usage' then
    perform app.post_credits(p_message.tenant_id, 'refund', 1, format('message:%s:%s', p_message.id, (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      false, p_message.id, null, null, p_message.error_code);
  end if;
end;
$$;
comment on function app.refund_message(public.conversation_messages) is 'Caller: whoever finally fails a message, holding it. Once for each charge.';
revoke execute on function app.refund_message(public.conversation_messages) from public, anon, authenticated;
