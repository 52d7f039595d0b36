-- Baseline of the domain platform: everything that supabase/schemas/platform held when the history began.
set check_function_bodies = off;

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

do $$
begin
  if exists (select from pg_roles where rolname = 'authenticator') then
    alter role authenticator set pgrst.db_pre_request = 'public.pre_request';
    alter role authenticator set pgrst.db_plan_enabled = 'false';
    notify pgrst, 'reload config';
  end if;
end $$;

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
revoke execute on function public.discard_dead_job(uuid, bigint) from public, anon, authenticated;
grant execute on function public.discard_dead_job(uuid, bigint) to authenticated;

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
revoke execute on function public.get_queue_metrics(uuid) from public, anon, authenticated;
grant execute on function public.get_queue_metrics(uuid) to authenticated;

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
revoke execute on function public.list_queue_jobs(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_queue_jobs(uuid, text, integer) to authenticated;

-- What the Data API refuses before it looks at a table. PostgREST calls the function in the transaction of every request,
-- as the caller's role, with request.method, request.path and request.headers set.
--
-- A planner's estimate does not ask row security: counts of it tell anybody how much other clinics have and, with filters,
-- what. PostgREST estimates for reads of tables and views only, when a Prefer header says count=planned or estimated. Of a
-- header that comes twice request.headers holds one, so a read of a table may not carry the header at all.
create function public.pre_request()
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_headers jsonb := coalesce(nullif(current_setting('request.headers', true), ''), '{}');
  v_reads_table boolean := current_setting('request.method', true) in ('GET', 'HEAD')
    and current_setting('request.path', true) not like '/rpc/%';
begin
  if current_user = 'service_role' then
    return;
  end if;
  if (v_reads_table and v_headers ? 'prefer')
    or regexp_replace(v_headers ->> 'prefer', '[\s"]', '', 'g') ~* 'count=(planned|estimated)'
    or v_headers ->> 'accept' ~* 'vnd\.pgrst\.plan'
  then
    raise sqlstate 'PT400' using message = 'estimates_not_offered', hint = 'Read the table without a Prefer header.';
  end if;
end;
$$;
comment on function public.pre_request() is
  'Caller: the Data API, before each request. Refuses what would show a planner''s estimate to anybody but the service. Errors: PT400 estimates_not_offered.';
revoke execute on function public.pre_request() from public, anon, authenticated;
grant execute on function public.pre_request() to anon, authenticated, service_role;

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
revoke execute on function public.replay_dead_jobs(uuid) from public, anon, authenticated;
grant execute on function public.replay_dead_jobs(uuid) to authenticated;

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
revoke execute on function public.replay_job(uuid, bigint) from public, anon, authenticated;
grant execute on function public.replay_job(uuid, bigint) to authenticated;

alter default privileges revoke execute on functions from public;

alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;

alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

create schema app;

create schema app_private;

create schema if not exists extensions;

create extension if not exists pgcrypto with schema extensions;

create extension if not exists unaccent with schema extensions;

create extension if not exists pg_trgm with schema extensions;

create extension if not exists btree_gin with schema extensions;

grant usage on schema app to authenticated, service_role;

comment on schema app is 'Internals: policy helpers, jobs, webhook events and the functions behind the edge functions. Never exposed by the Data API.';
comment on schema app_private is 'Secrets. No API role has usage.';

grant usage on schema app to service_role;

create sequence app.line_numbers;

-- Settings of the whole installation (one row).
create table app.settings (
  only_row boolean primary key default true,
  single_tenant boolean not null default false,
  constraint settings_has_one_row check (only_row)
);

alter table app.settings enable row level security;

-- Tables of app and app_private are reached through functions only; select_nobody says so on each of them.
create policy select_nobody on app.settings for select to authenticated using (false);

comment on table app.settings is 'One row. single_tenant: sign-up creates no clinic and the interface hides every clinic picker.';

-- 5 s, 10 s, 20 s … up to 15 min, with ±20 % jitter so that a recovering provider is not hit by all at once.
create function app.backoff(p_attempts integer)
returns interval
language sql
volatile
set search_path = ''
as $$
  select make_interval(secs => least(900, 5 * power(2, greatest(p_attempts, 1) - 1)) * (0.8 + random() * 0.4));
$$;
revoke execute on function app.backoff(integer) from public, anon, authenticated;
grant execute on function app.backoff(integer) to service_role;

create function app.broadcast(p_tenant_id uuid, p_event text, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into realtime.messages (topic, extension, event, payload, private)
  values ('tenant:' || p_tenant_id, 'broadcast', p_event, p_payload, true);
end;
$$;
revoke execute on function app.broadcast(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.broadcast(uuid, text, jsonb) to service_role;

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

create function app.fail_job(p_job_id bigint, p_lease_token uuid, p_error text, p_permanent boolean, p_retry_after_seconds integer)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
begin
  update app.jobs j set
    last_error = left(p_error, 2000),
    lease_token = null,
    leased_until = null,
    dead_at = case when p_permanent or j.attempts >= j.max_attempts then now() end,
    run_at = now() + greatest(app.backoff(j.attempts), make_interval(secs => coalesce(p_retry_after_seconds, 0)))
  where j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if v_job.dead_at is not null and v_job.kind = 'send_message' then
    -- nobody works on it any more: it must not look as if somebody did
    perform app.fail_message(v_job.tenant_id, (v_job.payload ->> 'message_id')::uuid, 'delivery_unknown', p_error);
  end if;
  return case when v_job.id is null then null when v_job.dead_at is null then 'retry' else 'dead' end;
end;
$$;
comment on function app.fail_job(bigint, uuid, text, boolean, integer) is 'Caller: worker that holds the lease. ''retry'' or ''dead''; NULL when the lease was lost.';
revoke execute on function app.fail_job(bigint, uuid, text, boolean, integer) from public, anon, authenticated;
grant execute on function app.fail_job(bigint, uuid, text, boolean, integer) to service_role;

create function app.finish_job(p_job_id bigint, p_lease_token uuid)
returns boolean
language sql
set search_path = ''
as $$
  update app.jobs set finished_at = now(), lease_token = null, leased_until = null
  where id = p_job_id and lease_token = p_lease_token and finished_at is null and dead_at is null
  returning true;
$$;
comment on function app.finish_job(bigint, uuid) is 'Caller: worker that holds the lease. NULL when the lease was lost: nothing changed.';
revoke execute on function app.finish_job(bigint, uuid) from public, anon, authenticated;
grant execute on function app.finish_job(bigint, uuid) to service_role;

-- One address, lower case: mail programs read a list where there is a comma, a name where there are brackets, and a server
-- of somebody's choice where there is an address literal.
create function app.is_email(p_email text)
returns boolean
language sql
immutable
parallel safe
set search_path = ''
as $$
  select coalesce(p_email = lower(app.normalize_name(p_email)) and char_length(p_email) <= 254
    and p_email ~ '^[^@\s,;:<>()\[\]"\\]+@([[:alnum:]]([[:alnum:]-]*[[:alnum:]])?\.)+[[:alpha:]]([[:alnum:]-]*[[:alnum:]])$', false);
$$;
comment on function app.is_email(text) is 'True when the text is one e-mail address in lower case, at a domain that has a name.';
revoke execute on function app.is_email(text) from public, anon, authenticated;
grant execute on function app.is_email(text) to authenticated, service_role;

-- The same for words of several lines: each line by itself, without empty ones around them.
create function app.normalize_lines(p_words text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(string_agg(app.normalize_name(l.line), E'\n' order by l.n), E'\n')
  from regexp_split_to_table(p_words, '\r\n|[\n\r\u0085\u2028\u2029]') with ordinality l (line, n);
$$;
comment on function app.normalize_lines(text) is 'Words of several lines, each as app.normalize_name leaves it.';
revoke execute on function app.normalize_lines(text) from public, anon, authenticated;
grant execute on function app.normalize_lines(text) to authenticated, service_role;

-- A name of a clinic, a person or a thing as mails and lists show it: one line, composed letters, single spaces, nothing that
-- cannot be seen and nothing that turns the reading direction. What holds an emoji together stays: joiners between two of
-- them, the selector after one, the tags of a flag.
create function app.normalize_name(p_name text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(regexp_replace(regexp_replace(regexp_replace(
    normalize(p_name, nfc),
    '(?<![\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF\uFE0F])\u200D|\u200D(?![\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF])'
    || '|(?<![0-9#*\u00A9\u00AE\u203C\u2049\u2122\u2139\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\u3030\u303D\u3297\u3299\U0001F000-\U0001FAFF])\uFE0F'
    || '|(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0020-\U000E007F]+', '', 'g'),
    '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E001F\U000E0100-\U000E0FFF]+', '', 'g'),
    '[\s\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+', ' ', 'g'));
$$;
comment on function app.normalize_name(text) is 'A name on one line: NFC, single spaces, without control, invisible and direction characters.';
revoke execute on function app.normalize_name(text) from public, anon, authenticated;
grant execute on function app.normalize_name(text) to authenticated, service_role;

-- Search key of a text: lower case, without accents, single spaces.
create function app.normalize_text(p_text text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(regexp_replace(lower(extensions.unaccent('extensions.unaccent'::regdictionary, p_text)), '\s+', ' ', 'g'));
$$;
comment on function app.normalize_text(text) is 'Lower case, accents stripped, white space collapsed. Used for search keys and keyword matching.';
revoke execute on function app.normalize_text(text) from public, anon, authenticated;
grant execute on function app.normalize_text(text) to authenticated, service_role;

create function app.require_name(p_name text, p_longest integer default 120)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_name text := app.normalize_name(left(p_name, 1000));
begin
  if v_name is null or char_length(v_name) not between 2 and p_longest then
    raise sqlstate 'PT400' using message = 'invalid_name', detail = format('A name has 2 to %s characters.', p_longest);
  end if;
  return v_name;
end;
$$;
comment on function app.require_name(text, integer) is 'The name as app.normalize_name leaves it. Errors: PT400 invalid_name.';
revoke execute on function app.require_name(text, integer) from public, anon, authenticated;
grant execute on function app.require_name(text, integer) to authenticated, service_role;

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
revoke execute on function app.revive_jobs(uuid, bigint) from public, anon, authenticated;

create function app.tg_any__touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;
revoke execute on function app.tg_any__touch_updated_at() from public, anon, authenticated;

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

insert into app.settings default values
on conflict (only_row) do nothing;

create table app.scheduled_functions (
  name text primary key,
  function_name text not null,
  schedule text not null,
  body jsonb not null default '{}',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

alter table app.scheduled_functions enable row level security;

create policy select_nobody on app.scheduled_functions for select to authenticated using (false);

create trigger scheduled_functions_tell_clock after insert or update of name, schedule on app.scheduled_functions
  for each row execute function app.tg_scheduled_functions__tell_clock();

comment on table app.scheduled_functions is 'Edge functions that run on a clock (cron expressions, UTC). pg_cron on a hosted project, the local scheduler otherwise.';

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
