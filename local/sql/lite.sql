-- What @supabase/lite 0.10 needs beyond a hosted database. It runs as `lite_app`, which is no superuser and owns
-- nothing, so the blanket grants that stock lite issues cannot reach the tables of the product.
do $$ begin
  if not exists (select from pg_roles where rolname = 'lite_app') then
    create role lite_app login noinherit;
  end if;
end $$;
alter role lite_app password 'lite_app';
grant anon, authenticated, service_role to lite_app with inherit false, set true;
-- Auth tables are read and written outside of any API role.
grant supabase_auth_admin to lite_app with inherit true, set false;
-- lite reads information_schema, which hides what a role cannot see; requests still run as the API roles.
grant pg_read_all_data to lite_app with inherit true, set false;
-- lite makes text ids for refresh tokens where GoTrue has a sequence.
alter table auth.refresh_tokens alter column id drop default, alter column id type text;
drop sequence if exists auth.refresh_tokens_id_seq;
