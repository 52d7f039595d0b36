-- search: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."conversation_search"
  DROP CONSTRAINT "conversation_search_tenant_id_thread_id_fkey";

DROP FUNCTION "app"."search_condition"(text);

DROP TABLE "app"."conversation_search";

CREATE EXTENSION "fuzzystrmatch" SCHEMA "extensions";

CREATE TABLE "app"."message_words" (
  "tenant_id"   uuid                     NOT NULL,
  "message_id"  uuid                     NOT NULL,
  "occurred_at" timestamp with time zone NOT NULL,
  "words"       tsvector                 NOT NULL,
  CONSTRAINT "message_words_pkey" PRIMARY KEY (tenant_id, message_id)
);

ALTER TABLE "app"."message_words"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."search_entries" (
  "tenant_id" uuid NOT NULL,
  "kind"      text NOT NULL,
  "record_id" uuid NOT NULL,
  "title"     text NOT NULL,
  "name"      text NOT NULL,
  "words"     text NOT NULL,
  CONSTRAINT "search_entries_pkey" PRIMARY KEY (tenant_id, kind, record_id)
);

ALTER TABLE "app"."search_entries"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."search_kinds" (
  "kind"     text     NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT "search_kinds_pkey" PRIMARY KEY (kind)
);

ALTER TABLE "app"."search_kinds"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.find_conversations (
  p_tenant_id uuid,
  p_search    text
)
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.record_id from app.search_entries s where s.tenant_id = $1 and s.kind = ''conversation'' and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.find_entries (
  p_tenant_id uuid,
  p_search    text,
  p_kinds     text[],
  p_limit     integer
)
  RETURNS TABLE (
    kind      text,
    record_id uuid,
    title     text,
    distance  integer
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_words text := app.search_words(left(p_search, 200));
  v_list text[] := string_to_array(nullif(app.search_words(left(p_search, 200)), ''), ' ');
  v_strict text := app.search_condition(p_search);
begin
  if v_strict is null or v_words ~ '^[0-9 ]+$' and char_length(replace(v_words, ' ', '')) < 4 then
    return;
  end if;
  return query execute format($query$
    select f.kind, f.record_id, f.title, f.distance from (
      select s.kind, s.record_id, s.title, k.position,
        case
          when s.name = $3 or s.words like '%% #' || replace($3, ' ', '') then 0
          when ' ' || s.words || ' ' like all (select '%% ' || w || ' %%' from unnest($4) w) then 1
          when s.words like '%% #' || replace($3, ' ', '') || '%%' then 1
          else 2
        end as distance
      from app.search_entries s join app.search_kinds k on k.kind = s.kind
      where s.tenant_id = $1 and ($2::text[] is null or s.kind = any ($2)) and %s
      order by distance, k.position, s.title, s.record_id
      limit $5) f$query$, v_strict)
    using p_tenant_id, p_kinds, v_words, v_list, p_limit;
  if found or not exists (select from unnest(v_list) w where char_length(w) >= 5 and w !~ '[0-9]') then
    return;
  end if;
  -- nobody is called so: perhaps a letter is wrong
  return query execute format($query$
    select s.kind, s.record_id, s.title, 3
    from app.search_entries s join app.search_kinds k on k.kind = s.kind
    where s.tenant_id = $1 and ($2::text[] is null or s.kind = any ($2)) and %s
      and not exists (
        select from unnest($4) w where s.words not like '%% ' || w || '%%' and not exists (
          select from unnest(string_to_array(s.words, ' ')) has
          where app.is_one_letter_off(w, has) or app.is_one_letter_off(w, left(has, char_length(w)))))
    order by k.position, s.title, s.record_id
    limit $5$query$, app.search_condition(p_search, true))
    using p_tenant_id, p_kinds, v_words, v_list, p_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_one_letter_off (
  p_one   text,
  p_other text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select extensions.levenshtein_less_equal(left(p_one, 200), left(p_other, 200), 1) <= 1
    or char_length(p_one) = char_length(p_other) and exists (
      select from generate_series(1, char_length(p_one) - 1) i
      where overlay(p_one placing reverse(substr(p_one, i, 2)) from i for 2) = p_other);
$function$;

CREATE OR REPLACE FUNCTION app.put_search_entry (
  p_tenant_id uuid,
  p_kind      text,
  p_record_id uuid,
  p_title     text,
  p_mails     text[] DEFAULT '{}'::text[],
  p_phones    text[] DEFAULT '{}'::text[],
  p_codes     text[] DEFAULT '{}'::text[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.search_entries as e (tenant_id, kind, record_id, title, name, words)
  select p_tenant_id, p_kind, p_record_id, p_title, app.search_words(p_title),
    concat_ws(' ', '', nullif(app.search_words(p_title), ''),
      (select string_agg(app.search_words(m), ' ') from unnest(p_mails) m),
      (select string_agg('#' || substr(p, 2), ' ') from unnest(p_phones) p),
      (select string_agg('#' || substr(p, 2, 4) || right(p, 8), ' ') from unnest(p_phones) p where p ~ '^\+55[1-9][1-9]9[0-9]{8}$'),
      (select string_agg('#' || c, ' ') from unnest(p_codes) code, regexp_replace(code, '[^0-9]', '', 'g') c where c <> ''))
  on conflict (tenant_id, kind, record_id) do update
  set title = excluded.title, name = excluded.name, words = excluded.words
  where (e.title, e.words) is distinct from (excluded.title, excluded.words);
$function$;

CREATE OR REPLACE FUNCTION app.search_condition (
  p_search   text,
  p_is_close boolean DEFAULT false
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
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
    select string_agg(
      case
        when w ~ '^[0-9]+$' then format('s.words like %L', '%' || w || '%')
        when p_is_close and char_length(w) >= 5
          then format('(s.words like %L or extensions.word_similarity(%L, s.words) >= 0.3)', '% ' || w || '%', w)
        else format('s.words like %L', '% ' || w || '%')
      end, ' and ')
    from unnest(v_words[1:10]) w);
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_words (
  p_text text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return btrim(regexp_replace(app.normalize_text(translate(p_text, '''`´‘’ʼ', '')), '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f\ufeff]+', ' ', 'g'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.singular_text (
  p_text text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select regexp_replace(regexp_replace(lower(p_text), '(õe|ãe)s\M', 'ão', 'g'), '(oe|ae)s\M', 'ao', 'g');
$function$;

CREATE OR REPLACE FUNCTION app.text_query (
  p_search text
)
  RETURNS tsquery
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_query tsquery;
  v_word tsquery;
  v_text text;
begin
  foreach v_text in array (regexp_split_to_array(btrim(left(coalesce(p_search, ''), 200)), '\s+'))[1:10] loop
    v_word := plainto_tsquery('pg_catalog.portuguese', app.singular_text(v_text))
      || plainto_tsquery('pg_catalog.portuguese', app.singular_text(app.normalize_text(v_text)));
    if numnode(v_word) > 0 then
      v_query := case when v_query is null then v_word else v_query && v_word end;
    end if;
  end loop;
  return v_query;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__change_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if coalesce(new.body, '') = '' or new.deleted_at is not null then
    delete from app.message_words w where w.tenant_id = new.tenant_id and w.message_id = new.id;
  else
    insert into app.message_words (tenant_id, message_id, occurred_at, words)
    values (new.tenant_id, new.id, new.occurred_at, app.words_of_text(new.body))
    on conflict (tenant_id, message_id) do update set words = excluded.words;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__keep_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into app.message_words (tenant_id, message_id, occurred_at, words)
  select m.tenant_id, m.id, m.occurred_at, app.words_of_text(m.body) from added m where m.body <> '';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e
    where e.tenant_id = old.tenant_id and e.kind = 'conversation' and e.record_id = old.id;
    return null;
  end if;
  perform app.put_search_entry(new.tenant_id, 'conversation', new.id, coalesce(new.contact_name, new.phone, ''),
    p_phones => array_remove(array[new.phone], null));
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.words_of_text (
  p_text text
)
  RETURNS tsvector
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_tsvector('pg_catalog.portuguese', app.singular_text(left(p_text, 20000)))
    || to_tsvector('pg_catalog.portuguese', app.singular_text(app.normalize_text(left(p_text, 20000))));
$function$;

CREATE OR REPLACE FUNCTION public.search_global (
  p_tenant_id uuid,
  p_search    text,
  p_kinds     text[]  DEFAULT NULL::text[],
  p_limit     integer DEFAULT 20
)
  RETURNS TABLE (
    kind        text,
    id          uuid,
    title       text,
    distance    integer,
    thread_key  text,
    phone       text,
    message_id  uuid,
    body        text,
    occurred_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
begin
  perform app.require_member(p_tenant_id);
  return query
    select e.kind, e.record_id, e.title, e.distance, t.thread_key, t.phone, null::uuid, t.last_message_preview, t.last_message_at
    from app.find_entries(p_tenant_id, p_search, p_kinds, v_limit) with ordinality e (kind, record_id, title, distance, place)
    left join public.conversation_threads t on e.kind = 'conversation' and t.tenant_id = p_tenant_id and t.id = e.record_id
    order by e.place;
  if p_kinds is null or 'message' = any (p_kinds) then
    return query
      select 'message', m.thread_id, coalesce(m.contact_name, m.phone), 4, m.thread_key, m.phone, m.message_id, m.body, m.occurred_at
      from public.search_messages(p_tenant_id, p_search, p_limit => v_limit) m;
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."search_global"(uuid, text, text[], integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.search_messages (
  p_tenant_id   uuid,
  p_search      text,
  p_thread_key  text                     DEFAULT NULL::text,
  p_channel_id  uuid                     DEFAULT NULL::uuid,
  p_assigned_to uuid                     DEFAULT NULL::uuid,
  p_direction   text                     DEFAULT NULL::text,
  p_has_media   boolean                  DEFAULT false,
  p_from        timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_until       timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_at   timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id   uuid                     DEFAULT NULL::uuid,
  p_limit       integer                  DEFAULT 30
)
  RETURNS TABLE (
    message_id   uuid,
    thread_id    uuid,
    thread_key   text,
    contact_name text,
    phone        text,
    kind         text,
    direction    text,
    body         text,
    occurred_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_query tsquery;
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_query := app.text_query(p_search);
  if v_query is null then
    return;
  end if;
  if p_thread_key is not null then
    v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    if v_thread_id is null then
      return;
    end if;
  end if;
  return query
    select m.id, t.id, t.thread_key, t.contact_name, t.phone, m.kind, m.direction, m.body, m.occurred_at
    from app.message_words w
    join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = w.message_id
    join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = m.thread_id
    where w.tenant_id = p_tenant_id and w.words @@ v_query
      and (w.occurred_at, w.message_id)
        < (coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      and (v_thread_id is null or m.thread_id = v_thread_id)
      and (p_channel_id is null or m.channel_id = p_channel_id)
      and (p_assigned_to is null or t.assigned_to = p_assigned_to)
      and (p_direction is null or m.direction = p_direction)
      and (not coalesce(p_has_media, false) or m.media is not null)
      and (p_from is null or w.occurred_at >= p_from)
      and (p_until is null or w.occurred_at < p_until)
    order by w.occurred_at desc, w.message_id desc
    limit least(greatest(coalesce(p_limit, 30), 1), 100);
end;
$function$;

REVOKE ALL
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, uuid, integer)
  FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."message_words"
  ADD CONSTRAINT "message_words_tenant_id_message_id_fkey" FOREIGN KEY (tenant_id, message_id) REFERENCES public.conversation_messages(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."search_entries"
  ADD CONSTRAINT "search_entries_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."search_entries"
  ADD CONSTRAINT "search_entries_kind_fkey" FOREIGN KEY (kind) REFERENCES app.search_kinds(kind) ON DELETE RESTRICT;

CREATE INDEX message_words_words ON app.message_words USING gin (tenant_id, words);

CREATE INDEX search_entries_kind ON app.search_entries USING btree (kind);

CREATE INDEX search_entries_words ON app.search_entries USING gin (tenant_id, words extensions.gin_trgm_ops)
  WITH (fastupdate=off);

CREATE TRIGGER conversation_messages_change_words
  AFTER UPDATE OF body, deleted_at ON public.conversation_messages
  FOR EACH ROW
  WHEN (((old.body IS DISTINCT FROM new.body) OR (old.deleted_at IS DISTINCT FROM new.deleted_at)))
  EXECUTE FUNCTION app.tg_conversation_messages__change_words();

CREATE TRIGGER conversation_messages_keep_words
  AFTER INSERT ON public.conversation_messages REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_conversation_messages__keep_words();

CREATE TRIGGER conversation_threads_index_words_of_deleted
  AFTER DELETE ON public.conversation_threads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_conversation_threads__index_words();

CREATE POLICY "select_nobody" ON "app"."message_words"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."search_entries"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."search_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."search_entries"."name" IS 'app.search_words of the title: a whole name goes before one that only begins so.';

COMMENT ON COLUMN "app"."search_entries"."words" IS 'Words of the name and of e-mail addresses, each after a space, and numbers (phones with and without ninth digit, CPF, council), each after a space and a #.';

COMMENT ON EXTENSION "fuzzystrmatch" IS 'determine similarities and distance between strings';

COMMENT ON FUNCTION "app"."find_entries"(uuid, text, text[], integer) IS 'Caller: search_global. People and things of a clinic that a search finds, best first. distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, which is looked for only when nothing else is found.';

COMMENT ON FUNCTION "app"."put_search_entry"(uuid, text, uuid, text, text[], text[], text[]) IS 'Caller: triggers of what can be found. Phones in E.164; codes are numbers in any spelling (CPF, council).';

COMMENT ON FUNCTION "app"."text_query"(text) IS 'A search as a condition on app.words_of_text: every word, with and without its accents, common words aside; NULL when nothing is left to look for.';

COMMENT ON FUNCTION "public"."search_global"(uuid, text, text[], integer) IS 'Caller: members. What a clinic has under a name, number, e-mail or words of a message, best first: kinds of app.search_kinds, then message (id is its conversation). distance: 0 the whole name or number, 1 whole words, 2 beginnings, 3 one letter off, 4 words of a message. p_limit up to 50 people and things, and as many messages. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp with time zone, timestamp with time zone, timestamp
  with time zone, uuid, integer) IS 'Caller: members. Messages of the clinic whose text has every word of the search (endings and accents aside), newest first; pass the last row''s occurred_at and message_id for the next page. p_thread_key: in one conversation; p_direction inbound|outbound; p_from and p_until bound the moment; p_limit up to 100. Nothing when no word is left to look for. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."message_words" IS 'What app.find_messages looks in: app.words_of_text of each message that has text and was not deleted.';

COMMENT ON TABLE "app"."search_entries" IS 'What search_global and app.find_conversations look in; written by app.put_search_entry from the triggers of what is found.';

COMMENT ON TABLE "app"."search_kinds" IS 'What the search can find. position decides between two that fit equally well.';

REVOKE ALL ON FUNCTION "app"."find_entries"(uuid, text, text[], integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."find_entries"(uuid, text, text[], integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."find_entries"(uuid, text, text[], integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_one_letter_off"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_one_letter_off"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_one_letter_off"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_search_entry"(uuid, text, uuid, text, text[], text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_search_entry"(uuid, text, uuid, text, text[], text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_search_entry"(uuid, text, uuid, text, text[], text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."search_condition"(text, boolean) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."search_condition"(text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."search_condition"(text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_condition"(text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."singular_text"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."singular_text"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."singular_text"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."text_query"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."text_query"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."text_query"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__change_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__change_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__change_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__keep_words"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__keep_words"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__keep_words"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."words_of_text"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."words_of_text"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."words_of_text"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."search_global"(uuid, text, text[], integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."search_global"(uuid, text, text[], integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."search_global"(uuid, text, text[], integer) TO "postgres";

GRANT EXECUTE
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, uuid, integer)
  TO "authenticated";

REVOKE ALL
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, uuid, integer)
  FROM "postgres";

GRANT EXECUTE
  ON FUNCTION "public"."search_messages"(uuid, text, text, uuid, uuid, text, boolean, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, uuid, integer)
  TO "postgres";

insert into app.search_kinds (kind, position) values
  ('patient', 1),
  ('doctor', 2),
  ('conversation', 3);

-- what is there already becomes findable
select app.put_search_entry(t.tenant_id, 'conversation', t.id, coalesce(t.contact_name, t.phone, ''),
  p_phones => array_remove(array[t.phone], null))
from public.conversation_threads t;
insert into app.message_words (tenant_id, message_id, occurred_at, words)
select m.tenant_id, m.id, m.occurred_at, app.words_of_text(m.body) from public.conversation_messages m
where m.body <> '' and m.deleted_at is null;
