-- The roles of a hosted project. `postgres` owns the project and is not a superuser.
do $$
declare r record;
begin
  for r in select * from (values
    ('supabase_admin',             'superuser createdb createrole replication bypassrls login'),
    ('postgres',                   'nosuperuser createdb createrole replication bypassrls login'),
    ('anon',                       'nologin inherit'),
    ('authenticated',              'nologin inherit'),
    ('service_role',               'nologin inherit bypassrls'),
    ('authenticator',              'login noinherit'),
    ('supabase_auth_admin',        'login noinherit'),
    ('supabase_storage_admin',     'login noinherit'),
    ('supabase_realtime_admin',    'login noinherit'),
    ('supabase_functions_admin',   'login noinherit'),
    ('supabase_replication_admin', 'login replication'),
    ('supabase_etl_admin',         'login replication'),
    ('supabase_read_only_user',    'login bypassrls'),
    ('dashboard_user',             'nologin createdb createrole replication'),
    ('pgbouncer',                  'login')) v(name, opts)
  loop
    if not exists (select from pg_roles where rolname = r.name) then
      execute format('create role %I %s', r.name, r.opts);
    end if;
  end loop;
end $$;
grant anon, authenticated, service_role to authenticator, supabase_storage_admin, supabase_realtime_admin;
grant anon, authenticated, service_role to postgres with admin option;
grant pg_read_all_data to supabase_read_only_user;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
-- A hosted project lets postgres manage policies and triggers on service tables through supautils. Plain Postgres
-- asks for ownership, so postgres inherits from the owners without being able to become them.
grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin to postgres with inherit true, set false;
-- Settings of `authenticator` are what configures the Data API; supautils lets postgres change them.
grant authenticator to postgres with admin option, inherit false, set false;
grant set on parameter pgrst.db_pre_request, pgrst.db_plan_enabled to postgres;
alter role postgres password 'postgres';
alter role anon          set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role postgres      set search_path = "$user", public, extensions;
alter role supabase_auth_admin    set search_path = auth;
alter role supabase_storage_admin set search_path = storage;
do $$ begin
  execute format('grant all on database %I to postgres', current_database());
  execute format('alter database %I owner to postgres', current_database());
  execute format('alter database %I set timezone = %L', current_database(), 'UTC');
end $$;
