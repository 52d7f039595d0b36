create function app.agenda_settings_of(p_tenant_id uuid)
returns public.agenda_settings
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (select s from public.agenda_settings s where s.tenant_id = p_tenant_id),
    row(p_tenant_id, 3::smallint, 'mon', '07:00'::time, '20:00'::time, 30::smallint, now())::public.agenda_settings);
$$;
comment on function app.agenda_settings_of(uuid) is
  'The settings of a clinic''s agenda, or the defaults.';
revoke execute on function app.agenda_settings_of(uuid) from public, anon, authenticated;
grant execute on function app.agenda_settings_of(uuid) to authenticated;
