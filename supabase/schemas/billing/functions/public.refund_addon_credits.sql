create function public.refund_addon_credits(p_tenant_id uuid, p_reference text)
returns public.addon_transactions
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_charge public.addon_transactions;
begin
  perform app.require_credits(1, p_reference);
  select * into v_charge from public.addon_transactions x
  where x.tenant_id = p_tenant_id and x.type = 'usage' and x.reference = p_reference;
  if not found then
    raise sqlstate 'PT404' using message = 'charge_not_found', detail = p_reference;
  end if;
  return app.post_addon_credits(p_tenant_id, v_charge.addon_type, 'refund', -v_charge.amount, p_reference);
end;
$$;
comment on function public.refund_addon_credits(uuid, text) is
  'Caller: the service. Gives back what was deducted under the reference, all of it and once. Returns the ledger row. Errors: PT400 invalid_reference, PT404 charge_not_found.';
revoke execute on function public.refund_addon_credits(uuid, text) from public, anon, authenticated;
grant execute on function public.refund_addon_credits(uuid, text) to service_role;
