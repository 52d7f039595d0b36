-- What the home page (Hoje) shows of a clinic's day: who waits, what did not leave, what is mine, balance, channel, and
-- for a new clinic what is still to be set up.

create index conversation_messages_failed on public.conversation_messages (tenant_id, occurred_at desc)
  where status = 'failed';

-- A conversation as a line of Hoje.
create function app.today_line(t public.conversation_threads)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('thread_key', t.thread_key, 'id', t.id, 'contact_name', t.contact_name, 'phone', t.phone,
    'is_group', t.is_group, 'preview', t.last_message_preview, 'kind', t.last_message_kind, 'assigned_to', t.assigned_to,
    'waiting_since', t.waiting_since, 'last_message_at', t.last_message_at);
$$;

-- The newest message that did not leave of each open conversation of the last week, unless something left after it.
create function app.today_failures(p_tenant_id uuid)
returns table (thread public.conversation_threads, message public.conversation_messages, failures bigint)
language sql
stable
set search_path = ''
as $$
  select distinct on (m.thread_id) t, m, count(*) over (partition by m.thread_id)
  from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.status = 'failed' and m.error_code is distinct from 'cancelled'
    and m.occurred_at > now() - interval '7 days'
    and m.deleted_at is null and t.status = 'open'
    and not exists (
      select from public.conversation_messages l
      where l.tenant_id = m.tenant_id and l.thread_id = m.thread_id and l.occurred_at > m.occurred_at
        and l.direction = 'outbound' and l.status in ('sent', 'delivered', 'read'))
  order by m.thread_id, m.occurred_at desc, m.id desc;
$$;

-- What a new clinic still has to do, null when all of it is done.
create function app.today_setup(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_whatsapp boolean := exists (
    select from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and (c.provider = 'twilio' or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if v_whatsapp and v_team and v_message then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'message', v_message);
end;
$$;

create function public.get_today(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_user uuid := (select auth.uid());
  v_lines constant integer := 8;
begin
  return jsonb_build_object(
    'waiting', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(
        jsonb_agg(app.today_line(w.t) order by w.place) filter (where w.place <= v_lines), '[]'))
      from (
        select t, row_number() over (order by t.waiting_since, t.id) as place from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null) w),
    'failed', (
      select jsonb_build_object('total', coalesce(sum(f.failures), 0), 'lines', coalesce(jsonb_agg(
        app.today_line(f.thread) || jsonb_build_object('message_id', (f.message).id, 'body', left((f.message).body, 300),
          'message_kind', (f.message).kind, 'error_code', (f.message).error_code, 'failed_at', (f.message).occurred_at,
          'failures', f.failures) order by f.place) filter (where f.place <= v_lines), '[]'))
      from (
        select s.*, row_number() over (order by (s.message).occurred_at desc, (s.message).id) as place
        from app.today_failures(p_tenant_id) s) f),
    'mine', (
      select jsonb_build_object('total', count(*), 'waiting', count(m.since), 'lines', coalesce(
        jsonb_agg(app.today_line(m.t) order by m.place) filter (where m.place <= v_lines), '[]'))
      from (
        select t, t.waiting_since as since,
          row_number() over (order by t.waiting_since nulls last, t.last_message_at desc, t.id) as place
        from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to = v_user) m),
    'balance', case when app.pays_with_credits(p_tenant_id) then (
      select jsonb_build_object('credits', coalesce(max(b.balance), 0), 'is_low', coalesce(bool_or(b.balance <= b.low_balance_threshold), true))
      from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id) end,
    'channel', (
      select jsonb_build_object('provider', c.provider, 'state', c.connection_state, 'phone', c.phone, 'last_event_at', c.last_event_at)
      from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active),
    'setup', case when v_role in ('owner', 'admin') then app.today_setup(p_tenant_id) end);
end;
$$;
comment on function public.get_today(uuid) is
  'Caller: any member. {waiting: {total, lines}, failed: {total, lines}, mine: {total, waiting, lines}, balance: {credits, is_low} for an official number, channel: the active one, setup: {whatsapp, team, message} for owner and admin until all are done}; eight lines each, whoever waits longest and what failed last first. Errors: PT401 not_signed_in, PT403 not_a_member.';

revoke execute on function app.today_line(public.conversation_threads),
  app.today_failures(uuid), app.today_setup(uuid), public.get_today(uuid) from public, anon, authenticated;
grant execute on function public.get_today(uuid) to authenticated;
