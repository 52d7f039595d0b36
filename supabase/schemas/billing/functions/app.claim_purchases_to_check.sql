create function app.claim_purchases_to_check(p_limit integer)
returns setof public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
begin
  return query
    with due as materialized (
      select c.tenant_id, c.id from public.whatsapp_credit_purchases c
      where c.next_check_at <= now() order by c.next_check_at limit p_limit
      for update skip locked)
    update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
    from due where c.tenant_id = due.tenant_id and c.id = due.id
    returning c.*;
end;
$$;
comment on function app.claim_purchases_to_check(integer) is
  'Caller: reconciliation, every few minutes. Purchases to ask the provider about, each given to one caller and due again later: pending ones every five minutes, closed ones for two weeks, paid ones daily until nothing was heard of them for thirty days. Errors: none.';
revoke execute on function app.claim_purchases_to_check(integer) from public, anon, authenticated;
