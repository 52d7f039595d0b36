create function app.credits_payload(p_balance public.whatsapp_credits_balance)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('balance', p_balance.balance, 'debt_credits', p_balance.debt_credits,
    'low_balance', p_balance.low_balance_alerted_at is not null, 'updated_at', p_balance.updated_at);
end;
$$;
comment on function app.credits_payload(public.whatsapp_credits_balance) is 'The balance as broadcast (event credits): {balance, debt_credits, low_balance, updated_at}.';
revoke execute on function app.credits_payload(public.whatsapp_credits_balance) from public, anon, authenticated;
