-- Only for tests: stand-ins for vault, pg_cron and pg_net, PostgREST's reload triggers, and event triggers
-- that refuse the DDL which a hosted project refuses.
do $stubs$
begin
  create schema vault;                                                           -- preinstalled on hosted (supabase_vault)
  create table vault.secrets (id uuid primary key default gen_random_uuid(), name text unique, description text not null default '', secret text not null, key_id uuid, nonce bytea, created_at timestamptz not null default now(), updated_at timestamptz not null default now());
  create view vault.decrypted_secrets as select id, name, description, secret, secret as decrypted_secret, key_id, nonce, created_at, updated_at from vault.secrets;
  create function vault.create_secret(new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null) returns uuid language sql as $$ insert into vault.secrets (secret, name, description) values (new_secret, new_name, new_description) returning id $$;
  create function vault.update_secret(secret_id uuid, new_secret text default null, new_name text default null, new_description text default null, new_key_id uuid default null) returns void language sql as $$ update vault.secrets set secret = coalesce(new_secret, secret), name = coalesce(new_name, name), description = coalesce(new_description, description), updated_at = now() where id = secret_id $$;
  revoke all on schema vault from public; grant usage on schema vault to postgres, service_role;
  grant select, delete on vault.secrets, vault.decrypted_secrets to postgres, service_role; grant insert, update on vault.secrets to postgres;
  revoke execute on all functions in schema vault from public; grant execute on all functions in schema vault to postgres, service_role;

  create schema cron;                                                            -- pg_cron: extension you enable on hosted
  create table cron.job (jobid bigserial primary key, schedule text not null, command text not null, nodename text default 'localhost', nodeport int default 5432, database text default current_database(), username text default current_user, active boolean default true, jobname text unique);
  create table cron.job_run_details (jobid bigint, runid bigserial primary key, status text, return_message text, start_time timestamptz, end_time timestamptz);
  create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql security definer set search_path = '' as $$ insert into cron.job (jobname, schedule, command, username) values (job_name, schedule, command, 'postgres') on conflict (jobname) do update set schedule = excluded.schedule, command = excluded.command returning jobid $$;
  create function cron.unschedule(job_name text) returns boolean language plpgsql security definer set search_path = '' as $$ begin delete from cron.job where jobname = job_name; if not found then raise exception 'could not find valid entry for job ''%''', job_name; end if; return true; end $$;
  revoke all on schema cron from public; grant usage on schema cron to postgres with grant option; grant select on cron.job to postgres; grant all on cron.job_run_details to postgres;
  revoke execute on all functions in schema cron from public; grant execute on all functions in schema cron to postgres;

  create schema net;                                                             -- pg_net: request is queued, never sent here
  create table net.http_request_queue (id bigserial primary key, method text, url text, headers jsonb, body bytea, timeout_milliseconds int, queued_at timestamptz default now());
  create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds int default 5000) returns bigint language sql security definer set search_path = '' as $$ insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds) values ('POST', url, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds) returning id $$;
  create function net.http_get(url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds int default 5000) returns bigint language sql security definer set search_path = '' as $$ insert into net.http_request_queue (method, url, headers, timeout_milliseconds) values ('GET', url, headers, timeout_milliseconds) returning id $$;
  grant usage on schema net to postgres, anon, authenticated, service_role;
  grant select, delete on net.http_request_queue to postgres;
end $stubs$;

create function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$
begin
  if exists (select from pg_event_trigger_ddl_commands() c where c.schema_name is distinct from 'pg_temp' and c.command_tag ~ '^(CREATE|ALTER) (SCHEMA|TABLE|VIEW|MATERIALIZED VIEW|FUNCTION|TRIGGER|TYPE|RULE|FOREIGN TABLE)|^COMMENT$|^SELECT INTO$') then notify pgrst, 'reload schema'; end if;
end $$;
create function extensions.pgrst_drop_watch() returns event_trigger language plpgsql as $$
begin
  if exists (select from pg_event_trigger_dropped_objects() o where not o.is_temporary and o.object_type in ('schema','table','foreign table','view','materialized view','function','trigger','type','rule')) then notify pgrst, 'reload schema'; end if;
end $$;
create event trigger pgrst_ddl_watch  on ddl_command_end execute function extensions.pgrst_ddl_watch();
create event trigger pgrst_drop_watch on sql_drop        execute function extensions.pgrst_drop_watch();

do $guard$
begin
  create function extensions.hosted_guard_ddl() returns event_trigger language plpgsql as $$
  declare c record;
  begin
    if current_user <> 'postgres' or (select rolsuper from pg_roles where rolname = current_user) then return; end if;
    for c in select * from pg_event_trigger_ddl_commands() loop
      -- allowed on hosted: policies, triggers, grants, comments, publication membership
      if c.schema_name in ('auth', 'storage', 'realtime') and c.command_tag not in ('CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER', 'GRANT', 'REVOKE', 'COMMENT', 'ALTER PUBLICATION', 'CREATE PUBLICATION') then
        raise exception 'must be owner of % (a hosted project refuses % in schema %)', c.object_identity, c.command_tag, c.schema_name using errcode = '42501';
      end if;
    end loop;
  end $$;
  create function extensions.hosted_guard_drop() returns event_trigger language plpgsql as $$
  declare o record;
  begin
    if current_user <> 'postgres' or (select rolsuper from pg_roles where rolname = current_user) then return; end if;
    for o in select * from pg_event_trigger_dropped_objects() where original loop
      if o.schema_name in ('auth', 'storage', 'realtime') and o.object_type not in ('policy', 'trigger') then
        raise exception 'must be owner of % (a hosted project refuses DROP in schema %)', o.object_identity, o.schema_name using errcode = '42501';
      end if;
    end loop;
  end $$;
  create event trigger hosted_guard_ddl  on ddl_command_end execute function extensions.hosted_guard_ddl();
  create event trigger hosted_guard_drop on sql_drop        execute function extensions.hosted_guard_drop();
end $guard$;
