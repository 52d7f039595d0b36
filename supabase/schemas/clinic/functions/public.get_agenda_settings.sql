create function public.get_agenda_settings(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.agenda_settings;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.agenda_settings_of(p_tenant_id);
  return jsonb_build_object('grace_minutes', v_row.grace_minutes, 'week_starts_on', v_row.week_starts_on,
    'grid_from', to_char(v_row.grid_from, 'HH24:MI'), 'grid_until', to_char(v_row.grid_until, 'HH24:MI'),
    'slot_minutes', v_row.slot_minutes, 'time_zone', app.clinic_zone(p_tenant_id));
end;
$$;
comment on function public.get_agenda_settings(uuid) is
  'Caller: members. {grace_minutes, week_starts_on, grid_from, grid_until, slot_minutes, time_zone}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_agenda_settings(uuid) from public, anon, authenticated;
grant execute on function public.get_agenda_settings(uuid) to authenticated;
