create function public.get_owner_day(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_today date;
  v_channel public.notification_channels;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin']);
  v_today := app.clinic_today(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  return jsonb_build_object(
    'money', (
      -- what came in, without what was given or taken back
      select jsonb_build_object(
        'received_today_cents', coalesce(-sum(e.amount_cents) filter (where e.occurred_on = v_today), 0),
        'received_month_cents', coalesce(-sum(e.amount_cents), 0))
      from public.money_entries e
      left join public.money_entries r on r.tenant_id = p_tenant_id and r.id = e.reverses_id
      where e.tenant_id = p_tenant_id and e.occurred_on between date_trunc('month', v_today)::date and v_today
        and (e.kind in ('payment', 'refund') or (e.kind = 'reversal' and r.kind = 'payment')))
      || (
      select jsonb_build_object('open_cents', coalesce(sum(c.amount_cents - c.paid_cents), 0),
        'overdue_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < v_today), 0))
      from public.money_charges c
      where c.tenant_id = p_tenant_id and c.reversed_at is null and c.paid_cents < c.amount_cents and c.due_on <= v_today),
    'week', (
      select jsonb_build_object('open_minutes', coalesce(sum(o.open_minutes), 0), 'taken_minutes', coalesce(sum(o.taken_minutes), 0),
        'therapists', coalesce(jsonb_agg(to_jsonb(o)), '[]'))
      from app.week_occupation(p_tenant_id, date_trunc('week', v_today)::date) o),
    'alerts', jsonb_build_object(
      'channel_down', v_channel.id is not null and v_channel.connection_state = 'close',
      'credits_low', app.pays_with_credits(p_tenant_id) and coalesce((
        select b.balance <= b.low_balance_threshold from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), true),
      'dead_jobs', (
        select count(*) from app.jobs j join app.job_kinds k on k.kind = j.kind and k.is_listed
        where j.tenant_id = p_tenant_id and j.dead_at is not null),
      'failed_sends', (select coalesce(sum(f.failures), 0) from app.today_failures(p_tenant_id) f)));
end;
$$;
comment on function public.get_owner_day(uuid) is
  'Caller: owner and admin. {money: {received_today_cents, received_month_cents, open_cents and overdue_cents of what is due by today}, week: {open_minutes, taken_minutes, therapists: [{therapist_id, name, open_minutes, taken_minutes}]}, alerts: {channel_down, credits_low, dead_jobs, failed_sends}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_owner_day(uuid) from public, anon, authenticated;
grant execute on function public.get_owner_day(uuid) to authenticated;
