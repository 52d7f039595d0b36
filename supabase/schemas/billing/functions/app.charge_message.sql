-- Takes what the message costs for its next attempt, unless it is paid. The caller holds the message.
create function app.charge_message(p_message public.conversation_messages, p_may_owe boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_price integer := app.message_price(p_message);
begin
  if app.settle_message(p_message) then
    return; -- a campaign has paid
  end if;
  if v_price > 0 and p_message.direction = 'outbound' and app.message_payment(p_message) is distinct from 'usage' then
    perform app.post_credits(p_message.tenant_id, 'usage', -v_price, format('message:%s:%s', p_message.id, 1 + (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      p_may_owe, p_message.id);
  end if;
end;
$$;
comment on function app.charge_message(public.conversation_messages, boolean) is
  'Caller: whoever creates or revives a message, holding it, as its last step. The price of its kind of channel and category, once an attempt. Errors: PT402 insufficient_credits, unless p_may_owe.';
revoke execute on function app.charge_message(public.conversation_messages, boolean) from public, anon, authenticated;
