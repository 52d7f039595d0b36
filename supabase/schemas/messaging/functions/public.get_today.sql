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
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null
          and t.snoozed_until is null) w),
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
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to = v_user
          and t.snoozed_until is null and t.blocked_at is null) m),
    'balance', case when app.pays_with_credits(p_tenant_id) then (
      select jsonb_build_object('credits', coalesce(max(b.balance), 0), 'is_low', coalesce(bool_or(b.balance <= b.low_balance_threshold), true))
      from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id) end,
    'channel', (
      select jsonb_build_object('provider', c.provider, 'state', c.connection_state, 'phone', c.phone, 'last_event_at', c.last_event_at)
      from app.active_channel(p_tenant_id) c),
    'setup', case when v_role in ('owner', 'admin') then app.today_setup(p_tenant_id, v_user) end);
end;
$$;
comment on function public.get_today(uuid) is
  'Caller: any member. {waiting: {total, lines}, failed: {total, lines}, mine: {total, waiting, lines}, balance: {credits, is_low} for an official number, channel: the active one, setup: {whatsapp, team, quick_reply, push, message, history: {done, state, chats_done, chats_total}, null where the channel has none} for owner and admin until all are done or put away}; eight lines each, whoever waits longest and what failed last first. What sleeps neither waits nor is anybody''s until it wakes; what failed there is told. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_today(uuid) from public, anon, authenticated;
grant execute on function public.get_today(uuid) to authenticated;
