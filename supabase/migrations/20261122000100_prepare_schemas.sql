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

revoke execute on function app.normalize_name(text), app.normalize_lines(text), app.require_name(text, integer), app.is_email(text)
  from public, anon, authenticated;
grant execute on function app.normalize_name(text), app.normalize_lines(text), app.require_name(text, integer), app.is_email(text)
  to authenticated, service_role;

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
