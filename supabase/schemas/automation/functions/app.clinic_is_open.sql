create function app.clinic_is_open(p_tenant_id uuid, p_at timestamptz)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.conversation_autoreply_settings := app.autoreply_settings_of(p_tenant_id);
begin
  if v_settings.mode = 'custom' then
    v_settings.mode := 'agenda';
  end if;
  return coalesce((app.stretch_at(app.autoreply_hours(v_settings, p_at), p_at) ->> 'open')::boolean, false);
end;
$$;
comment on function app.clinic_is_open(uuid, timestamptz) is
  'Whether the clinic works at a moment, by the hours that its automatic answer goes by.';
revoke execute on function app.clinic_is_open(uuid, timestamptz) from public, anon, authenticated;
