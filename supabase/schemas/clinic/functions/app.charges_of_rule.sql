create function app.charges_of_rule(p_rule public.payout_rules)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select c.id from public.money_charges c
    where c.tenant_id = (p_rule).tenant_id and c.paid_cents > 0 and c.due_on >= (p_rule).valid_from and c.therapist_id is not null
      and ((p_rule).therapist_id is null or c.therapist_id = (p_rule).therapist_id)
      and ((p_rule).payer_id is null or c.payer_id = (p_rule).payer_id));
$$;
comment on function app.charges_of_rule(public.payout_rules) is 'Charges of which something is paid, and that a rule may concern.';
revoke execute on function app.charges_of_rule(public.payout_rules) from public, anon, authenticated;
