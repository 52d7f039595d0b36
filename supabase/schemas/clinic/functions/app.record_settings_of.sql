create function app.record_settings_of(p_tenant_id uuid)
returns public.record_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.record_settings;
begin
  select * into v_settings from public.record_settings s where s.tenant_id = p_tenant_id;
  if v_settings.tenant_id is null then
    v_settings.tenant_id := p_tenant_id;
    v_settings.keep_years := 20;
    v_settings.break_glass_minutes := 60;
    v_settings.break_glass_roles := array['supervisor', 'therapist'];
  end if;
  return v_settings;
end;
$$;
comment on function app.record_settings_of(uuid) is 'The settings of a clinic''s records, or what goes for clinics that have none.';
revoke execute on function app.record_settings_of(uuid) from public, anon, authenticated;
