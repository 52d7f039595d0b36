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

create extension if not exists btree_gist with schema extensions;

create extension if not exists fuzzystrmatch with schema extensions;

grant usage on schema app to authenticated, service_role;

comment on schema app is 'Internals: policy helpers, jobs, webhook events and the functions behind the edge functions. Never exposed by the Data API.';
comment on schema app_private is 'Secrets. No API role has usage.';

grant usage on schema app to service_role;
