create function app.tg_money_payments__cancel_receipts()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.refunded_cents > old.refunded_cents or new.reversed_at is not null and old.reversed_at is null then
    update public.receipts r set cancelled_at = now(), cancelled_by = auth.uid(),
      cancel_reason = case when new.reversed_at is null then 'Valor devolvido' else 'Pagamento estornado' end
    where r.tenant_id = new.tenant_id and r.payment_id = new.id and r.cancelled_at is null;
  end if;
  return null;
end;
$$;
comment on function app.tg_money_payments__cancel_receipts() is 'A receipt says what was paid: money that went back, in whole or in part, cancels it. What is left gets a receipt of its own when somebody asks.';
revoke execute on function app.tg_money_payments__cancel_receipts() from public, anon, authenticated;
