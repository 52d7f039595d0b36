create function app.tg_money_allocations__pay_out()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.post_payouts(new.tenant_id, array[new.charge_id], true);
  return null;
end;
$$;
comment on function app.tg_money_allocations__pay_out() is 'Money that came or went reaches the payout in the same transaction.';
revoke execute on function app.tg_money_allocations__pay_out() from public, anon, authenticated;
