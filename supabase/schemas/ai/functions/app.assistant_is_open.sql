create function app.assistant_is_open(p_settings public.ai_settings, p_at timestamptz)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_settings.tenant_id);
  v_day date := (p_at at time zone v_zone)::date;
begin
  return case p_settings.hours
    when 'always' then true
    when 'open' then app.clinic_is_open(p_settings.tenant_id, p_at)
    when 'closed' then not app.clinic_is_open(p_settings.tenant_id, p_at)
    else (app.stretch_at(app.weekly_hours(v_zone, p_settings.custom_hours, '[]', '{}', v_day - 1, v_day + 1), p_at) ->> 'open')::boolean end;
end;
$$;
comment on function app.assistant_is_open(public.ai_settings, timestamptz) is
  'Whether the assistant answers at this hour.';
revoke execute on function app.assistant_is_open(public.ai_settings, timestamptz) from public, anon, authenticated;
