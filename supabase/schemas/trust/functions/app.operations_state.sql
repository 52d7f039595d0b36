create function app.operations_state(p_tenant_id uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_runway record;
begin
  select * into v_runway from app.credit_runway(p_tenant_id, p_now);
  return jsonb_build_object(
    'channels', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'provider', c.provider, 'name', c.display_name, 'phone', c.phone,
        'is_active', c.is_active, 'state', c.connection_state, 'since', c.updated_at, 'last_event_at', c.last_event_at,
        'silent_minutes', case when c.is_active then floor(extract(epoch from p_now - c.last_event_at) / 60) end,
        'expected', case when c.is_active and c.last_event_at is not null then app.usual_messages(p_tenant_id, c.id, c.last_event_at, p_now) end)
        order by c.is_active desc, c.created_at), '[]')
      from public.notification_channels c where c.tenant_id = p_tenant_id),
    'queue', (
      select jsonb_build_object(
        'waiting', count(*) filter (where j.finished_at is null and j.dead_at is null and j.run_at <= p_now),
        'oldest_minutes', coalesce(floor(extract(epoch from p_now - min(j.run_at)
          filter (where j.finished_at is null and j.dead_at is null and j.attempts = 0 and j.run_at <= p_now)) / 60), 0),
        'finished_last_hour', count(*) filter (where j.finished_at > p_now - interval '1 hour'),
        'dead', count(*) filter (where j.dead_at is not null))
      from app.jobs j
      join app.job_kinds k on k.kind = j.kind and k.is_listed
      where j.tenant_id = p_tenant_id),
    'sends', (
      select jsonb_build_object('total', count(*), 'failed', count(*) filter (where s.is_failed),
        'percent', round(100.0 * count(*) filter (where s.is_failed) / nullif(count(*), 0)))
      from (
        select m.status = 'failed' as is_failed
        from app.jobs j
        join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = (j.payload ->> 'message_id')::uuid
        where j.tenant_id = p_tenant_id and j.kind = 'send_message' and coalesce(j.finished_at, j.dead_at) > p_now - interval '1 hour'
          -- a number that is not in WhatsApp says nothing about the channel
          and not (m.status = 'failed' and app.is_about_one_message(m.error_code))) s),
    'credits', case when exists (
        select from public.notification_channels c join public.channel_prices p on p.kind = c.provider
        where c.tenant_id = p_tenant_id and c.is_active)
      then jsonb_build_object('balance', coalesce(v_runway.balance, 0), 'per_day', v_runway.per_day, 'days', v_runway.days) end);
end;
$$;
comment on function app.operations_state(uuid, timestamptz) is
  'How the machinery of a clinic is: {channels, queue, sends of the last hour, credits (null: its channel costs none)}.';
revoke execute on function app.operations_state(uuid, timestamptz) from public, anon, authenticated;
