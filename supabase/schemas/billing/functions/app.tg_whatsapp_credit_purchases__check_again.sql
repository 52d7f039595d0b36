-- However it got there, a purchase is looked after as one of its new status.
create function app.tg_whatsapp_credit_purchases__check_again()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.next_check_at := app.next_purchase_check(new);
  return new;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_purchases__check_again() from public, anon, authenticated;
