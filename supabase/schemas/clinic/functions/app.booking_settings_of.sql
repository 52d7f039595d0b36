create function app.booking_settings_of(p_tenant_id uuid)
returns public.booking_settings
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.booking_settings;
begin
  select * into v_row from public.booking_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row.tenant_id := p_tenant_id;
    v_row.is_open := false;
    v_row.needs_approval := false;
    v_row.notice_hours := 12;
    v_row.horizon_weeks := 8;
    v_row.buffer_before := 0;
    v_row.buffer_after := 0;
    v_row.change_hours := 24;
    v_row.offers_intake := true;
  end if;
  return v_row;
end;
$$;
comment on function app.booking_settings_of(uuid) is 'The settings of a clinic''s online booking, or what holds without them: closed.';
revoke execute on function app.booking_settings_of(uuid) from public, anon, authenticated;
