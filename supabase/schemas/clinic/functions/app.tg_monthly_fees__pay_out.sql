create function app.tg_monthly_fees__pay_out()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.post_payouts(new.tenant_id, array(
    select m.charge_id from public.monthly_fee_months m
    where m.tenant_id = new.tenant_id and m.fee_id = new.id and m.charge_id is not null), false);
  return null;
end;
$$;
comment on function app.tg_monthly_fees__pay_out() is 'The type of session of a monthly fee has changed: another rule may count.';
revoke execute on function app.tg_monthly_fees__pay_out() from public, anon, authenticated;
