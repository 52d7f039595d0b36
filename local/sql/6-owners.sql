-- Migration history of the supabase CLI, then owners, row security and grants of the service tables.
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text, created_by text, idempotency_key text unique, rollback text[]);
alter schema supabase_migrations owner to postgres; alter table supabase_migrations.schema_migrations owner to postgres;

-- ---------------------------------------------------------------- owners, RLS, grants on service tables
do $$
declare o record; adm text;
begin
  for o in select n.nspname, c.oid::regclass::text rel, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname in ('auth', 'storage', 'realtime') and c.relkind in ('r', 'p') loop
    adm := case o.nspname when 'auth' then 'supabase_auth_admin' when 'storage' then 'supabase_storage_admin' else 'supabase_realtime_admin' end;
    execute format('alter table %s owner to %I', o.rel, adm);
    execute format('alter table %s enable row level security', o.rel);
    if o.nspname = 'auth' then execute format('grant all on %s to postgres, dashboard_user', o.rel); end if;
    if o.nspname = 'storage' and o.rel in ('storage.buckets', 'storage.objects') then execute format('grant all on %s to postgres with grant option', o.rel); end if;
  end loop;
  for o in select n.nspname, p.oid::regprocedure::text fn from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('auth', 'storage', 'realtime') loop
    execute format('alter function %s owner to %I', o.fn, case o.nspname when 'auth' then 'supabase_auth_admin' when 'storage' then 'supabase_storage_admin' else 'supabase_realtime_admin' end);
    execute format('grant execute on function %s to postgres, anon, authenticated, service_role', o.fn);
  end loop;
  grant usage on all sequences in schema auth to postgres;
  revoke all on auth.schema_migrations, storage.migrations from postgres, anon, authenticated, service_role;
end $$;
