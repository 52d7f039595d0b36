-- Queue page for administrators (B6, B14), SaaS overview (A1), scheduled functions.

create function public.get_queue_metrics(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return (
    select jsonb_build_object(
      'waiting', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts = 0
        and (j.leased_until is null or j.leased_until < now())),
      'retrying', count(*) filter (where j.finished_at is null and j.dead_at is null and j.attempts > 0
        and (j.leased_until is null or j.leased_until < now())),
      'running', count(*) filter (where j.finished_at is null and j.dead_at is null and j.leased_until >= now()),
      'dead', count(*) filter (where j.dead_at is not null),
      'oldest_waiting_seconds', coalesce(floor(extract(epoch from now() - min(j.created_at)
        filter (where j.finished_at is null and j.dead_at is null))), 0),
      'finished_last_hour', count(*) filter (where j.finished_at >= now() - interval '1 hour'),
      'failed_last_hour', count(*) filter (where j.dead_at >= now() - interval '1 hour'),
      -- what the inbox calls not sent, whether or not its job is still there
      'unsent', (select count(*) from public.conversation_messages m
        where m.tenant_id = p_tenant_id and m.status = 'failed' and m.occurred_at > now() - interval '30 days'
          and m.error_code is distinct from 'cancelled'),
      'unparsed', (select count(*) from app.webhook_events e where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null),
      'per_minute', (
        select jsonb_agg(jsonb_build_object('at', g.minute, 'finished', coalesce(f.finished, 0), 'failed', coalesce(f.failed, 0))
          order by g.minute)
        from generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()), interval '1 minute') g (minute)
        left join (
          select date_trunc('minute', coalesce(d.finished_at, d.dead_at)) as minute,
            count(d.finished_at) as finished, count(d.dead_at) as failed
          from app.jobs d
          where d.tenant_id = p_tenant_id and coalesce(d.finished_at, d.dead_at) >= now() - interval '1 hour'
          group by 1
        ) f on f.minute = g.minute))
    from app.jobs j where j.tenant_id = p_tenant_id);
end;
$$;
comment on function public.get_queue_metrics(uuid) is
  'Caller: owner or admin. {waiting, retrying, running, dead, oldest_waiting_seconds, finished_last_hour, failed_last_hour, unsent: failed messages of thirty days, unparsed, per_minute[60]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

create function public.list_queue_jobs(p_tenant_id uuid, p_state text default 'dead', p_limit integer default 50)
returns table (
  id bigint, kind text, state text, attempts integer, max_attempts integer, run_at timestamptz, last_error text,
  created_at timestamptz, dead_at timestamptz, summary text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select j.id, j.kind,
      case when j.dead_at is not null then 'dead' when j.leased_until >= now() then 'running'
        when j.attempts > 0 then 'retrying' else 'waiting' end,
      j.attempts, j.max_attempts, j.run_at, j.last_error, j.created_at, j.dead_at,
      concat_ws(' · ', coalesce(t.contact_name, t.phone), left(m.body, 80))
    from app.jobs j
    left join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    left join public.conversation_threads t on t.tenant_id = j.tenant_id and t.id = m.thread_id
    where j.tenant_id = p_tenant_id and j.finished_at is null and (p_state = 'dead') = (j.dead_at is not null)
    order by coalesce(j.dead_at, j.created_at) desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_queue_jobs(uuid, text, integer) is
  'Caller: owner or admin. p_state dead|waiting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

-- Puts dead jobs back in the queue; a failed message becomes queued again, unless the person opted out meanwhile.
create function app.revive_jobs(p_tenant_id uuid, p_job_id bigint)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_revived public.conversation_messages[] := '{}';
  v_count int := 0;
begin
  for v_job in
    select * from app.jobs j where j.tenant_id = p_tenant_id and j.dead_at is not null and j.id = coalesce(p_job_id, j.id)
    order by j.line_no for update
  loop
    if v_job.kind = 'send_message' then
      update public.conversation_messages m set
        -- one that may have arrived is looked for before it is sent again
        status = case m.error_code when 'delivery_unknown' then 'sending' else 'queued' end, next_attempt_at = now(),
        error_code = null, error_detail = null
      where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.status = 'failed'
        and not exists (select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = m.thread_id)
      returning * into v_message;
      if found then
        perform app.publish_message(v_message);
        v_revived := v_revived || v_message;
        -- it goes to the end of its line, and places are given to whoever holds the conversation
        perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
      end if;
    end if;
    update app.jobs set
      dead_at = null, attempts = 0, run_at = now(), last_error = null, line_no = nextval('app.line_numbers'), tried_since = null
    where id = v_job.id;
    v_count := v_count + 1;
  end loop;
  -- their failure gave the credits back; last, as the balance is the last to be locked
  foreach v_message in array v_revived loop
    perform app.charge_message(v_message);
  end loop;
  return v_count;
end;
$$;

create function public.replay_job(p_tenant_id uuid, p_job_id bigint)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  if p_job_id is null or app.revive_jobs(p_tenant_id, p_job_id) = 0 then
    raise sqlstate 'PT404' using message = 'job_not_found';
  end if;
end;
$$;
comment on function public.replay_job(uuid, bigint) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 job_not_found, PT402 insufficient_credits.';

create function public.replay_dead_jobs(p_tenant_id uuid)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return app.revive_jobs(p_tenant_id, null);
end;
$$;
comment on function public.replay_dead_jobs(uuid) is 'Caller: owner or admin. How many went back to the queue: all, or none when the credits do not suffice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT402 insufficient_credits.';

create function public.discard_dead_job(p_tenant_id uuid, p_job_id bigint)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  update app.jobs set finished_at = now(), dead_at = null, last_error = concat_ws('; ', last_error, 'discarded')
  where tenant_id = p_tenant_id and id = p_job_id and dead_at is not null;
  if not found then
    raise sqlstate 'PT404' using message = 'job_not_found';
  end if;
end;
$$;
comment on function public.discard_dead_job(uuid, bigint) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 job_not_found.';

create function public.list_unparsed_events(p_tenant_id uuid, p_limit integer default 50)
returns table (event_id text, provider text, event_type text, reason text, received_at timestamptz, payload jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select e.event_key, e.provider, e.event_type, e.reason, e.received_at, e.raw
    from app.webhook_events e
    where e.tenant_id = p_tenant_id and e.outcome = 'unparsed' and e.reviewed_at is null
    order by e.received_at desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_unparsed_events(uuid, integer) is
  'Caller: owner or admin. Authentic events of which something was not understood and that nobody has reviewed, newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

create function public.review_unparsed_events(p_tenant_id uuid, p_event_ids text[], p_reviewed boolean default true)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform app.require_admin(p_tenant_id);
  update app.webhook_events e set reviewed_at = case when p_reviewed then now() end
  where e.tenant_id = p_tenant_id and e.event_key = any (p_event_ids) and e.outcome = 'unparsed'
    -- the primary key begins with the clinic and its channels
    and e.channel_id in (select c.id from public.notification_channels c where c.tenant_id = p_tenant_id)
    and (e.reviewed_at is null) = p_reviewed;
  get diagnostics v_count = row_count;
  return v_count;
end;
$$;
comment on function public.review_unparsed_events(uuid, text[], boolean) is
  'Caller: owner or admin. Takes events off the list of list_unparsed_events, or puts them back (p_reviewed false); they stay stored. How many changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

create function public.saas_list_tenants(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null
)
returns table (
  id uuid, slug text, name text, created_at timestamptz, members bigint, conversations bigint, messages_30d bigint,
  channel text, channel_state text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select t.id, t.slug, t.name, t.created_at,
      (select count(*) from public.tenant_members m where m.tenant_id = t.id and m.status = 'active'),
      (select count(*) from public.conversation_threads h where h.tenant_id = t.id),
      -- by conversation, because the timeline index then reads no more than these thirty days
      (select count(*) from public.conversation_threads h
        join public.conversation_messages g on g.tenant_id = h.tenant_id and g.thread_id = h.id
          and g.occurred_at >= now() - interval '30 days'
        where h.tenant_id = t.id and h.last_message_at >= now() - interval '30 days'),
      c.provider, c.connection_state
    from public.tenants t
    left join public.notification_channels c on c.tenant_id = t.id and c.is_active
    where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
      and (p_after_name is null or (t.name, t.id) > (p_after_name, coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
    order by t.name, t.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_tenants(text, integer, text, uuid) is
  'Caller: SaaS administrators. Clinics by name with their size; pass the last row''s name and id for the next page. Errors: PT401 not_signed_in, PT403 forbidden.';

revoke execute on function public.get_queue_metrics(uuid), public.list_queue_jobs(uuid, text, integer),
  app.revive_jobs(uuid, bigint), public.replay_job(uuid, bigint), public.replay_dead_jobs(uuid),
  public.discard_dead_job(uuid, bigint), public.list_unparsed_events(uuid, integer),
  public.review_unparsed_events(uuid, text[], boolean), public.saas_list_tenants(text, integer, text, uuid) from public, anon, authenticated;
grant execute on function public.get_queue_metrics(uuid), public.list_queue_jobs(uuid, text, integer),
  public.replay_job(uuid, bigint), public.replay_dead_jobs(uuid), public.discard_dead_job(uuid, bigint),
  public.list_unparsed_events(uuid, integer), public.review_unparsed_events(uuid, text[], boolean),
  public.saas_list_tenants(text, integer, text, uuid) to authenticated;

-- On a hosted project the clock is pg_cron + pg_net; the address and key come from the vault (HANDOFF.md says how).
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_cron')
    and exists (select from pg_available_extensions where name = 'pg_net')
    and to_regclass('vault.decrypted_secrets') is not null then
    create extension if not exists pg_cron with schema pg_catalog;
    create extension if not exists pg_net with schema extensions;
  end if;
end $$;

create function app.call_scheduled_function(p_name text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_call record;
begin
  select s.function_name, s.body into v_call from app.scheduled_functions s where s.name = p_name and s.enabled;
  if found then
    -- net and vault exist on hosted projects only, so their names are resolved when this runs
    execute $call$
      select net.http_post(
        url := (select decrypted_secret from vault.decrypted_secrets where name = 'project_url') || '/functions/v1/' || $1,
        headers := jsonb_build_object('content-type', 'application/json',
          'apikey', (select decrypted_secret from vault.decrypted_secrets where name = 'cron_key')),
        body := $2)
    $call$ using v_call.function_name, v_call.body;
  end if;
end;
$$;
revoke execute on function app.call_scheduled_function(text) from public, anon, authenticated;

-- Whatever is scheduled, now or by a later migration, is told to the clock; the same name twice is one.
create function app.tg_scheduled_functions__tell_clock()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_regprocedure('cron.schedule(text,text,text)') is not null then
    execute 'select cron.schedule($1, $2, $3)'
    using 'zelo:' || new.name, new.schedule, format('select app.call_scheduled_function(%L)', new.name);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_scheduled_functions__tell_clock() from public, anon, authenticated;
create trigger scheduled_functions_tell_clock after insert or update of name, schedule on app.scheduled_functions
  for each row execute function app.tg_scheduled_functions__tell_clock();
update app.scheduled_functions set schedule = schedule where true;
