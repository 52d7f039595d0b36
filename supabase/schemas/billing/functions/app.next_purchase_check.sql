-- When the provider is asked about a purchase again: a pending one in minutes, and daily when nobody closed it for two
-- weeks; one that was paid daily until nothing was heard of it for thirty days, because of a refund whose event was lost;
-- one that is over for two weeks, because of a payment that came too late. NULL: never.
create function app.next_purchase_check(p_purchase public.whatsapp_credit_purchases)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case
    when p_purchase.status = 'pending' then
      now() + case when p_purchase.expires_at < now() - interval '14 days' then interval '1 day' else interval '5 minutes' end
    when p_purchase.paid_at is not null then case
      when p_purchase.paid_at > now() - interval '30 days' or exists (
        select from app.asaas_events e
        where e.tenant_id = p_purchase.tenant_id and e.purchase_id = p_purchase.id and e.received_at > now() - interval '30 days'
      ) then now() + interval '1 day' end
    when p_purchase.expires_at > now() - interval '14 days' then now() + interval '6 hours'
  end;
$$;
revoke execute on function app.next_purchase_check(public.whatsapp_credit_purchases) from public, anon, authenticated;
