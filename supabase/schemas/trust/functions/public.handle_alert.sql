create function public.handle_alert(p_tenant_id uuid, p_id uuid)
returns public.alerts
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.alerts;
begin
  perform app.require_admin(p_tenant_id);
  update public.alerts a set handled_at = now(), handled_by = auth.uid()
  where a.tenant_id = p_tenant_id and a.id = p_id and a.handled_at is null and a.ended_at is null
  returning * into v_row;
  if v_row.id is null then
    select * into v_row from public.alerts a where a.tenant_id = p_tenant_id and a.id = p_id;
    if v_row.id is null then
      raise sqlstate 'PT404' using message = 'alert_not_found';
    end if;
    return v_row;
  end if;
  perform app.close_alert_notifications(p_tenant_id, array[p_id]);
  return v_row;
end;
$$;
comment on function public.handle_alert(uuid, uuid) is
  'Caller: owner or admin. Somebody sees to an alert: it is off the screens, and not told again while it stands. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 alert_not_found.';
revoke execute on function public.handle_alert(uuid, uuid) from public, anon, authenticated;
grant execute on function public.handle_alert(uuid, uuid) to authenticated;
