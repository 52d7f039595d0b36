create function public.save_agenda_settings(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.agenda_settings;
  v_grace integer;
  v_slot integer;
  v_week text;
  v_from text;
  v_until text;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  v_old := app.agenda_settings_of(p_tenant_id);
  v_grace := coalesce(app.typed_number(p_settings ->> 'grace_minutes'), v_old.grace_minutes);
  v_slot := coalesce(app.typed_number(p_settings ->> 'slot_minutes'), v_old.slot_minutes);
  v_week := coalesce(p_settings ->> 'week_starts_on', v_old.week_starts_on);
  v_from := coalesce(p_settings ->> 'grid_from', to_char(v_old.grid_from, 'HH24:MI'));
  v_until := coalesce(p_settings ->> 'grid_until', to_char(v_old.grid_until, 'HH24:MI'));
  if v_grace not between 0 and 60 or v_slot not between 5 and 60 or 60 % v_slot <> 0 or v_week not in ('mon', 'sun')
    or v_from !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or v_until !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' or v_until <= v_from then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.agenda_settings (tenant_id, grace_minutes, week_starts_on, grid_from, grid_until, slot_minutes)
  values (p_tenant_id, v_grace, v_week, v_from::time, v_until::time, v_slot)
  on conflict (tenant_id) do update set
    grace_minutes = excluded.grace_minutes, week_starts_on = excluded.week_starts_on, grid_from = excluded.grid_from,
    grid_until = excluded.grid_until, slot_minutes = excluded.slot_minutes;
  perform app.tell_agenda(p_tenant_id, 'settings');
  return public.get_agenda_settings(p_tenant_id);
end;
$$;
comment on function public.save_agenda_settings(uuid, jsonb) is
  'Caller: owner, admin, supervisor and operator. Keys that are not there stay. Answers get_agenda_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';
revoke execute on function public.save_agenda_settings(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_agenda_settings(uuid, jsonb) to authenticated;
