create function public.snooze_alert(p_tenant_id uuid, p_id uuid, p_until timestamptz)
returns public.alerts
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.alerts;
begin
  perform app.require_admin(p_tenant_id);
  if p_until is null or p_until <= now() or p_until > now() + interval '31 days' then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  select * into v_row from public.alerts a
  where a.tenant_id = p_tenant_id and a.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'alert_not_found';
  end if;
  if v_row.ended_at is not null or v_row.handled_at is not null then
    return v_row;
  end if;
  update public.alerts a set snoozed_until = p_until, told_at = null
  where a.tenant_id = p_tenant_id and a.id = p_id returning * into v_row;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'tell_alert', jsonb_build_object('alert_id', p_id), 'alert:' || p_id, p_until)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set run_at = excluded.run_at;
  perform app.close_alert_notifications(p_tenant_id, array[p_id]);
  return v_row;
end;
$$;
comment on function public.snooze_alert(uuid, uuid, timestamptz) is
  'Caller: owner or admin. An alert that stands sleeps; it is told again at p_until (31 days ahead at most) if it still stands. One that ended or was seen to stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 alert_not_found.';
revoke execute on function public.snooze_alert(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.snooze_alert(uuid, uuid, timestamptz) to authenticated;
