-- What conversations are called, and how they are found by it.

-- A name from the clinic's phone for somebody who may never have written: it is there when the conversation begins, and
-- again when a typed name is taken back.
create table app.known_names (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  address text not null,
  name text not null,
  name_source text not null,
  primary key (tenant_id, address)
);
alter table app.known_names enable row level security;
create policy select_nobody on app.known_names for select to authenticated using (false);
comment on table app.known_names is 'The best name that a provider gave for an address, as conversation_addresses writes it. What people call themselves is not kept here: it comes with their messages.';

-- Which of two names is shown. A typed one stands for ever; then what the clinic saved on its phone, what WhatsApp verified,
-- what people call themselves. One without a letter ("." or a flower) is no name, unless somebody typed it or it is a group's.
create function app.name_rank(p_name text, p_source text)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case
    when p_name is null then 0
    when p_source = 'person' then 5
    when p_source = 'group' then 4
    when p_name !~ '[A-Za-z\u00aa\u00ba\u00c0-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefc\U0001d400-\U0001d7ff]' then 0
    when p_source = 'address_book' then 3
    when p_source = 'business' then 2
    else 1
  end;
end;
$$;
comment on function app.name_rank(text, text) is 'The rule of names: the higher rank is shown; 0 is no name.';

create function app.takes_name(p_name text, p_source text, p_new_name text, p_new_source text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return app.name_rank(p_new_name, p_new_source) > app.name_rank(p_name, p_source)
    -- what people call themselves changes with their mood
    or p_new_name <> p_name and p_new_source = p_source and p_new_source in ('address_book', 'business', 'group')
      and app.name_rank(p_new_name, p_new_source) > 0;
end;
$$;
comment on function app.takes_name(text, text, text, text) is 'True when the new name takes the place of the present one: it is of a higher rank, or the same source changed it.';

-- The name of a conversation that begins: the one that comes with it, or a better one that was known before.
create function app.first_name(
  p_tenant_id uuid, p_keys text[], p_name text, p_source text, out name text, out name_source text
)
language plpgsql
stable
set search_path = ''
as $$
begin
  select s.name, s.name_source into name, name_source from (
    select nullif(app.normalize_name(left(p_name, 200)), '') as name, p_source as name_source
    union all
    select n.name, n.name_source from app.known_names n where n.tenant_id = p_tenant_id and n.address = any (p_keys)
  ) s
  where app.name_rank(s.name, s.name_source) > 0
  order by app.name_rank(s.name, s.name_source) desc limit 1;
end;
$$;

-- A name as a person typed it; NULL when nothing is left.
create function app.typed_name(p_name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return nullif(app.normalize_name(left(app.normalize_name(left(p_name, 1000)), 120)), '');
end;
$$;

create function public.rename_conversation(p_tenant_id uuid, p_thread_key text, p_name text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text := app.typed_name(p_name);
  v_source text := 'person';
begin
  if v_name is null then
    select f.name, f.name_source into v_name, v_source from app.first_name(p_tenant_id, array(
      select a.address from public.conversation_addresses a where a.tenant_id = p_tenant_id and a.thread_id = v_row.id), null, null) f;
  end if;
  if (v_row.contact_name, v_row.name_source) is not distinct from (v_name, v_source) then
    return v_row;
  end if;
  update public.conversation_threads t set contact_name = v_name, name_source = v_source, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if v_row.contact_name is not null then
    perform app.note_event(v_row, 'renamed', clock_timestamp(), null, v_row.contact_name);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.rename_conversation(uuid, text, text) is
  'Caller: members. A typed name stands whatever providers say later; an empty one gives the name back to them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

-- Words and numbers by which a conversation is found. A table of its own: every message updates a conversation, and only a
-- new name or phone is to touch this index.
create table app.conversation_search (
  tenant_id uuid not null,
  thread_id uuid not null,
  words text not null,
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);
create index conversation_search_words on app.conversation_search using gin (tenant_id, words extensions.gin_trgm_ops)
  -- names change seldom: better each is put into its place than that searches read a list of pending ones
  with (fastupdate = off);
alter table app.conversation_search enable row level security;
create policy select_nobody on app.conversation_search for select to authenticated using (false);
comment on table app.conversation_search is 'What app.find_conversations looks in: the words of the name, each after a space, and the phone with and without its ninth digit.';

-- Letters and digits of a text, without case and accents, one space between words.
create function app.search_words(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return btrim(regexp_replace(app.normalize_text(p_text), '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\ufeff]+', ' ', 'g'));
end;
$$;

create function app.tg_conversation_threads__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.conversation_search (tenant_id, thread_id, words)
  values (new.tenant_id, new.id, concat_ws(' ', '', app.search_words(new.contact_name), substr(new.phone, 2),
    case when new.phone ~ '^\+55[1-9][1-9]9[0-9]{8}$' then substr(new.phone, 2, 4) || right(new.phone, 8) end))
  on conflict (tenant_id, thread_id) do update set words = excluded.words;
  return null;
end;
$$;
create trigger conversation_threads_index_words_of_new after insert on public.conversation_threads
  for each row execute function app.tg_conversation_threads__index_words();
create trigger conversation_threads_index_words after update of contact_name, phone on public.conversation_threads
  for each row when (old.contact_name is distinct from new.contact_name or old.phone is distinct from new.phone)
  execute function app.tg_conversation_threads__index_words();

-- What somebody typed into the search, as a condition on conversation_search.words: every word in any order, a beginning is
-- enough, "de" and "da" aside; digits from anywhere in the phone. NULL when there is nothing to look for.
create function app.search_condition(p_search text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := left(p_search, 200);
  v_digits text;
  v_words text[];
begin
  if v_text ~ '^[\s0-9()+./\u00a0\u2010-\u2015-]*[0-9][\s0-9()+./\u00a0\u2010-\u2015-]*$' then
    -- one number, in any form; a part of it may begin with a trunk zero, or with a zero of its own
    v_digits := regexp_replace(v_text, '[^0-9]', '', 'g');
    return (
      select '(' || string_agg(distinct format('s.words like %L', '%' || d || '%'), ' or ') || ')'
      from unnest(array[v_digits, substr(app.normalize_phone(v_text), 2), regexp_replace(v_digits, '^0+(?=[1-9])', ''),
        regexp_replace(v_digits, '^(00)?550+(?=[1-9])', '55')]) d where d is not null);
  end if;
  v_words := string_to_array(nullif(app.search_words(v_text), ''), ' ');
  if not v_words <@ array['de', 'da', 'do', 'dos', 'das', 'e'] then
    v_words := array(select w from unnest(v_words) w where w <> all (array['de', 'da', 'do', 'dos', 'das', 'e']));
  end if;
  return (
    select string_agg(format('s.words like %L', case when w ~ '^[0-9]+$' then '%' else '% ' end || w || '%'), ' and ')
    from unnest(v_words[1:10]) w);
end;
$$;

create function app.find_conversations(p_tenant_id uuid, p_search text)
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.thread_id from app.conversation_search s where s.tenant_id = $1 and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id;
end;
$$;
comment on function app.find_conversations(uuid, text) is
  'Caller: members, through list_conversations. Ids of the clinic''s conversations that a search finds by name or phone. Errors: PT401 not_signed_in, PT403 not_a_member.';

revoke execute on function app.name_rank(text, text), app.takes_name(text, text, text, text), app.first_name(uuid, text[], text, text),
  app.typed_name(text), public.rename_conversation(uuid, text, text), app.search_words(text),
  app.tg_conversation_threads__index_words(), app.search_condition(text), app.find_conversations(uuid, text)
  from public, anon, authenticated;
grant execute on function public.rename_conversation(uuid, text, text), app.search_words(text), app.search_condition(text),
  app.find_conversations(uuid, text) to authenticated;
