create function app.post_reversal(p_purchase public.whatsapp_credit_purchases, p_credits integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- what was spent already becomes debt
  perform app.post_credits(p_purchase.tenant_id, 'adjustment', -p_credits,
    format('purchase:%s:reversed:%s', p_purchase.id, p_purchase.reversed_credits), true, null, p_purchase.id, null,
    p_purchase.package_name);
end;
$$;
revoke execute on function app.post_reversal(public.whatsapp_credit_purchases, integer) from public, anon, authenticated;
