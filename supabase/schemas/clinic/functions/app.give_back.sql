create function app.give_back(p_refund public.money_entries)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_free integer;
begin
  select m.free_cents into v_free from public.money_payments m
  where m.tenant_id = p_refund.tenant_id and m.id = p_refund.reverses_id;
  -- what is free goes first; then what was paid last is open again
  if p_refund.amount_cents > v_free then
    perform app.release_allocations(p_refund.tenant_id, null, p_refund.reverses_id, p_refund.amount_cents - v_free);
  end if;
  update public.money_payments m set refunded_cents = m.refunded_cents + p_refund.amount_cents
  where m.tenant_id = p_refund.tenant_id and m.id = p_refund.reverses_id;
  perform app.post_money(p_refund);
end;
$$;
comment on function app.give_back(public.money_entries) is
  'A refund, no larger than what is left of its payment: refund_payment and Asaas give money back by it. The payer is locked.';
revoke execute on function app.give_back(public.money_entries) from public, anon, authenticated;
