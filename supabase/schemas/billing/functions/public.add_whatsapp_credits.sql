create function public.add_whatsapp_credits(
  p_tenant_id uuid, p_credits integer, p_reference text, p_kind text default 'purchase', p_purchase_id uuid default null,
  p_admin_id uuid default null, p_note text default null
)
returns public.whatsapp_credits_transactions
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_credits(p_credits, p_reference);
  if p_kind is null or p_kind not in ('purchase', 'topup_manual', 'adjustment') then
    raise sqlstate 'PT400' using message = 'invalid_kind', detail = 'purchase, topup_manual or adjustment.';
  end if;
  return app.post_credits(p_tenant_id, p_kind, p_credits, p_reference, false, null, p_purchase_id, p_admin_id, p_note);
end;
$$;
comment on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text) is
  'Caller: the service. Credits come in, once for kind and reference; debt is paid first. Returns the ledger row. Errors: PT400 invalid_credits, PT400 invalid_reference, PT400 invalid_kind, PT404 tenant_not_found, PT409 reference_in_use.';
revoke execute on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.add_whatsapp_credits(uuid, integer, text, text, uuid, uuid, text) to service_role;
