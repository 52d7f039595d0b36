create function app.tg_clinic_holidays__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if old.id is not null then
    perform app.mark_clinic_days(old.tenant_id, null, old.day, old.day);
  end if;
  if new.id is not null then
    perform app.mark_clinic_days(new.tenant_id, null, new.day, new.day);
  end if;
  return null;
end;
$$;
comment on function app.tg_clinic_holidays__mark_days() is 'Nothing is offered on a holiday.';
revoke execute on function app.tg_clinic_holidays__mark_days() from public, anon, authenticated;
