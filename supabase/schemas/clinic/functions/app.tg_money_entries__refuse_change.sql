create function app.tg_money_entries__refuse_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = 'check_violation', message = 'an entry is never changed';
end;
$$;
comment on function app.tg_money_entries__refuse_change() is 'The ledger is added to, never rewritten.';
revoke execute on function app.tg_money_entries__refuse_change() from public, anon, authenticated;
