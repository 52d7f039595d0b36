create function app.assistant_settings_of(p_tenant_id uuid)
returns public.ai_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.ai_settings;
begin
  select * into v_row from public.ai_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, 'off', 'Assistente', null, 'warm', 'always', '{}', 5000, 300, 30, 30, 6, null, false, null, null, null, null, null, null,
      0, 0, 0, null, 0)::public.ai_settings;
  end if;
  return v_row;
end;
$$;
comment on function app.assistant_settings_of(uuid) is
  'The settings of a clinic''s assistant, or what holds without them: off.';
revoke execute on function app.assistant_settings_of(uuid) from public, anon, authenticated;
