-- Whether money that had gone was told to be there again: a person decided then what the clinic gets for it, so when it
-- goes once more a person must look again.
create function app.may_have_come_back(p_purchase public.whatsapp_credit_purchases)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from app.asaas_events e
    where e.tenant_id = p_purchase.tenant_id and e.purchase_id = p_purchase.id
      and e.reason in ('dispute_won', 'paid_after_reversal', 'refund_denied'));
$$;
revoke execute on function app.may_have_come_back(public.whatsapp_credit_purchases) from public, anon, authenticated;
