create function app.post_money(p_entry public.money_entries)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_balance bigint;
  v_id uuid := coalesce(p_entry.id, gen_random_uuid());
begin
  -- the row stays locked: numbers of one payer are in the order of their balances
  update public.payers p set balance_cents = p.balance_cents + p_entry.amount_cents
  where p.tenant_id = p_entry.tenant_id and p.id = p_entry.payer_id
  returning p.balance_cents into v_balance;
  insert into public.money_entries (tenant_id, id,
    payer_id, patient_id, session_id, kind, amount_cents, balance_after_cents, method, occurred_on, note, reverses_id, created_by)
  values (
    p_entry.tenant_id, v_id, p_entry.payer_id, p_entry.patient_id, p_entry.session_id, p_entry.kind, p_entry.amount_cents, v_balance,
    p_entry.method, p_entry.occurred_on, p_entry.note, p_entry.reverses_id, auth.uid());
  return v_id;
end;
$$;
comment on function app.post_money(public.money_entries) is
  'One movement of a payer with its balance: the only writer of the ledger. Errors: none.';
revoke execute on function app.post_money(public.money_entries) from public, anon, authenticated;
