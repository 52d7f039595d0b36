-- The ledger outlives a purchase that an operator deletes, and its payment may belong to another one.
create function app.tg_whatsapp_credit_purchases__let_go()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.whatsapp_credits_transactions x set purchase_id = null
  where x.tenant_id = old.tenant_id and x.purchase_id = old.id;
  update app.asaas_events e set tenant_id = null, purchase_id = null where e.tenant_id = old.tenant_id and e.purchase_id = old.id;
  delete from app.purchase_routes r where r.tenant_id = old.tenant_id and r.purchase_id = old.id;
  return old;
end;
$$;
revoke execute on function app.tg_whatsapp_credit_purchases__let_go() from public, anon, authenticated;
