create function app.payout_share(p_percent numeric, p_fixed_cents integer, p_units integer, p_base_cents integer, p_paid_cents bigint)
returns integer
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case
    when p_percent is not null then round(p_percent * p_paid_cents / 100)
    when p_fixed_cents is not null and p_base_cents > 0 then
      round(least(p_fixed_cents::bigint * p_units, p_base_cents)::numeric * p_paid_cents / p_base_cents)
    else 0 end::integer;
$$;
comment on function app.payout_share(numeric, integer, integer, integer, bigint) is
  'What a rule gives when so much of a charge is paid. A fixed amount comes in step with the payment, and is never more than what is paid.';
revoke execute on function app.payout_share(numeric, integer, integer, integer, bigint) from public, anon, authenticated;
