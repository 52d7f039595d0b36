create function public.add_addon_credits(
  p_tenant_id uuid, p_addon_type text, p_credits integer, p_reference text, p_type text default 'purchase', p_details jsonb default '{}'
)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_type is null or p_type not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_addon_credits(p_tenant_id, p_addon_type, p_type, p_credits, p_reference, p_details);
end;
$$;
comment on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) is
  'Caller: the service. Credits of a kind come in, once for type and reference. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT404 addon_not_found, PT409 reference_in_use.';
revoke execute on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.add_addon_credits(uuid, text, integer, text, text, jsonb) to service_role;
