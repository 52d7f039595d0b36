create function public.deduct_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_details jsonb default '{}'
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  return app.post_addon_credits(p_tenant_id, p_addon_type, 'usage', -p_credits, p_reference, p_details);
end;
$$;
comment on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) is
  'Caller: the service. Credits of a kind are spent, once for the reference, never below zero nor beyond a limit of the clinic''s day or hour. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT404 tenant_not_found, PT404 addon_not_found, PT409 addon_inactive, PT402 insufficient_addon_credits, PT429 addon_limit_reached with detail = when it ends, PT409 reference_in_use, PT409 reference_refunded.';
revoke execute on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) from public, anon, authenticated;
grant execute on function public.deduct_addon_credits(uuid, text, integer, text, jsonb) to service_role;
