-- One step of a campaign: the next people are written down, credits are held, or the next messages are written, with their leases for
-- the caller to send. The campaign is held from the first look to the last word, so a pause or a stop that has returned is one
-- that nothing follows, and two workers with one job write nobody twice.
create function app.advance_campaign(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_limit integer default 20, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_campaign public.campaigns;
  v_recipient public.campaign_recipients;
  v_sends jsonb := '[]';
  v_sent jsonb;
  v_why text;
  v_until timestamptz;
  v_allowed integer := p_limit;
  v_left integer;
  v_sending integer;
  v_pace integer;
  v_tier jsonb;
  v_count integer := 0;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null;
  if not found then
    return jsonb_build_object('state', 'lost', 'sends', v_sends);
  end if;
  if v_job.payload ? 'test' then
    v_sent := app.send_campaign_test(p_tenant_id, v_job.payload);
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return jsonb_build_object('state', 'done', 'sends', case when v_sent ? 'message' then jsonb_build_array(v_sent) else v_sends end);
  end if;
  select * into v_campaign from public.campaigns c
  where c.tenant_id = p_tenant_id and c.id = (v_job.payload ->> 'campaign_id')::uuid for update;
  -- whoever had the job before is through by now, or has lost it
  update app.jobs j set attempts = 1, last_error = null, leased_until = clock_timestamp() + app.job_lease(j.kind)
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null;
  if not found then
    return jsonb_build_object('state', 'lost', 'sends', v_sends);
  end if;
  if v_campaign.state = 'scheduled' then
    if v_campaign.starts_at > p_now then
      return app.rest_campaign(v_campaign, v_job, null, v_campaign.starts_at, v_sends);
    end if;
    select p.code into v_why from app.campaign_problems(p_tenant_id, v_campaign.definition, p_now) p limit 1;
    update public.campaigns c set state = 'running', started_at = p_now
    where c.tenant_id = p_tenant_id and c.id = v_campaign.id returning * into v_campaign;
    perform app.audit(p_tenant_id, 'campaign.started', 'campaign', v_campaign.id::text);
    perform app.tell_campaign(p_tenant_id, v_campaign.id);
    if v_why is not null then
      perform app.pause_campaign(p_tenant_id, v_campaign.id, v_why);
      return app.end_campaign_job(v_job, v_sends);
    end if;
  end if;
  if v_campaign.state = 'stopped' then
    with rest as (
      select r.id from public.campaign_recipients r
      where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'queued' order by r.position limit 2000)
    update public.campaign_recipients r set state = 'skipped', reason = 'stopped' from rest
    where r.tenant_id = p_tenant_id and r.id = rest.id;
    if found then
      return jsonb_build_object('state', 'more', 'sends', v_sends);
    end if;
  elsif v_campaign.state is distinct from 'running' then
    return app.end_campaign_job(v_job, v_sends);
  elsif v_campaign.planned_at is null then
    perform app.plan_campaign(v_campaign, 500, p_now);
    perform app.tell_campaign(p_tenant_id, v_campaign.id);
    return jsonb_build_object('state', 'more', 'sends', v_sends);
  elsif v_campaign.held_credits is null then
    v_why := app.hold_campaign_credits(v_campaign);
    if v_why is not null then
      perform app.pause_campaign(p_tenant_id, v_campaign.id, v_why);
      return app.end_campaign_job(v_job, v_sends);
    end if;
    return jsonb_build_object('state', 'more', 'sends', v_sends);
  end if;
  select count(*) into v_sending from public.campaign_recipients r
  where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'sending';
  if not exists (
    select from public.campaign_recipients r where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'queued') then
    if v_sending > 0 then
      return app.rest_campaign(v_campaign, v_job, 'provider', p_now + interval '10 seconds', v_sends);
    end if;
    if v_campaign.closed_at is null then
      perform app.close_campaign(v_campaign, p_now);
    end if;
    return app.end_campaign_job(v_job, v_sends);
  end if;
  v_until := app.campaign_moment(p_tenant_id, (v_campaign.definition ->> 'hour_from')::time, (v_campaign.definition ->> 'hour_to')::time, p_now);
  if v_until is null then
    perform app.pause_campaign(p_tenant_id, v_campaign.id, 'no_hours');
    return app.end_campaign_job(v_job, v_sends);
  elsif v_until > p_now then
    return app.rest_campaign(v_campaign, v_job, 'hours', v_until, v_sends);
  elsif v_sending >= 200 then
    -- what the provider does not take is not heaped up
    return app.rest_campaign(v_campaign, v_job, 'provider', p_now + interval '5 seconds', v_sends);
  end if;
  v_pace := (v_campaign.definition ->> 'per_minute')::integer;
  select v_pace - count(*), min(t.taken_at) into v_left, v_until from (
    select r.taken_at from public.campaign_recipients r
    where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.taken_at > p_now - interval '1 minute'
    order by r.taken_at desc limit v_pace) t;
  if v_left <= 0 then
    return app.rest_campaign(v_campaign, v_job, 'throttle', v_until + interval '1 minute', v_sends);
  end if;
  v_allowed := least(v_allowed, v_left);
  v_tier := app.campaign_tier(p_tenant_id, p_now);
  if v_tier is not null then
    if (v_tier ->> 'left')::integer <= 0 then
      return app.rest_campaign(v_campaign, v_job, 'tier', p_now + interval '15 minutes', v_sends);
    end if;
    v_allowed := least(v_allowed, (v_tier ->> 'left')::integer);
  end if;
  for v_recipient in
    select * from public.campaign_recipients r
    where r.tenant_id = p_tenant_id and r.campaign_id = v_campaign.id and r.state = 'queued' order by r.position limit v_allowed
  loop
    v_sent := app.send_campaign_message(v_campaign, v_recipient, p_now);
    if v_sent ? 'stop' then
      perform app.pause_campaign(p_tenant_id, v_campaign.id, v_sent ->> 'stop');
      return app.end_campaign_job(v_job, v_sends);
    elsif v_sent ? 'message' then
      v_sends := v_sends || jsonb_build_array(v_sent);
    end if;
  end loop;
  update public.campaigns c set waits_for = null, waits_until = null, told_at = clock_timestamp()
  where c.tenant_id = p_tenant_id and c.id = v_campaign.id and (c.waits_for is not null or c.told_at is null or c.told_at < clock_timestamp() - interval '2 seconds');
  if found then
    perform app.tell_campaign(p_tenant_id, v_campaign.id);
  end if;
  return jsonb_build_object('state', 'more', 'sends', v_sends);
end;
$$;
comment on function app.advance_campaign(uuid, bigint, uuid, integer, timestamptz) is
  'Caller: the worker with a lease of a job run_campaign. {state: more (ask again), waits (the job comes again by itself), done, lost; sends: [{message, duplicate, lease}]}.';
revoke execute on function app.advance_campaign(uuid, bigint, uuid, integer, timestamptz) from public, anon, authenticated;
grant execute on function app.advance_campaign(uuid, bigint, uuid, integer, timestamptz) to service_role;
