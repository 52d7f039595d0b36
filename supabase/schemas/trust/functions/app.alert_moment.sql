create function app.alert_moment(p_tenant_id uuid, p_is_urgent boolean, p_now timestamptz)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_local timestamp := p_now at time zone v_zone;
  v_from time := '21:00';
  v_until time := '07:00';
  v_is_quiet boolean;
begin
  select q.quiet_from, q.quiet_until into v_from, v_until from public.alert_quiet_hours q where q.tenant_id = p_tenant_id;
  if not found then
    v_from := '21:00';
    v_until := '07:00';
  end if;
  v_is_quiet := case
    when p_is_urgent or v_from is null then false
    when v_from < v_until then v_local::time >= v_from and v_local::time < v_until
    else v_local::time >= v_from or v_local::time < v_until end;
  if not v_is_quiet then
    return p_now;
  end if;
  return app.local_moment(v_local::date + case when v_local::time < v_until then 0 else 1 end + v_until, v_zone);
end;
$$;
comment on function app.alert_moment(uuid, boolean, timestamptz) is 'When people may be told of an alert: now, or at the end of the quiet hours.';
revoke execute on function app.alert_moment(uuid, boolean, timestamptz) from public, anon, authenticated;
