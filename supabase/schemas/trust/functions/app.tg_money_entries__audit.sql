create function app.tg_money_entries__audit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.audit(new.tenant_id, 'money.' || new.kind, 'payer', new.payer_id::text, null,
    jsonb_strip_nulls(jsonb_build_object('amount_cents', new.amount_cents, 'method', new.method, 'occurred_on', new.occurred_on,
      'patient_id', new.patient_id, 'entry_id', new.id)), new.note);
  return null;
end;
$$;
comment on function app.tg_money_entries__audit() is 'What is taken back, given back or put right.';
revoke execute on function app.tg_money_entries__audit() from public, anon, authenticated;
