create function public.set_low_balance_threshold(p_tenant_id uuid, p_threshold integer)
returns public.whatsapp_credits_balance
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_balance public.whatsapp_credits_balance;
begin
  perform app.require_admin(p_tenant_id);
  if p_threshold is null or p_threshold not between 0 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', hint = 'From 0 to 1,000,000 credits.';
  end if;
  v_balance := app.lock_credits(p_tenant_id);
  if v_balance.low_balance_threshold <> p_threshold then
    update public.whatsapp_credits_balance b set
      low_balance_threshold = p_threshold,
      low_balance_alerted_at = case when b.balance <= p_threshold then coalesce(b.low_balance_alerted_at, now()) end,
      updated_at = clock_timestamp()
    where b.tenant_id = p_tenant_id returning * into v_balance;
    perform app.broadcast(p_tenant_id, 'credits', app.credits_payload(v_balance));
  end if;
  return v_balance;
end;
$$;
comment on function public.set_low_balance_threshold(uuid, integer) is
  'Caller: owner or admin. The clinic is warned at or under so many credits. Returns the balance row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_credits.';
revoke execute on function public.set_low_balance_threshold(uuid, integer) from public, anon;
grant execute on function public.set_low_balance_threshold(uuid, integer) to authenticated;
