create function app.tg_agenda_exceptions__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_zone text;
begin
  select t.time_zone into v_zone from public.tenants t where t.id = coalesce(new.tenant_id, old.tenant_id);
  if v_zone is null then
    return null;
  end if;
  if old.id is not null then
    perform app.mark_clinic_days(old.tenant_id, old.therapist_id, (old.starts_at at time zone v_zone)::date, (old.ends_at at time zone v_zone)::date);
  end if;
  if new.id is not null then
    perform app.mark_clinic_days(new.tenant_id, new.therapist_id, (new.starts_at at time zone v_zone)::date, (new.ends_at at time zone v_zone)::date);
  end if;
  return null;
end;
$$;
comment on function app.tg_agenda_exceptions__mark_days() is 'Absences, extra hours and recess change what is offered.';
revoke execute on function app.tg_agenda_exceptions__mark_days() from public, anon, authenticated;
