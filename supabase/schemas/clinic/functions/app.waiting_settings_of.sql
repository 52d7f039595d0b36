create function app.waiting_settings_of(p_tenant_id uuid)
returns public.waiting_list_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.waiting_list_settings;
begin
  select * into v_row from public.waiting_list_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, false, 60::smallint, 1::smallint, 4::smallint, now());
  end if;
  return v_row;
end;
$$;
comment on function app.waiting_settings_of(uuid) is 'How a clinic offers free times, or the defaults: not by itself.';
revoke execute on function app.waiting_settings_of(uuid) from public, anon, authenticated;
