-- Schemas and default privileges. Nothing is reachable unless a later migration grants it by name:
-- `public` is what the Data API exposes, `app` holds internals that policies and edge functions use,
-- `app_private` holds secrets and is reachable by no API role at all.

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

-- Settings of the whole installation (one row).
create table app.settings (
  only_row boolean primary key default true,
  single_tenant boolean not null default false,
  constraint settings_has_one_row check (only_row)
);
alter table app.settings enable row level security;
-- Tables of app and app_private are reached through functions only; select_nobody says so on each of them.
create policy select_nobody on app.settings for select to authenticated using (false);
insert into app.settings default values;
comment on table app.settings is 'One row. single_tenant: sign-up creates no clinic and the interface hides every clinic picker.';

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
