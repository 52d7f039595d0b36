create function app.post_payouts(p_tenant_id uuid, p_charge_ids uuid[], p_is_money boolean)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_posted integer;
begin
  perform app.lock_payouts(p_tenant_id, false);
  insert into public.payout_entries (tenant_id,
    therapist_id, month, kind, amount_cents, counts_on, charge_id, payment_id, paid_cents, rule_id, percent, fixed_cents, units,
    created_by)
  select p_tenant_id, d.therapist_id, app.payout_month(p_tenant_id, d.therapist_id, d.counts_on),
    case when not p_is_money then 'corrected' when d.amount_cents > 0 then 'paid' else 'returned' end, d.amount_cents, d.counts_on, d.charge_id,
    d.payment_id, d.paid_cents, d.rule_id, d.percent, d.fixed_cents, d.units, auth.uid()
  from app.payout_differences(p_tenant_id, p_charge_ids) d
  order by d.counts_on, d.charge_id, d.payment_id, d.amount_cents;
  get diagnostics v_posted = row_count;
  return v_posted;
end;
$$;
comment on function app.post_payouts(uuid, uuid[], boolean) is
  'Brings what is posted for charges to what it should be. p_is_money: because money moved, and not a rule or a session. Their payers are locked, or all payouts are.';
revoke execute on function app.post_payouts(uuid, uuid[], boolean) from public, anon, authenticated;
