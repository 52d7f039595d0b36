-- What the reminders of the next 24 hours cost: each that will go (or would, with credits), at the dearer of its two prices.
create function app.reminder_credits(p_tenant_id uuid, p_now timestamptz, p_exactly boolean)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_settings public.conversation_session_reminders_settings := app.reminder_settings_of(p_tenant_id);
  v_kind text := (
    select c.provider from public.notification_channels c
    where c.tenant_id = p_tenant_id and c.is_active and app.kind_costs_credits(c.provider) limit 1);
  v_longest integer;
  v_ids uuid[];
begin
  if not v_settings.is_on or v_kind is null then
    return 0;
  end if;
  select max(w.minutes) into v_longest from app.reminder_windows(v_settings.windows) w;
  v_ids := array(
    select s.id from public.sessions s join public.session_statuses u on u.key = s.status and not u.is_outcome
    where s.tenant_id = p_tenant_id and s.starts_at > p_now and s.starts_at < p_now + interval '24 hours' + make_interval(mins => v_longest));
  if p_exactly then
    return (
      select coalesce(sum(greatest(app.credits_of(v_kind, 'service'), app.credits_of(v_kind, lower(btrim(t.category))))), 0)
      from app.reminder_forecast(p_tenant_id, v_ids, p_now) f
      join app.reminder_windows(v_settings.windows) w on w.minutes = f.window_minutes
      left join public.message_templates t on t.tenant_id = p_tenant_id and t.id = (w.template ->> 'id')::uuid
      where f.goes_at < p_now + interval '24 hours'
        and (f.outlook = 'will_go' or f.outlook = 'will_not_go' and f.reason = 'insufficient_credits'));
  end if;
  return (
    select coalesce(count(*) * max(greatest(app.credits_of(v_kind, 'service'), app.credits_of(v_kind, lower(btrim(t.category))))), 0)
    from app.reminder_windows(v_settings.windows) w
    left join public.message_templates t on t.tenant_id = p_tenant_id and t.id = (w.template ->> 'id')::uuid
    cross join public.session_patients sp
    where sp.tenant_id = p_tenant_id and sp.session_id = any (v_ids));
end;
$$;
comment on function app.reminder_credits(uuid, timestamptz, boolean) is
  'Credits that the reminders of the 24 hours from a moment on need; not p_exactly: at most, and at once.';
revoke execute on function app.reminder_credits(uuid, timestamptz, boolean) from public, anon, authenticated;
