create function app.enqueue_token_renewals(p_now timestamptz default clock_timestamp())
returns integer
language sql
set search_path = ''
as $$
  with queued as (
    insert into app.jobs as j (tenant_id, kind, payload, dedupe_key)
    select a.tenant_id, 'renew_meta_token', jsonb_build_object('channel_id', a.channel_id), 'renew_meta_token:' || a.channel_id
    from public.meta_accounts a
    join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id and c.is_active
    where a.token_checked_at is null or a.token_checked_at < p_now - interval '7 days' or a.token_error is not null
      or a.token_expires_at < p_now + interval '15 days'
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null
      do update set dead_at = null, attempts = 0, last_error = null, run_at = p_now where j.dead_at is not null
    returning 1)
  select count(*)::int from queued;
$$;
comment on function app.enqueue_token_renewals(timestamptz) is
  'Caller: process-jobs every morning: one look at what each channel of Meta was granted, where it ends within 15 days, failed before or was not looked at for a week. How many.';
revoke execute on function app.enqueue_token_renewals(timestamptz) from public, anon, authenticated;
grant execute on function app.enqueue_token_renewals(timestamptz) to service_role;
