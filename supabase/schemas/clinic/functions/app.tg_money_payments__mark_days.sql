create function app.tg_money_payments__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_clinic_days(new.tenant_id, app.no_therapist(), e.occurred_on, e.occurred_on)
  from public.money_entries e where e.tenant_id = new.tenant_id and e.id = new.id and e.kind = 'payment';
  return null;
end;
$$;
comment on function app.tg_money_payments__mark_days() is 'What came in counts on its day, also after it was given back. Its allocations mark the therapists.';
revoke execute on function app.tg_money_payments__mark_days() from public, anon, authenticated;
