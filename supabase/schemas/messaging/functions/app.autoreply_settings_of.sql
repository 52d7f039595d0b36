create function app.autoreply_settings_of(p_tenant_id uuid)
returns public.conversation_autoreply_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.conversation_autoreply_settings;
begin
  select * into v_row from public.conversation_autoreply_settings s where s.tenant_id = p_tenant_id;
  if not found then
    v_row := jsonb_populate_record(null::public.conversation_autoreply_settings, app.autoreply_defaults() || jsonb_build_object('tenant_id', p_tenant_id));
  end if;
  return v_row;
end;
$$;
comment on function app.autoreply_settings_of(uuid) is
  'How a clinic answers by itself; before anybody set anything it does not.';
revoke execute on function app.autoreply_settings_of(uuid) from public, anon, authenticated;
