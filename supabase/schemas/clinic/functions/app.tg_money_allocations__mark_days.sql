create function app.tg_money_allocations__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_clinic_days(new.tenant_id, x.therapist_id, e.occurred_on, e.occurred_on)
  from public.money_entries e, lateral (
    select app.no_therapist() as therapist_id
    union
    select c.therapist_id from public.money_charges c
    where c.tenant_id = new.tenant_id and c.id = new.charge_id and c.therapist_id is not null) x
  where e.tenant_id = new.tenant_id and e.id = new.payment_id and e.kind = 'payment';
  return null;
end;
$$;
comment on function app.tg_money_allocations__mark_days() is 'What a payment pays is the therapist''s on the day of the payment.';
revoke execute on function app.tg_money_allocations__mark_days() from public, anon, authenticated;
