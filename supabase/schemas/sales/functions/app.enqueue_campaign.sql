create function app.enqueue_campaign(p_tenant_id uuid, p_id uuid, p_run_at timestamptz default now())
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'run_campaign', jsonb_build_object('campaign_id', p_id), 'campaign:' || p_id, p_run_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    run_at = excluded.run_at, dead_at = null, attempts = case when app.jobs.dead_at is null then app.jobs.attempts else 0 end;
  if p_run_at <= now() then
    perform app.call_function('process-jobs', '{}');
  end if;
end;
$$;
comment on function app.enqueue_campaign(uuid, uuid, timestamptz) is
  'Caller: whoever changed a campaign, holding it. One open job a campaign.';
revoke execute on function app.enqueue_campaign(uuid, uuid, timestamptz) from public, anon, authenticated;
