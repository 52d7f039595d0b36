create function public.refund_whatsapp_credits(p_tenant_id uuid, p_reference text, p_note text default null)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_charge public.whatsapp_credits_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.kind = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_credits(p_tenant_id, 'refund', v_charge.debt_change - v_charge.amount, p_reference, false,
    v_charge.conversation_message_id, null, null, p_note);
end;
$$;
comment on function public.refund_whatsapp_credits(uuid, text, text) is
  'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';
revoke execute on function public.refund_whatsapp_credits(uuid, text, text) from public, anon, authenticated;
grant execute on function public.refund_whatsapp_credits(uuid, text, text) to service_role;
