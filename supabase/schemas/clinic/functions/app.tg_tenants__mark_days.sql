create function app.tg_tenants__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_clinic_days(new.id, null, '-infinity', 'infinity');
  return null;
end;
$$;
comment on function app.tg_tenants__mark_days() is 'In another time zone days begin elsewhere: all are counted anew.';
revoke execute on function app.tg_tenants__mark_days() from public, anon, authenticated;
