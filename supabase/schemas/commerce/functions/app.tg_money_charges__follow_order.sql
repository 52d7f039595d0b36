create function app.tg_money_charges__follow_order()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.refresh_order(new.tenant_id, new.order_id);
  return null;
end;
$$;
comment on function app.tg_money_charges__follow_order() is
  'An order follows its charge in the ledger.';
revoke execute on function app.tg_money_charges__follow_order() from public, anon, authenticated;
