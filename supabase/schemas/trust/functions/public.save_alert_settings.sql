create function public.save_alert_settings(p_tenant_id uuid, p_kinds jsonb, p_quiet_from time, p_quiet_until time)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if jsonb_typeof(p_kinds) is distinct from 'array' or (p_quiet_from is null) <> (p_quiet_until is null) or p_quiet_from = p_quiet_until
    or exists (
      select from jsonb_to_recordset(p_kinds) x (kind text, is_on boolean, threshold numeric, by_email boolean, by_push boolean)
      left join app.alert_kinds k on k.kind = x.kind
      where k.kind is null or x.is_on is null or x.by_email is null or x.by_push is null
        or (k.threshold is null) <> (x.threshold is null) or x.threshold not between k.lowest and k.highest) then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.alert_settings as s (tenant_id, kind, is_on, threshold, by_email, by_push)
  select p_tenant_id, x.kind, x.is_on, x.threshold, x.by_email, x.by_push
  from jsonb_to_recordset(p_kinds) x (kind text, is_on boolean, threshold numeric, by_email boolean, by_push boolean)
  on conflict (tenant_id, kind) do update set is_on = excluded.is_on, threshold = excluded.threshold, by_email = excluded.by_email,
    by_push = excluded.by_push
  where (s.is_on, s.threshold, s.by_email, s.by_push) is distinct from (excluded.is_on, excluded.threshold, excluded.by_email, excluded.by_push);
  insert into public.alert_quiet_hours as q (tenant_id, quiet_from, quiet_until) values (p_tenant_id, p_quiet_from, p_quiet_until)
  on conflict (tenant_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
  where (q.quiet_from, q.quiet_until) is distinct from (excluded.quiet_from, excluded.quiet_until);
  -- what the clinic does not want to hear of any more stands nowhere
  perform app.resolve_alert(p_tenant_id, s.kind, null)
  from public.alert_settings s
  where s.tenant_id = p_tenant_id and not s.is_on
    and exists (select from public.alerts a where a.tenant_id = p_tenant_id and a.kind = s.kind and a.ended_at is null);
end;
$$;
comment on function public.save_alert_settings(uuid, jsonb, time, time) is
  'Caller: owner or admin. What the clinic is warned of: [{kind, is_on, threshold, by_email, by_push}], and the hours in which only what is urgent is told (both null: none). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';
revoke execute on function public.save_alert_settings(uuid, jsonb, time, time) from public, anon, authenticated;
grant execute on function public.save_alert_settings(uuid, jsonb, time, time) to authenticated;
