create function app.agenda_settings_of(p_tenant_id uuid)
returns public.agenda_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.agenda_settings;
begin
  select * into v_row from public.agenda_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, 3::smallint, 'mon', '07:00'::time, '20:00'::time, 30::smallint, now());
  end if;
  return v_row;
end;
$$;
comment on function app.agenda_settings_of(uuid) is
  'The settings of a clinic''s agenda, or the defaults.';
revoke execute on function app.agenda_settings_of(uuid) from public, anon, authenticated;
grant execute on function app.agenda_settings_of(uuid) to authenticated;
