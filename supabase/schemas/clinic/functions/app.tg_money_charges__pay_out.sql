create function app.tg_money_charges__pay_out()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.post_payouts(new.tenant_id, array[new.id], false);
  return null;
end;
$$;
comment on function app.tg_money_charges__pay_out() is 'Whose session it is, or its day, has changed: so has the payout.';
revoke execute on function app.tg_money_charges__pay_out() from public, anon, authenticated;
