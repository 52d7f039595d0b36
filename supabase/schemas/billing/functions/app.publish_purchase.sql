create function app.publish_purchase(p_purchase public.whatsapp_credit_purchases)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(p_purchase.tenant_id, 'credit_purchase', jsonb_build_object(
    'id', p_purchase.id, 'status', p_purchase.status, 'credits', p_purchase.credits, 'paid_at', p_purchase.paid_at));
end;
$$;
revoke execute on function app.publish_purchase(public.whatsapp_credit_purchases) from public, anon, authenticated;
