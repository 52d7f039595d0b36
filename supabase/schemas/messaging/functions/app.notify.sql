-- Tells people of something in a conversation, whose row the caller holds: their notifications, what their screens hear,
-- and a push for each device, in one statement. A repeated cause is the same notification while it is unread. A push waits
-- some seconds: whoever has the conversation before them reads it meanwhile, and their other devices stay silent.
create function app.notify(t public.conversation_threads, p_kind text, p_user_ids uuid[], p_message_id uuid, p_message_kind text, p_preview text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_pushed boolean;
begin
  if coalesce(cardinality(p_user_ids), 0) = 0 then
    return;
  end if;
  with told as (
    insert into public.notifications as n (tenant_id, user_id, kind, thread_id, message_id, message_kind, preview)
    select t.tenant_id, u.user_id, p_kind, t.id, p_message_id, p_message_kind, p_preview
    from unnest(p_user_ids) u (user_id)
    on conflict (tenant_id, user_id, thread_id, kind) where read_at is null do update set
      message_id = excluded.message_id, message_kind = excluded.message_kind, preview = excluded.preview,
      message_count = n.message_count + 1, noticed_at = clock_timestamp()
    returning n.id, n.user_id
  ), pushed as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    select t.tenant_id, 'send_push', jsonb_build_object('subscription_id', d.id, 'notification_id', n.id), 'push:' || d.id || ':' || n.id,
      now() + interval '3 seconds'
    from told n
    join app.push_subscriptions d on d.tenant_id = t.tenant_id and d.user_id = n.user_id
    join public.tenants c on c.id = t.tenant_id
    left join public.notification_settings s on s.tenant_id = t.tenant_id and s.user_id = n.user_id
    where s.user_id is null or not app.is_quiet(s, c.time_zone)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning id
  ), said as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || t.tenant_id, 'broadcast', 'notification', jsonb_build_object(
      'kind', p_kind, 'thread_id', t.id, 'thread_key', t.thread_key, 'contact_name', t.contact_name, 'phone', t.phone,
      'message_id', p_message_id, 'message_kind', p_message_kind, 'preview', p_preview, 'at', clock_timestamp(),
      'user_ids', jsonb_agg(n.user_id)), true
    from told n having count(*) > 0
  )
  select exists (select from pushed) into v_is_pushed;
  if v_is_pushed then
    perform app.call_function('notification-webhook', jsonb_build_object('type', 'INSERT', 'schema', 'public',
      'table', 'notifications', 'record', jsonb_build_object('tenant_id', t.tenant_id)));
  end if;
end;
$$;
revoke execute on function app.notify(public.conversation_threads, text, uuid[], uuid, text, text) from public, anon, authenticated;
