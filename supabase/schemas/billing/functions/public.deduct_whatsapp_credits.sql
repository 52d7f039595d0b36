create function public.deduct_whatsapp_credits(
  p_tenant_id uuid, p_credits integer, p_reference text, p_conversation_message_id uuid default null, p_note text default null
)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_credits(p_tenant_id, 'usage', -p_credits, p_reference, false, p_conversation_message_id, null, null, p_note);
end;
$$;
comment on function public.deduct_whatsapp_credits(uuid, integer, text, uuid, text) is
  'Caller: the service. Credits are spent, once for the reference and never below zero. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT402 insufficient_credits with detail {balance, needed}, PT409 reference_in_use, PT409 reference_refunded.';
revoke execute on function public.deduct_whatsapp_credits(uuid, integer, text, uuid, text) from public, anon, authenticated;
grant execute on function public.deduct_whatsapp_credits(uuid, integer, text, uuid, text) to service_role;
