create function app.tg_money_charges__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_clinic_days(new.tenant_id, coalesce(new.therapist_id, app.no_therapist()), new.due_on, new.due_on);
  if tg_op = 'INSERT' then
    return null;
  end if;
  if (old.therapist_id, old.due_on) is distinct from (new.therapist_id, new.due_on) then
    perform app.mark_clinic_days(old.tenant_id, coalesce(old.therapist_id, app.no_therapist()), old.due_on, old.due_on);
    perform app.mark_clinic_days(new.tenant_id, null, e.occurred_on, e.occurred_on)
    from public.money_allocations a
    join public.money_entries e on e.tenant_id = new.tenant_id and e.id = a.payment_id
    where a.tenant_id = new.tenant_id and a.charge_id = new.id;
  end if;
  return null;
end;
$$;
comment on function app.tg_money_charges__mark_days() is 'A charge counts on the day it is due; what paid it, for its therapist.';
revoke execute on function app.tg_money_charges__mark_days() from public, anon, authenticated;
