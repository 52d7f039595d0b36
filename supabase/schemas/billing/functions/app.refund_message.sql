-- Gives back what the message cost, if it is paid. The caller holds the message.
create function app.refund_message(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_paid integer;
  v_attempts integer;
begin
  if app.message_payment(p_message) = 'usage' then
    -- the price may be another by now
    select count(*), (array_agg(x.debt_change - x.amount order by x.id desc))[1] into v_attempts, v_paid
    from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%';
    if v_attempts = 0 then
      perform app.refund_held_credit(h.tenant_id, h.hold_id, h.hold_position + n) from app.hold_of_message(p_message) h, generate_series(0, h.credits - 1) n;
      return;
    end if;
    perform app.post_credits(p_message.tenant_id, 'refund', v_paid, format('message:%s:%s', p_message.id, v_attempts), false, p_message.id, null, null, p_message.error_code);
  end if;
end;
$$;
comment on function app.refund_message(public.conversation_messages) is 'Caller: whoever finally fails a message, holding it. Once for each charge.';
revoke execute on function app.refund_message(public.conversation_messages) from public, anon, authenticated;
