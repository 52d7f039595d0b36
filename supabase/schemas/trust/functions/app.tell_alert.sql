create function app.tell_alert(p_tenant_id uuid, p_alert_id uuid, p_now timestamptz default now())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_alert public.alerts;
  v_setting record;
  v_user_ids uuid[];
  v_is_pushed boolean;
begin
  select * into v_alert from public.alerts a
  where a.tenant_id = p_tenant_id and a.id = p_alert_id for update;
  if v_alert.id is null or v_alert.told_at is not null or v_alert.ended_at is not null or v_alert.handled_at is not null
    or v_alert.snoozed_until > p_now then
    return 0;
  end if;
  select * into v_setting from app.alert_setting(p_tenant_id, v_alert.kind);
  update public.alerts a set told_at = p_now where a.tenant_id = p_tenant_id and a.id = p_alert_id;
  select array_agg(m.user_id) into v_user_ids from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin');
  with told as (
    insert into public.notifications as n (tenant_id, user_id, kind, alert_id, preview)
    select p_tenant_id, u.id, 'alert', p_alert_id, v_alert.kind from unnest(v_user_ids) u (id)
    on conflict (tenant_id, alert_id, user_id) where read_at is null and alert_id is not null do update set
      message_count = n.message_count + 1, noticed_at = clock_timestamp()
    returning n.id, n.user_id
  ), pushed as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    select p_tenant_id, 'send_push', jsonb_build_object('subscription_id', d.id, 'notification_id', n.id), 'push:' || d.id || ':' || n.id,
      p_now + interval '3 seconds'
    from told n
    join app.push_subscriptions d on d.tenant_id = p_tenant_id and d.user_id = n.user_id
    join public.tenants c on c.id = p_tenant_id
    left join public.notification_settings s on s.tenant_id = p_tenant_id and s.user_id = n.user_id
    where v_setting.by_push and (s.user_id is null or not app.is_quiet(s, c.time_zone))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning id
  ), said as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || p_tenant_id, 'broadcast', 'notification', jsonb_build_object('kind', 'alert', 'thread_id', null, 'thread_key', null,
      'contact_name', null, 'phone', null, 'message_id', null, 'message_kind', null, 'preview', v_alert.kind, 'at', clock_timestamp(),
      'user_ids', jsonb_agg(n.user_id)), true
    from told n having count(*) > 0
  )
  select exists (select from pushed) into v_is_pushed;
  if v_is_pushed then
    perform app.call_function('notification-webhook', jsonb_build_object('type', 'INSERT', 'schema', 'public',
      'table', 'notifications', 'record', jsonb_build_object('tenant_id', p_tenant_id)));
  end if;
  if v_setting.by_email then
    perform app.send_email(p_tenant_id, 'alert', p.email, jsonb_build_object('locale', p.locale, 'clinic', t.name, 'kind', v_alert.kind,
      'data', v_alert.data), format('alert:%s:%s:%s', p_alert_id, p.id, extract(epoch from p_now)))
    from public.profiles p
    join public.tenants t on t.id = p_tenant_id
    where p.id = any (v_user_ids);
  end if;
  return coalesce(cardinality(v_user_ids), 0);
end;
$$;
comment on function app.tell_alert(uuid, uuid, timestamptz) is
  'Caller: the job tell_alert. Tells owner and administrators of an alert that stands: bell, e-mail and push as the clinic and each person want it. How many; 0 when they were told already, or it ended, was seen to or sleeps. Errors: none.';
revoke execute on function app.tell_alert(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.tell_alert(uuid, uuid, timestamptz) to service_role;
