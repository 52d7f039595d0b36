-- The clinical record in its two stores, who read it, and notifications about a patient. Kinds of notifications become
-- rows, which have to be there before the constraint; nothing is dropped but what is made anew.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."notifications"
  DROP CONSTRAINT "kind_is_known";

DROP FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer);

CREATE TABLE "public"."notification_kinds" (
  "kind"  text NOT NULL,
  "about" text NOT NULL,
  CONSTRAINT "about_is_known" CHECK ((about = ANY (ARRAY['conversation'::text, 'patient'::text]))),
  CONSTRAINT "notification_kind_is_a_word" CHECK ((kind ~ '^[a-z_]{2,30}$'::text)),
  CONSTRAINT "notification_kinds_pkey" PRIMARY KEY (kind)
);

ALTER TABLE "public"."notification_kinds"
  ENABLE ROW LEVEL SECURITY;

-- before notifications refer to them
insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient')
on conflict (kind) do update set about = excluded.about;

REVOKE ALL ON TABLE "public"."notification_kinds" FROM "anon";

CREATE TABLE "public"."private_notes" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "patient_id"  uuid                     NOT NULL,
  "author_id"   uuid                     NOT NULL,
  "title"       text,
  "occurred_on" date                     NOT NULL,
  "content"     jsonb                    NOT NULL,
  "version"     integer                  NOT NULL DEFAULT 1,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "content_fits" CHECK (((jsonb_typeof(content) = 'object'::text) AND (octet_length((content)::text) <= 262144))),
  CONSTRAINT "private_notes_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "title_fits" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 1) AND (char_length(title) <= 120))))
);

ALTER TABLE "public"."private_notes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."private_notes" FROM "anon", "authenticated", "service_role";

CREATE TABLE "public"."record_break_glass" (
  "tenant_id"  uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "user_id"    uuid                     NOT NULL,
  "user_name"  text                     NOT NULL,
  "reason"     text                     NOT NULL,
  "opened_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "expires_at" timestamp with time zone NOT NULL,
  CONSTRAINT "expires_the_same_day" CHECK (((expires_at > opened_at) AND (expires_at <= (opened_at + '08:00:00'::interval)))),
  CONSTRAINT "reason_fits" CHECK (((char_length(reason) >= 10) AND (char_length(reason) <= 500))),
  "id"         uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "record_break_glass_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."record_break_glass"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."record_break_glass" FROM "anon", "authenticated", "service_role";

CREATE TABLE "public"."record_entries" (
  "tenant_id"             uuid                     NOT NULL,
  "id"                    uuid                     NOT NULL,
  "patient_id"            uuid                     NOT NULL,
  "session_id"            uuid,
  "kind"                  text                     NOT NULL,
  "title"                 text,
  "occurred_on"           date                     NOT NULL,
  "content"               jsonb                    NOT NULL,
  "addendum_to"           uuid,
  "author_id"             uuid                     NOT NULL,
  "author_name"           text                     NOT NULL,
  "version"               integer                  NOT NULL DEFAULT 1,
  "signed_at"             timestamp with time zone,
  "signer_name"           text,
  "signer_council"        text,
  "content_hash"          text,
  "countersigner_id"      uuid,
  "countersigned_at"      timestamp with time zone,
  "countersigned_by"      uuid,
  "countersigned_name"    text,
  "countersigned_council" text,
  "discarded_at"          timestamp with time zone,
  "created_at"            timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"            timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "addendum_is_to_something" CHECK (((kind = 'addendum'::text) = (addendum_to IS NOT NULL))),
  CONSTRAINT "content_fits" CHECK (((jsonb_typeof(content) = 'object'::text) AND (octet_length((content)::text) <= 262144))),
  CONSTRAINT "countersigned_after_it_was_signed" CHECK (((countersigned_at >= signed_at) AND ((countersigned_at IS NULL) = (countersigned_by IS NULL)))),
  CONSTRAINT "only_drafts_are_discarded" CHECK (((discarded_at IS NULL) OR (signed_at IS NULL))),
  CONSTRAINT "record_entries_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "record_kind_is_known" CHECK ((kind = ANY (ARRAY['progress_note'::text, 'anamnesis'::text, 'plan'::text, 'discharge'::text, 'other'::text, 'addendum'::text]))),
  CONSTRAINT "signature_is_whole" CHECK ((((signed_at IS NULL) = (signer_name IS NULL)) AND ((signed_at IS NULL) = (content_hash IS NULL)))),
  CONSTRAINT "title_fits" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 1) AND (char_length(title) <= 120))))
);

ALTER TABLE "public"."record_entries"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."record_entries" FROM "anon", "authenticated", "service_role";

CREATE TABLE "public"."record_entry_versions" (
  "tenant_id"     uuid                     NOT NULL,
  "entry_id"      uuid                     NOT NULL,
  "version"       integer                  NOT NULL,
  "kind"          text                     NOT NULL,
  "title"         text,
  "occurred_on"   date                     NOT NULL,
  "content"       jsonb                    NOT NULL,
  "saved_by"      uuid                     NOT NULL,
  "saved_by_name" text                     NOT NULL,
  "saved_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "record_entry_versions_pkey" PRIMARY KEY (tenant_id, entry_id, VERSION)
);

ALTER TABLE "public"."record_entry_versions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."record_entry_versions" FROM "anon", "authenticated", "service_role";

CREATE TABLE "public"."record_reads" (
  "tenant_id"  uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "entry_id"   uuid,
  "note_id"    uuid,
  "user_id"    uuid                     NOT NULL,
  "user_name"  text                     NOT NULL,
  "kind"       text                     NOT NULL,
  "at"         timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "is_of_one_store" CHECK (((entry_id IS NULL) OR (note_id IS NULL))),
  CONSTRAINT "read_kind_is_known" CHECK ((kind = ANY (ARRAY['read'::text, 'copy'::text, 'break_glass'::text]))),
  "id"         uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "record_reads_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."record_reads"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."record_reads" FROM "anon", "authenticated", "service_role";

CREATE TABLE "public"."record_settings" (
  "tenant_id"           uuid                     NOT NULL,
  "keep_years"          integer                  NOT NULL DEFAULT 20,
  "break_glass_minutes" integer                  NOT NULL DEFAULT 60,
  "break_glass_roles"   text[]                   NOT NULL DEFAULT ARRAY['supervisor'::text,
  'therapist'::text],
  "updated_at"          timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "break_glass_is_short" CHECK (((break_glass_minutes >= 5) AND (break_glass_minutes <= 480))),
  CONSTRAINT "break_glass_roles_are_known" CHECK ((break_glass_roles <@ ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'therapist'::text])),
  CONSTRAINT "kept_as_long_as_the_law_says" CHECK (((keep_years >= 20) AND (keep_years <= 100))),
  CONSTRAINT "record_settings_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "public"."record_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."record_settings" FROM "anon";

CREATE TABLE "public"."record_templates" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "name"        text                     NOT NULL,
  "kind"        text                     NOT NULL,
  "content"     jsonb                    NOT NULL,
  "version"     integer                  NOT NULL DEFAULT 1,
  "archived_at" timestamp with time zone,
  "created_by"  uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "content_fits" CHECK (((jsonb_typeof(content) = 'object'::text) AND (octet_length((content)::text) <= 65536))),
  CONSTRAINT "record_templates_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "template_kind_is_known" CHECK ((kind = ANY (ARRAY['progress_note'::text, 'anamnesis'::text, 'plan'::text, 'discharge'::text, 'other'::text]))),
  CONSTRAINT "name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 80))))
);

ALTER TABLE "public"."record_templates"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."record_templates" FROM "anon";

ALTER TABLE "public"."notifications"
  ADD COLUMN "patient_id" uuid;

ALTER TABLE "public"."notifications"
  ALTER COLUMN "thread_id" DROP NOT NULL;

CREATE OR REPLACE FUNCTION app.council_of (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select null::text;
$function$;

CREATE OR REPLACE FUNCTION app.is_blank_record (
  p_content jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select not jsonb_path_exists(p_content, '$.**.text ? (@ like_regex "\\S")');
$function$;

CREATE OR REPLACE FUNCTION app.join_care_team (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if not app.is_clinician(p_tenant_id, p_user_id) then
    return false;
  end if;
  -- nobody lets themselves into a record of others, nor back into one that was closed to them
  if p_user_id = auth.uid() and not app.treats(p_tenant_id, p_patient_id, p_user_id) and (
    exists (
      select from public.record_entries e
      where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.author_id <> p_user_id and e.discarded_at is null)
    or exists (
      select from public.care_team c
      where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_by is distinct from p_user_id)
  ) then
    return false;
  end if;
  insert into public.care_team (tenant_id, patient_id, user_id, added_by)
  values (p_tenant_id, p_patient_id, p_user_id, auth.uid())
  on conflict (tenant_id, patient_id, user_id) where ended_at is null do nothing;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_record_version (
  p_entry public.record_entries
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.record_entry_versions (tenant_id, entry_id, version, kind, title, occurred_on, content, saved_by, saved_by_name)
  values (p_entry.tenant_id, p_entry.id, p_entry.version, p_entry.kind, p_entry.title, p_entry.occurred_on, p_entry.content,
    auth.uid(), app.name_of_member(auth.uid()))
  on conflict (tenant_id, entry_id, version) do nothing;
$function$;

CREATE OR REPLACE FUNCTION app.lock_record_entry (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.record_entries
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_entry public.record_entries;
begin
  perform app.require_member(p_tenant_id);
  select * into v_entry from public.record_entries e
  where e.tenant_id = p_tenant_id and e.id = p_id and e.discarded_at is null
    and app.record_access(e.tenant_id, e.patient_id, auth.uid()) is not null
  for update;
  if v_entry.id is null then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  return v_entry;
end;
$function$;

CREATE OR REPLACE FUNCTION app.name_of_member (
  p_user_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(app.trimmed(p.full_name, 120), p.email) from public.profiles p where p.id = p_user_id;
$function$;

CREATE OR REPLACE FUNCTION app.note_record_reads (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_kind       text,
  p_entry_ids  uuid[],
  p_note_ids   uuid[] DEFAULT '{}'::uuid[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.record_reads (tenant_id, patient_id, entry_id, note_id, user_id, user_name, kind)
  select p_tenant_id, p_patient_id, r.entry_id, r.note_id, auth.uid(), app.name_of_member(auth.uid()), p_kind
  from (select unnest(p_entry_ids) as entry_id, null::uuid as note_id union all select null, unnest(p_note_ids)) r;
$function$;

CREATE OR REPLACE FUNCTION app.notify_of_patient (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_kind       text,
  p_user_ids   uuid[],
  p_preview    text   DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with told as (
    insert into public.notifications as n (tenant_id, user_id, kind, patient_id, preview)
    select p_tenant_id, u.user_id, p_kind, p_patient_id, p_preview
    from (select distinct unnest(p_user_ids) as user_id) u
    join public.tenant_members m on m.tenant_id = p_tenant_id and m.user_id = u.user_id and m.status = 'active'
    on conflict (tenant_id, patient_id, user_id, kind) where read_at is null and patient_id is not null do update set
      preview = excluded.preview, message_count = n.message_count + 1, noticed_at = clock_timestamp()
    returning n.user_id
  )
  insert into realtime.messages (topic, extension, event, payload, private)
  select 'tenant:' || p_tenant_id, 'broadcast', 'notification', jsonb_build_object('kind', p_kind, 'thread_id', null, 'thread_key', null,
    'contact_name', null, 'phone', null, 'patient_id', p_patient_id, 'message_id', null, 'message_kind', null, 'preview', null,
    'at', clock_timestamp(), 'user_ids', jsonb_agg(n.user_id)), true
  from told n having count(*) > 0;
$function$;

CREATE OR REPLACE FUNCTION app.record_access (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select case
    when not app.is_clinician(p_tenant_id, p_user_id) then null
    when app.treats(p_tenant_id, p_patient_id, p_user_id) then 'treats'
    when app.supervises(p_tenant_id, p_patient_id, p_user_id) then 'supervises'
    when exists (
      select from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = p_user_id and b.expires_at > now())
      then 'break_glass'
  end;
$function$;

CREATE OR REPLACE FUNCTION app.record_addenda (
  p_entry public.record_entries
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(app.record_entry_json(a) order by a.created_at, a.id), '[]')
  from public.record_entries a
  where a.tenant_id = p_entry.tenant_id and a.addendum_to = p_entry.id and a.discarded_at is null;
$function$;

CREATE OR REPLACE FUNCTION app.record_entry_json (
  p_entry public.record_entries
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(p_entry) - array['tenant_id', 'discarded_at', 'countersigned_by'] || jsonb_build_object(
    'is_mine', p_entry.author_id = auth.uid(),
    'awaits_me', p_entry.signed_at is not null and p_entry.countersigned_at is null and p_entry.countersigner_id = auth.uid(),
    'countersigner_name', case when p_entry.countersigner_id is not null then app.name_of_member(p_entry.countersigner_id) end);
$function$;

CREATE OR REPLACE FUNCTION app.record_settings_of (
  p_tenant_id uuid
)
  RETURNS public.record_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.record_settings;
begin
  select * into v_settings from public.record_settings s where s.tenant_id = p_tenant_id;
  if v_settings.tenant_id is null then
    v_settings.tenant_id := p_tenant_id;
    v_settings.keep_years := 20;
    v_settings.break_glass_minutes := 60;
    v_settings.break_glass_roles := array['supervisor', 'therapist'];
  end if;
  return v_settings;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_record_access (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_access text;
begin
  perform app.require_member(p_tenant_id);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_access := app.record_access(p_tenant_id, p_patient_id, auth.uid());
  if v_access is null then
    raise sqlstate 'PT403' using message = 'record_closed', hint = 'Only who treats the patient reads the record.';
  end if;
  return v_access;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_record_author (
  p_entry public.record_entries
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_entry.author_id <> auth.uid() then
    raise sqlstate 'PT403' using message = 'not_the_author', detail = p_entry.author_name;
  end if;
  if p_entry.signed_at is not null then
    raise sqlstate 'PT409' using message = 'entry_locked', detail = p_entry.signed_at::text;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_record_content (
  p_content jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_nodes bigint;
  v_depth integer;
  v_is_document boolean;
begin
  if octet_length(p_content::text) > 262144 then
    raise sqlstate 'PT400' using message = 'record_too_long', detail = '256 kB';
  end if;
  -- what a node may hold besides these is shown as text or not at all
  with recursive nodes (node, depth) as (
    select p_content, 1
    union all
    select c.value, n.depth + 1
    from nodes n
    cross join lateral jsonb_array_elements(case when jsonb_typeof(n.node -> 'content') = 'array' then n.node -> 'content' else '[]' end) c
    where n.depth <= 32
  )
  select count(*), max(n.depth), coalesce(bool_and(coalesce(
      jsonb_typeof(n.node) = 'object' and jsonb_typeof(n.node -> 'type') = 'string'
      and jsonb_typeof(coalesce(n.node -> 'content', '[]')) = 'array' and jsonb_typeof(coalesce(n.node -> 'marks', '[]')) = 'array'
      and jsonb_typeof(coalesce(n.node -> 'text', '""')) = 'string', false)), false)
  into v_nodes, v_depth, v_is_document from nodes n;
  if p_content ->> 'type' is distinct from 'doc' or not v_is_document or v_depth > 32 or v_nodes > 10000 then
    raise sqlstate 'PT400' using message = 'record_content_invalid';
  end if;
  return p_content;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_record_writer (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_kind       text
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if p_kind = 'addendum' and app.supervises(p_tenant_id, p_patient_id, auth.uid()) and app.is_clinician(p_tenant_id, auth.uid()) then
    return;
  end if;
  perform app.require_treating(p_tenant_id, p_patient_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_treating (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'not_treating', hint = 'Ask the reception to put you into the care team.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.supervises (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.record_entries e
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.countersigner_id = p_user_id and e.countersigned_at is null);
$function$;

CREATE OR REPLACE FUNCTION app.supervisor_of (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select null::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.tell_record (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_entry_id   uuid DEFAULT NULL::uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_tenant_id, 'record', jsonb_build_object('patient_id', p_patient_id, 'entry_id', p_entry_id));
$function$;

CREATE OR REPLACE FUNCTION app.tg_any__append_only()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if to_jsonb(new) - 'patient_id' is distinct from to_jsonb(old) - 'patient_id' then
    raise sqlstate 'PT409' using message = 'record_is_kept', detail = tg_table_name;
  end if;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_any__is_kept()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if exists (select from public.tenants t where t.id = old.tenant_id) then
    raise sqlstate 'PT409' using message = 'record_is_kept', detail = tg_table_name;
  end if;
  return old;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_record_entries__stay_locked()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_free text[] := array['patient_id', 'session_id', 'updated_at', 'countersigner_id'];
begin
  if old.countersigned_at is null then
    v_free := v_free || array['countersigned_at', 'countersigned_by', 'countersigned_name', 'countersigned_council'];
  end if;
  if to_jsonb(new) - v_free is distinct from to_jsonb(old) - v_free then
    raise sqlstate 'PT409' using message = 'entry_locked', detail = old.signed_at::text;
  end if;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__end_care()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.care_team c set ended_at = greatest(now(), c.since), ended_by = auth.uid()
  where c.tenant_id = old.tenant_id and c.user_id = old.user_id and c.ended_at is null
    -- not while the whole clinic goes
    and exists (select from public.tenants t where t.id = old.tenant_id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.told_of_break_glass (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_team uuid[] := array(
    select c.user_id from public.care_team c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.ended_at is null and app.is_clinician(p_tenant_id, c.user_id));
begin
  if cardinality(v_team) > 0 then
    return v_team;
  end if;
  return array(
    select m.user_id from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_record_day (
  p_tenant_id uuid,
  p_date      text
)
  RETURNS date
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_today date := (now() at time zone (select t.time_zone from public.tenants t where t.id = p_tenant_id))::date;
  v_day date := coalesce(app.typed_date(p_date), v_today);
begin
  if v_day not between '1950-01-01' and v_today then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A record is about what has happened.';
  end if;
  return v_day;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_record_entry (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_id         uuid,
  p_entry      jsonb
)
  RETURNS public.record_entries
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_entry public.record_entries;
  v_parent public.record_entries;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.patient_id := p_patient_id;
  v_entry.kind := coalesce(p_entry ->> 'kind', 'progress_note');
  v_entry.title := app.trimmed(p_entry ->> 'title', 120);
  v_entry.occurred_on := app.typed_record_day(p_tenant_id, p_entry ->> 'occurred_on');
  v_entry.content := app.require_record_content(p_entry -> 'content');
  if v_entry.kind not in ('progress_note', 'anamnesis', 'plan', 'discharge', 'other', 'addendum') then
    raise sqlstate 'PT400' using message = 'record_kind_invalid';
  end if;
  if v_entry.kind = 'addendum' then
    select * into v_parent from public.record_entries e
    where e.tenant_id = p_tenant_id and e.id::text = p_entry ->> 'addendum_to' and e.patient_id = p_patient_id;
    if v_parent.signed_at is null or v_parent.addendum_to is not null then
      raise sqlstate 'PT409' using message = 'addendum_needs_signed_entry';
    end if;
    v_entry.addendum_to := v_parent.id;
  end if;
  return v_entry;
end;
$function$;

CREATE OR REPLACE FUNCTION public.archive_record_template (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'therapist']);
  update public.record_templates t set archived_at = case when p_archived then coalesce(t.archived_at, now()) end
  where t.tenant_id = p_tenant_id and t.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found';
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_record_template"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.countersign_record_entry (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_entry public.record_entries := app.lock_record_entry(p_tenant_id, p_id);
begin
  if v_entry.countersigned_at is not null and v_entry.countersigned_by = auth.uid() then
    return app.record_entry_json(v_entry);
  end if;
  if v_entry.signed_at is null or v_entry.countersigner_id is distinct from auth.uid() or v_entry.countersigned_at is not null then
    raise sqlstate 'PT403' using message = 'not_the_supervisor', detail = v_entry.author_name;
  end if;
  update public.record_entries e set countersigned_at = clock_timestamp(), countersigned_by = auth.uid(),
    countersigned_name = app.name_of_member(auth.uid()), countersigned_council = app.council_of(p_tenant_id, auth.uid())
  where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_entry;
  perform app.tell_record(p_tenant_id, v_entry.patient_id, p_id);
  return app.record_entry_json(v_entry);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."countersign_record_entry"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.discard_record_entry (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_entry public.record_entries := app.lock_record_entry(p_tenant_id, p_id);
begin
  perform app.require_record_author(v_entry);
  perform app.keep_record_version(v_entry);
  update public.record_entries e set discarded_at = now() where e.tenant_id = p_tenant_id and e.id = p_id;
  perform app.tell_record(p_tenant_id, v_entry.patient_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."discard_record_entry"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.export_patient_record (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[];
  v_entries jsonb;
begin
  perform app.require_treating(p_tenant_id, p_patient_id);
  v_ids := array(
    select e.id from public.record_entries e
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.signed_at is not null);
  -- a copy of a record without entries is a copy too
  perform app.note_record_reads(p_tenant_id, p_patient_id, 'copy', case when cardinality(v_ids) > 0 then v_ids else array[null]::uuid[] end);
  select coalesce(jsonb_agg(app.record_entry_json(e) || jsonb_build_object('addenda', (
      select coalesce(jsonb_agg(app.record_entry_json(a) order by a.created_at), '[]') from public.record_entries a
      where a.tenant_id = p_tenant_id and a.addendum_to = e.id and a.signed_at is not null))
    order by e.occurred_on, e.created_at, e.id), '[]') into v_entries
  from public.record_entries e where e.tenant_id = p_tenant_id and e.id = any (v_ids) and e.addendum_to is null;
  return jsonb_build_object(
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id),
    'patient', (
      select jsonb_build_object('name', p.name, 'full_name', p.full_name, 'birth_date', p.birth_date, 'cpf', p.cpf)
      from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id),
    'team', (
      select coalesce(jsonb_agg(jsonb_build_object('name', app.name_of_member(c.user_id), 'council', app.council_of(p_tenant_id, c.user_id),
        'since', c.since, 'ended_at', c.ended_at) order by c.since), '[]')
      from public.care_team c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id),
    'entries', v_entries,
    'drafts', (
      select count(*) from public.record_entries e
      where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.signed_at is null and e.discarded_at is null),
    'summary', public.get_record_summary(p_tenant_id, p_patient_id),
    'private_folder', 'withheld',
    'hash', encode(sha256(convert_to(v_entries::text, 'utf8')), 'hex'),
    'copied_by', app.name_of_member(auth.uid()), 'copied_at', now());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."export_patient_record"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_record_entry (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_entry public.record_entries;
  v_access text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_entry from public.record_entries e where e.tenant_id = p_tenant_id and e.id = p_id and e.discarded_at is null;
  v_access := app.record_access(p_tenant_id, v_entry.patient_id, auth.uid());
  if v_access is null then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  perform app.note_record_reads(p_tenant_id, v_entry.patient_id, case v_access when 'break_glass' then 'break_glass' else 'read' end,
    array(select a.id from public.record_entries a where a.tenant_id = p_tenant_id and v_entry.id in (a.id, a.addendum_to) and a.discarded_at is null));
  return app.record_entry_json(v_entry) || jsonb_build_object('addenda', app.record_addenda(v_entry));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_record_entry"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_record_entry_version (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient_id uuid;
  v_access text;
  v_answer jsonb;
begin
  perform app.require_member(p_tenant_id);
  select e.patient_id into v_patient_id from public.record_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  v_access := app.record_access(p_tenant_id, v_patient_id, auth.uid());
  select jsonb_build_object('version', to_jsonb(v) - array['tenant_id', 'entry_id'], 'before', (
    select to_jsonb(b) - array['tenant_id', 'entry_id'] from public.record_entry_versions b
    where b.tenant_id = p_tenant_id and b.entry_id = p_id and b.version < p_version order by b.version desc limit 1)) into v_answer
  from public.record_entry_versions v where v.tenant_id = p_tenant_id and v.entry_id = p_id and v.version = p_version;
  if v_access is null or v_answer is null then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  perform app.note_record_reads(p_tenant_id, v_patient_id, case v_access when 'break_glass' then 'break_glass' else 'read' end,
    array[p_id]);
  return v_answer;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_record_entry_version"(uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_record_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return to_jsonb(app.record_settings_of(p_tenant_id)) - array['tenant_id', 'updated_at'];
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_record_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_record_summary (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_settings public.record_settings := app.record_settings_of(p_tenant_id);
  v_access text := app.record_access(p_tenant_id, p_patient_id, auth.uid());
  v_count integer;
  v_last date;
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select count(*), max(e.occurred_on) into v_count, v_last from public.record_entries e
  where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.discarded_at is null;
  return jsonb_build_object(
    'access', v_access, 'entries', v_count, 'last_on', v_last,
    'kept_until', (v_last + make_interval(years => v_settings.keep_years))::date, 'keep_years', v_settings.keep_years,
    'may_break_glass', v_access is null and app.is_clinician(p_tenant_id, auth.uid()) and v_role = any (v_settings.break_glass_roles),
    'break_glass_minutes', v_settings.break_glass_minutes,
    'open_until', case when v_access = 'break_glass' then (
      select max(b.expires_at) from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = auth.uid()) end);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_record_summary"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_notifications (
  p_tenant_id uuid,
  p_before_at timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id uuid                     DEFAULT NULL::uuid,
  p_limit     integer                  DEFAULT 30
)
  RETURNS TABLE (
    id            uuid,
    kind          text,
    thread_key    text,
    contact_name  text,
    phone         text,
    message_id    uuid,
    message_kind  text,
    preview       text,
    message_count integer,
    noticed_at    timestamp with time zone,
    read_at       timestamp with time zone,
    patient_id    uuid,
    patient_name  text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select n.id, n.kind, t.thread_key, t.contact_name, t.phone, n.message_id, n.message_kind, n.preview, n.message_count,
      n.noticed_at, n.read_at, n.patient_id, p.name
    from public.notifications n
    left join public.conversation_threads t on t.tenant_id = n.tenant_id and t.id = n.thread_id
    left join public.patients p on p.tenant_id = n.tenant_id and p.id = n.patient_id
    where n.tenant_id = p_tenant_id and n.user_id = auth.uid()
      and (p_before_at is null or (n.noticed_at, n.id) < (p_before_at, p_before_id))
    order by n.noticed_at desc, n.id desc
    limit least(greatest(coalesce(p_limit, 30), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_pending_entries (
  p_tenant_id uuid
)
  RETURNS TABLE (
    what         text,
    entry_id     uuid,
    patient_id   uuid,
    patient_name text,
    kind         text,
    occurred_on  date,
    author_name  text,
    since        timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    with waiting as (
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.author_id = auth.uid() and e.signed_at is null and e.discarded_at is null
      union all
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.countersigner_id = auth.uid() and e.countersigned_at is null
    )
    select case when e.signed_at is null then 'draft' else 'countersign' end, e.id, e.patient_id, p.name, e.kind, e.occurred_on, e.author_name,
      coalesce(e.signed_at, e.created_at)
    from waiting e
    join public.patients p on p.tenant_id = e.tenant_id and p.id = e.patient_id
    where app.record_access(p_tenant_id, e.patient_id, auth.uid()) in ('treats', 'supervises')
    order by e.occurred_on, e.created_at
    limit 200;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_pending_entries"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_private_notes (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_treating(p_tenant_id, p_patient_id);
  perform app.note_record_reads(p_tenant_id, p_patient_id, 'read', '{}', array(
    select n.id from public.private_notes n
    where n.tenant_id = p_tenant_id and n.patient_id = p_patient_id and n.author_id = auth.uid()));
  return coalesce((
    select jsonb_agg(to_jsonb(n) - array['tenant_id', 'author_id'] order by n.occurred_on desc, n.created_at desc)
    from public.private_notes n
    where n.tenant_id = p_tenant_id and n.patient_id = p_patient_id and n.author_id = auth.uid()), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_private_notes"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_record_entries (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_where      jsonb   DEFAULT '{}'::jsonb,
  p_before_id  uuid    DEFAULT NULL::uuid,
  p_limit      integer DEFAULT 20
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_access text := app.require_record_access(p_tenant_id, p_patient_id);
  v_limit integer := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_from date := app.typed_date(p_where ->> 'from');
  v_until date := app.typed_date(p_where ->> 'until');
  v_before public.record_entries;
  v_ids uuid[];
  v_addenda uuid[];
begin
  select * into v_before from public.record_entries e
  where e.tenant_id = p_tenant_id and e.id = p_before_id and e.patient_id = p_patient_id;
  v_ids := array(
    select e.id from public.record_entries e
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.discarded_at is null and e.addendum_to is null
      and (p_where ->> 'kind' is null or e.kind = p_where ->> 'kind')
      and (p_where ->> 'author_id' is null or e.author_id::text = p_where ->> 'author_id')
      and (v_from is null or e.occurred_on >= v_from) and (v_until is null or e.occurred_on <= v_until)
      and (p_where ->> 'state' is null
        or (p_where ->> 'state' = 'draft' and e.signed_at is null)
        or (p_where ->> 'state' = 'signed' and e.signed_at is not null)
        or (p_where ->> 'state' = 'waiting' and e.countersigner_id is not null and e.countersigned_at is null))
      and (v_before.id is null or (e.occurred_on, e.created_at, e.id) < (v_before.occurred_on, v_before.created_at, v_before.id))
    order by e.occurred_on desc, e.created_at desc, e.id desc
    limit v_limit + 1);
  v_addenda := array(
    select a.id from public.record_entries a
    where a.tenant_id = p_tenant_id and a.addendum_to = any (v_ids[1:v_limit]) and a.discarded_at is null);
  perform app.note_record_reads(p_tenant_id, p_patient_id, case v_access when 'break_glass' then 'break_glass' else 'read' end,
    v_ids[1:v_limit] || v_addenda);
  return jsonb_build_object(
    'access', v_access, 'has_more', cardinality(v_ids) > v_limit,
    'entries', coalesce((
      select jsonb_agg(app.record_entry_json(e) || jsonb_build_object('addenda', app.record_addenda(e))
        order by e.occurred_on desc, e.created_at desc, e.id desc)
      from public.record_entries e where e.tenant_id = p_tenant_id and e.id = any (v_ids[1:v_limit])), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_record_entries"(uuid, uuid, jsonb, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_record_entry_versions (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS TABLE (
    version       integer,
    kind          text,
    title         text,
    occurred_on   date,
    saved_by_name text,
    saved_at      timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if not exists (
    select from public.record_entries e
    where e.tenant_id = p_tenant_id and e.id = p_id and app.record_access(p_tenant_id, e.patient_id, auth.uid()) is not null) then
    raise sqlstate 'PT404' using message = 'entry_not_found';
  end if;
  return query
    select v.version, v.kind, v.title, v.occurred_on, v.saved_by_name, v.saved_at from public.record_entry_versions v
    where v.tenant_id = p_tenant_id and v.entry_id = p_id order by v.version desc limit 500;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_record_entry_versions"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_record_reads (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_before     timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_limit      integer                  DEFAULT 50
)
  RETURNS TABLE (
    at        timestamp with time zone,
    user_id   uuid,
    user_name text,
    kind      text,
    entries   integer,
    reason    text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if v_role not in ('owner', 'admin') and coalesce(app.record_access(p_tenant_id, p_patient_id, auth.uid()), '') not in ('treats', 'supervises') then
    raise sqlstate 'PT403' using message = 'record_closed';
  end if;
  return query
    select * from (
      -- pages and reloads of one minute are one reading
      select max(r.at) as at, r.user_id, max(r.user_name) as user_name, r.kind, count(distinct r.entry_id)::integer as entries, null::text as reason
      from public.record_reads r
      where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.note_id is null and (p_before is null or r.at < p_before)
      group by r.user_id, r.kind, date_trunc('minute', r.at)
      union all
      select b.opened_at, b.user_id, b.user_name, 'opened', 0, b.reason
      from public.record_break_glass b
      where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and (p_before is null or b.opened_at < p_before)
    ) seen
    order by 1 desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_record_reads"(uuid, uuid, timestamp WITH time zone, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_record_templates (
  p_tenant_id uuid,
  p_archived  boolean DEFAULT false
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    kind        text,
    content     jsonb,
    version     integer,
    archived_at timestamp with time zone,
    updated_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.id, t.name, t.kind, t.content, t.version, t.archived_at, t.updated_at from public.record_templates t
    where t.tenant_id = p_tenant_id and (t.archived_at is not null) = coalesce(p_archived, false)
    order by lower(t.name), t.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_record_templates"(uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.open_record_break_glass (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_reason     text
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_settings public.record_settings := app.record_settings_of(p_tenant_id);
  v_reason text := btrim(app.normalize_lines(left(p_reason, 500)));
  v_until timestamptz;
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not app.is_clinician(p_tenant_id, auth.uid()) or not v_role = any (v_settings.break_glass_roles) then
    raise sqlstate 'PT403' using message = 'break_glass_not_allowed';
  end if;
  if v_reason is null or char_length(v_reason) < 10 then
    raise sqlstate 'PT400' using message = 'reason_required', detail = 'At least 10 characters.';
  end if;
  -- one at a time: a second press is the first one's answer
  perform pg_advisory_xact_lock(hashtextextended(p_patient_id::text || auth.uid(), 5));
  select max(b.expires_at) into v_until from public.record_break_glass b
  where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.user_id = auth.uid() and b.expires_at > now();
  if v_until is null and app.record_access(p_tenant_id, p_patient_id, auth.uid()) is null then
    insert into public.record_break_glass (tenant_id, patient_id, user_id, user_name, reason, expires_at)
    values (p_tenant_id, p_patient_id, auth.uid(), app.name_of_member(auth.uid()), v_reason,
      clock_timestamp() + make_interval(mins => v_settings.break_glass_minutes))
    returning expires_at into v_until;
    perform app.notify_of_patient(p_tenant_id, p_patient_id, 'record_opened',
      app.told_of_break_glass(p_tenant_id, p_patient_id), app.name_of_member(auth.uid()));
  end if;
  return v_until;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."open_record_break_glass"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_private_note (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_id         uuid,
  p_version    integer,
  p_note       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_title text := app.trimmed(p_note ->> 'title', 120);
  v_day date;
  v_content jsonb;
  v_row public.private_notes;
begin
  perform app.require_treating(p_tenant_id, p_patient_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_day := app.typed_record_day(p_tenant_id, p_note ->> 'occurred_on');
  v_content := app.require_record_content(p_note -> 'content');
  insert into public.private_notes (tenant_id, id, patient_id, author_id, title, occurred_on, content)
  values (p_tenant_id, p_id, p_patient_id, auth.uid(), v_title, v_day, v_content)
  on conflict (tenant_id, id) do nothing returning * into v_row;
  if v_row.id is null then
    -- somebody else's is none
    select * into v_row from public.private_notes n
    where n.tenant_id = p_tenant_id and n.id = p_id and n.patient_id = p_patient_id and n.author_id = auth.uid() for update;
    if v_row.id is null then
      raise sqlstate 'PT404' using message = 'entry_not_found';
    end if;
    if (v_row.title, v_row.occurred_on, v_row.content) is distinct from (v_title, v_day, v_content) then
      if v_row.version is distinct from p_version then
        raise sqlstate 'PT409' using message = 'changed_meanwhile';
      end if;
      update public.private_notes n set title = v_title, occurred_on = v_day, content = v_content, version = n.version + 1
      where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
    end if;
  end if;
  return to_jsonb(v_row) - array['tenant_id', 'author_id'];
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_private_note"(uuid, uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_record_entry (
  p_tenant_id     uuid,
  p_patient_id    uuid,
  p_id            uuid,
  p_version       integer,
  p_entry         jsonb,
  p_keeps_version boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_new public.record_entries;
  v_old public.record_entries;
begin
  perform app.require_record_writer(p_tenant_id, p_patient_id, p_entry ->> 'kind');
  v_new := app.typed_record_entry(p_tenant_id, p_patient_id, p_id, p_entry);
  insert into public.record_entries (
    tenant_id, id, patient_id, kind, title, occurred_on, content, addendum_to, author_id, author_name)
  values (
    p_tenant_id, p_id, p_patient_id, v_new.kind, v_new.title, v_new.occurred_on, v_new.content, v_new.addendum_to, auth.uid(),
    app.name_of_member(auth.uid()))
  on conflict (tenant_id, id) do nothing returning * into v_old;
  if v_old.id is null then
    v_old := app.lock_record_entry(p_tenant_id, p_id);
    if v_old.patient_id <> p_patient_id then
      raise sqlstate 'PT409' using message = 'client_id_in_use';
    end if;
    perform app.require_record_author(v_old);
    -- a repetition changes nothing
    if (v_old.kind, v_old.title, v_old.occurred_on, v_old.content) is distinct from (v_new.kind, v_new.title, v_new.occurred_on, v_new.content) then
      if v_old.version is distinct from p_version or (v_old.kind = 'addendum') <> (v_new.kind = 'addendum') then
        raise sqlstate 'PT409' using message = 'changed_meanwhile';
      end if;
      update public.record_entries e set kind = v_new.kind, title = v_new.title, occurred_on = v_new.occurred_on,
        content = v_new.content, version = e.version + 1
      where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_old;
      perform app.tell_record(p_tenant_id, p_patient_id, p_id);
    end if;
  else
    perform app.tell_record(p_tenant_id, p_patient_id, p_id);
  end if;
  if p_keeps_version or not exists (
    select from public.record_entry_versions v
    where v.tenant_id = p_tenant_id and v.entry_id = p_id and v.saved_at > now() - interval '10 minutes') then
    perform app.keep_record_version(v_old);
  end if;
  return app.record_entry_json(v_old);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_record_entry"(uuid, uuid, uuid, integer, jsonb, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_record_settings (
  p_tenant_id           uuid,
  p_keep_years          integer,
  p_break_glass_minutes integer,
  p_break_glass_roles   text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if p_keep_years is null or p_keep_years not between 20 and 100 or p_break_glass_minutes is null or p_break_glass_minutes not between 5 and 480
    or p_break_glass_roles is null or not p_break_glass_roles <@ array['owner', 'admin', 'supervisor', 'therapist'] then
    raise sqlstate 'PT400' using message = 'record_settings_invalid', detail = 'At least 20 years, 5 to 480 minutes.';
  end if;
  insert into public.record_settings as s (tenant_id, keep_years, break_glass_minutes, break_glass_roles)
  values (p_tenant_id, p_keep_years, p_break_glass_minutes, array(select distinct unnest(p_break_glass_roles) order by 1))
  on conflict (tenant_id) do update set keep_years = excluded.keep_years, break_glass_minutes = excluded.break_glass_minutes,
    break_glass_roles = excluded.break_glass_roles;
  return public.get_record_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_record_settings"(uuid, integer, integer, text[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_record_template (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_name      text,
  p_kind      text,
  p_content   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.record_templates;
  v_name text;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'therapist']);
  v_name := app.require_name(p_name, 80);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_kind is null or p_kind not in ('progress_note', 'anamnesis', 'plan', 'discharge', 'other') then
    raise sqlstate 'PT400' using message = 'record_kind_invalid';
  end if;
  if octet_length(app.require_record_content(p_content)::text) > 65536 then
    raise sqlstate 'PT400' using message = 'record_too_long', detail = '64 kB';
  end if;
  select * into v_row from public.record_templates t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version
    and (v_row.name, v_row.kind, v_row.content) is distinct from (v_name, p_kind, p_content) then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.record_templates as t (tenant_id, id, name, kind, content, created_by)
  values (p_tenant_id, p_id, v_name, p_kind, p_content, auth.uid())
  on conflict (tenant_id, id) do update set name = excluded.name, kind = excluded.kind, content = excluded.content, version = t.version + 1
  where (t.name, t.kind, t.content) is distinct from (excluded.name, excluded.kind, excluded.content);
  select * into v_row from public.record_templates t where t.tenant_id = p_tenant_id and t.id = p_id;
  return to_jsonb(v_row) - array['tenant_id', 'created_by', 'created_at'];
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_record_template"(uuid, uuid, integer, text, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.sign_record_entry (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_entry public.record_entries := app.lock_record_entry(p_tenant_id, p_id);
  v_supervisor uuid := app.supervisor_of(p_tenant_id, auth.uid());
begin
  if v_entry.author_id = auth.uid() and v_entry.signed_at is not null then
    return app.record_entry_json(v_entry);
  end if;
  perform app.require_record_author(v_entry);
  perform app.require_record_writer(p_tenant_id, v_entry.patient_id, v_entry.kind);
  if v_entry.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  if app.is_blank_record(v_entry.content) then
    raise sqlstate 'PT400' using message = 'entry_empty';
  end if;
  perform app.keep_record_version(v_entry);
  update public.record_entries e set
    signed_at = clock_timestamp(), signer_name = app.name_of_member(auth.uid()), signer_council = app.council_of(p_tenant_id, auth.uid()),
    countersigner_id = v_supervisor,
    content_hash = encode(sha256(convert_to(jsonb_build_array(e.kind, e.title, e.occurred_on, e.content)::text, 'utf8')), 'hex')
  where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_entry;
  if v_supervisor is not null then
    perform app.notify_of_patient(p_tenant_id, v_entry.patient_id, 'countersign', array[v_supervisor], v_entry.signer_name);
  end if;
  perform app.tell_record(p_tenant_id, v_entry.patient_id, p_id);
  return app.record_entry_json(v_entry);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."sign_record_entry"(uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "is_about_one_thing" CHECK (((thread_id IS NULL) <> (patient_id IS NULL)));

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "kind_is_known" FOREIGN KEY (kind) REFERENCES public.notification_kinds(kind) ON DELETE RESTRICT;

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "notifications_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."private_notes"
  ADD CONSTRAINT "private_notes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."private_notes"
  ADD CONSTRAINT "private_notes_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_break_glass"
  ADD CONSTRAINT "record_break_glass_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."record_break_glass"
  ADD CONSTRAINT "record_break_glass_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_entries"
  ADD CONSTRAINT "record_entries_tenant_id_addendum_to_fkey" FOREIGN KEY (tenant_id, addendum_to) REFERENCES public.record_entries(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_entries"
  ADD CONSTRAINT "record_entries_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."record_entries"
  ADD CONSTRAINT "record_entries_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_entry_versions"
  ADD CONSTRAINT "record_entry_versions_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.record_entries(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_entry_versions"
  ADD CONSTRAINT "record_entry_versions_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."record_reads"
  ADD CONSTRAINT "record_reads_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.record_entries(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_reads"
  ADD CONSTRAINT "record_reads_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."record_reads"
  ADD CONSTRAINT "record_reads_tenant_id_note_id_fkey" FOREIGN KEY (tenant_id, note_id) REFERENCES public.private_notes(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_reads"
  ADD CONSTRAINT "record_reads_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."record_settings"
  ADD CONSTRAINT "record_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."record_templates"
  ADD CONSTRAINT "record_templates_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX notifications_kind ON public.notifications USING btree (kind);

CREATE INDEX notifications_patient ON public.notifications USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE UNIQUE INDEX notifications_unread_of_patient ON public.notifications USING btree (tenant_id, patient_id, user_id, kind)
  WHERE ((read_at IS NULL) AND (patient_id IS NOT NULL));

CREATE INDEX private_notes_of_author ON public.private_notes USING btree (tenant_id, patient_id, author_id, occurred_on DESC, created_at DESC);

CREATE INDEX record_break_glass_patient ON public.record_break_glass USING btree (tenant_id, patient_id, user_id, expires_at);

CREATE INDEX record_entries_addenda ON public.record_entries USING btree (tenant_id, addendum_to)
  WHERE (addendum_to IS NOT NULL);

CREATE INDEX record_entries_timeline ON public.record_entries USING btree (tenant_id, patient_id, occurred_on DESC, created_at DESC, id DESC);

CREATE INDEX record_entries_to_countersign ON public.record_entries USING btree (tenant_id, countersigner_id)
  WHERE ((countersigner_id IS NOT NULL) AND (countersigned_at IS NULL));

CREATE INDEX record_entries_unsigned ON public.record_entries USING btree (tenant_id, author_id)
  WHERE ((signed_at IS NULL) AND (discarded_at IS NULL));

CREATE INDEX record_reads_entry ON public.record_reads USING btree (tenant_id, entry_id)
  WHERE (entry_id IS NOT NULL);

CREATE INDEX record_reads_note ON public.record_reads USING btree (tenant_id, note_id)
  WHERE (note_id IS NOT NULL);

CREATE INDEX record_reads_of_patient ON public.record_reads USING btree (tenant_id, patient_id, at DESC);

CREATE TRIGGER private_notes_are_kept
  BEFORE DELETE ON public.private_notes
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__is_kept();

CREATE TRIGGER private_notes_stay_their_authors
  BEFORE UPDATE ON public.private_notes
  FOR EACH ROW
  WHEN ((old.author_id <> new.author_id))
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE TRIGGER private_notes_touch
  BEFORE UPDATE ON public.private_notes
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER record_break_glass_append_only
  BEFORE UPDATE ON public.record_break_glass
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE TRIGGER record_break_glass_are_kept
  BEFORE DELETE ON public.record_break_glass
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__is_kept();

CREATE TRIGGER record_entries_are_kept
  BEFORE DELETE ON public.record_entries
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__is_kept();

CREATE TRIGGER record_entries_stay_locked
  BEFORE UPDATE ON public.record_entries
  FOR EACH ROW
  WHEN ((old.signed_at IS NOT NULL))
  EXECUTE FUNCTION app.tg_record_entries__stay_locked();

CREATE TRIGGER record_entries_touch
  BEFORE UPDATE ON public.record_entries
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER record_entry_versions_append_only
  BEFORE UPDATE ON public.record_entry_versions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE TRIGGER record_entry_versions_are_kept
  BEFORE DELETE ON public.record_entry_versions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__is_kept();

CREATE TRIGGER record_reads_append_only
  BEFORE UPDATE ON public.record_reads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE TRIGGER record_reads_are_kept
  BEFORE DELETE ON public.record_reads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__is_kept();

CREATE TRIGGER record_settings_touch
  BEFORE UPDATE ON public.record_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER record_templates_touch
  BEFORE UPDATE ON public.record_templates
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_signed_in" ON "public"."notification_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_author" ON "public"."private_notes"
  FOR SELECT
  TO "authenticated"
  USING (((author_id = ( SELECT auth.uid() AS uid)) AND app.treats(tenant_id, patient_id, ( SELECT auth.uid() AS uid))));

CREATE POLICY "select_nobody" ON "public"."record_break_glass"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_readers" ON "public"."record_entries"
  FOR SELECT
  TO "authenticated"
  USING ((app.record_access(tenant_id, patient_id, ( SELECT auth.uid() AS uid)) IS NOT NULL));

CREATE POLICY "select_nobody" ON "public"."record_entry_versions"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "public"."record_reads"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."record_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."record_templates"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."record_entries"."author_name" IS 'As they were called then: people leave, records stay.';

COMMENT ON COLUMN "public"."record_entries"."content" IS 'A document of the editor (ProseMirror JSON), as it was written.';

COMMENT ON COLUMN "public"."record_entries"."content_hash" IS 'SHA-256 of what was signed: kind, title, day and content.';

COMMENT ON COLUMN "public"."record_entries"."countersigner_id" IS 'The supervisor of a trainee, who signs too; null where nobody has to.';

COMMENT ON COLUMN "public"."record_entries"."discarded_at" IS 'A draft that its author took back. It stays, out of sight.';

COMMENT ON FUNCTION "app"."council_of"(uuid, uuid) IS 'The registration as it stands below a signature: "CRP 06/123456"; null where none is known.';

COMMENT ON FUNCTION "app"."is_blank_record"(jsonb) IS 'Whether a document of the editor says nothing.';

COMMENT ON FUNCTION "app"."keep_record_version"(public.record_entries) IS 'Keeps what an entry says now as a version.';

COMMENT ON FUNCTION "app"."lock_record_entry"(uuid, uuid) IS 'An entry that the caller may read, locked for a change; for everybody else there is none. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';

COMMENT ON FUNCTION "app"."name_of_member"(uuid) IS 'How somebody is called now, to be kept with what they do.';

COMMENT ON FUNCTION "app"."note_record_reads"(uuid, uuid, text, uuid[], uuid[]) IS 'Notes that the caller reads these entries of the record, or notes of their private folder.';

COMMENT ON FUNCTION "app"."notify_of_patient"(uuid, uuid, text, uuid[], text) IS 'Caller: functions of the clinic. Tells active members of something about a patient (a kind of notification_kinds about a patient). The broadcast reaches every member, so it says neither who the patient is nor what happened beyond its kind.';

COMMENT ON FUNCTION "app"."record_access"(uuid, uuid, uuid) IS 'Why somebody may read the shared record of a patient: treats, supervises (a trainee who treats), break_glass, or null. Says nothing of private folders.';

COMMENT ON FUNCTION "app"."record_addenda"(public.record_entries) IS 'What was added to an entry after it was signed, oldest first.';

COMMENT ON FUNCTION "app"."record_entry_json"(public.record_entries) IS 'An entry with its content, as its readers get it.';

COMMENT ON FUNCTION "app"."record_settings_of"(uuid) IS 'The settings of a clinic''s records, or what goes for clinics that have none.';

COMMENT ON FUNCTION "app"."require_record_access"(uuid, uuid) IS 'Why the caller may read the shared record of the patient (app.record_access). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT403 record_closed.';

COMMENT ON FUNCTION "app"."require_record_author"(public.record_entries) IS 'Whether the caller may change an entry: their own, and not signed yet. Errors: PT403 not_the_author, PT409 entry_locked.';

COMMENT ON FUNCTION "app"."require_record_content"(jsonb) IS 'A document of the editor: {type: "doc", content: [nodes]}, of 256 kB, 32 levels and 10,000 nodes at most. Errors: PT400 record_content_invalid, PT400 record_too_long.';

COMMENT ON FUNCTION "app"."require_record_writer"(uuid, uuid, text) IS 'Whether the caller may write an entry: who treats the patient; an addendum also who supervises a trainee there. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT403 not_treating.';

COMMENT ON FUNCTION "app"."require_treating"(uuid, uuid) IS 'Whether the caller treats the patient today. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT403 not_treating.';

COMMENT ON FUNCTION "app"."supervises"(uuid, uuid, uuid) IS 'Whether somebody is the supervisor of a trainee who treats the patient, or has to sign what one wrote: who signs reads.';

COMMENT ON FUNCTION "app"."supervisor_of"(uuid, uuid) IS 'Who countersigns what a trainee writes: an active member who treats; null for everybody else''s.';

COMMENT ON FUNCTION "app"."tell_record"(uuid, uuid, uuid) IS 'Open screens hear that a record changed; who may read it asks for it.';

COMMENT ON FUNCTION "app"."told_of_break_glass"(uuid, uuid) IS 'Who is told that a record was opened in an emergency: who treats the patient; where nobody does, owner and administrators.';

COMMENT ON FUNCTION "app"."typed_record_day"(uuid, text) IS 'The day that an entry is about, today when absent, in the clinic''s zone; never a day to come. Errors: PT400 invalid_date.';

COMMENT ON FUNCTION "app"."typed_record_entry"(uuid, uuid, uuid, jsonb) IS 'An entry as its form sends it: {kind, title, occurred_on, content, addendum_to}. Errors: PT400 missing_client_id, PT400 record_kind_invalid, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT409 addendum_needs_signed_entry.';

COMMENT ON FUNCTION "public"."archive_record_template"(uuid, uuid, boolean) IS 'Caller: everybody but the reception. Out of the list, or back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 template_not_found.';

COMMENT ON FUNCTION "public"."countersign_record_entry"(uuid, uuid) IS 'Caller: the supervisor of the trainee who signed it. Countersigning twice is countersigning once. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_the_supervisor, PT404 entry_not_found.';

COMMENT ON FUNCTION "public"."discard_record_entry"(uuid, uuid) IS 'Caller: the author of a draft. Out of the record; it is kept with its versions, out of sight. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_the_author, PT404 entry_not_found, PT409 entry_locked.';

COMMENT ON FUNCTION "public"."export_patient_record"(uuid, uuid) IS 'Caller: who treats the patient. What the patient may have of the record: everything that is signed, with addenda, oldest first; drafts are counted, the private folder is named and withheld. Noted as a copy. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."get_record_entry"(uuid, uuid) IS 'Caller: who may read the record. One entry as it stands, noted as read; for everybody else there is none. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';

COMMENT ON FUNCTION "public"."get_record_entry_version"(uuid, uuid, integer) IS 'Caller: who may read the record. {version, before: the one kept before it or null}, both with content; noted as read. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';

COMMENT ON FUNCTION "public"."get_record_settings"(uuid) IS 'Caller: members. {keep_years, break_glass_minutes, break_glass_roles}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_record_summary"(uuid, uuid) IS 'Caller: members. What everybody may know of a record, and what the caller may do: {access: treats | supervises | break_glass | null, entries, last_on, kept_until, keep_years, may_break_glass, break_glass_minutes, open_until}. Says nothing of what it holds, nor of private folders. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_notifications"(uuid, timestamp with time zone, uuid, integer) IS 'Caller: members. One''s own, the latest first, before a position; each is about a conversation (thread_key) or a patient (patient_id). Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_pending_entries"(uuid) IS 'Caller: members. What waits for the caller, oldest first: own entries that are not signed (draft) and entries of trainees (countersign). Nothing of what they say. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_private_notes"(uuid, uuid) IS 'Caller: who treats the patient. The caller''s own private folder about the patient, latest day first; nobody else''s, ever. Noted as read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_record_entries"(uuid, uuid, jsonb, uuid, integer) IS 'Caller: who treats the patient, their trainee''s supervisor, and emergencies. A page of the record with its content, latest day first, after an entry; p_where {kind, author_id, from, until, state: draft | signed | waiting}. {access, has_more, entries [{…, addenda}]}. Every entry in the answer is noted as read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 record_closed, PT404 patient_not_found, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_record_entry_versions"(uuid, uuid) IS 'Caller: who may read the record. The versions of an entry without their content, latest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 entry_not_found.';

COMMENT ON FUNCTION "public"."list_record_reads"(uuid, uuid, timestamp with time zone, integer) IS 'Caller: who treats the patient or supervises there, owner and administrators. Who read the record (read, break_glass), took a copy of it (copy) or opened it in an emergency (opened, with the reason), latest first, before a moment; nothing of what it says, nor of private folders. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 record_closed, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_record_templates"(uuid, boolean) IS 'Caller: members. What entries may begin with, by name; or what was archived. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."open_record_break_glass"(uuid, uuid, text) IS 'Caller: who treats patients and has a role of record_settings.break_glass_roles. Opens the shared record of a patient of others for some time, with a reason; whoever treats the patient is told, every reading is noted. The private folder stays closed. Answers until when; null for somebody who reads the record anyway. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 break_glass_not_allowed, PT404 patient_not_found, PT400 reason_required.';

COMMENT ON FUNCTION "public"."save_private_note"(uuid, uuid, uuid, integer, jsonb) IS 'Caller: who treats the patient, for their own private folder. p_id comes from the client; p_version is the one that was read, null for a new note; p_note {title, occurred_on, content}. Nobody is told. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT404 patient_not_found, PT404 entry_not_found, PT400 missing_client_id, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_record_entry"(uuid, uuid, uuid, integer, jsonb, boolean) IS 'Caller: who treats the patient; an addendum also whoever supervises there. p_id comes from the client; p_version is the one that was read, null for a new entry; p_entry {kind, title, occurred_on (today when absent), content, addendum_to}. An entry is its author''s until it is signed. p_keeps_version: the editor was left; while somebody writes, a version is kept every ten minutes. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT403 not_the_author, PT404 patient_not_found, PT404 entry_not_found, PT400 missing_client_id, PT400 record_kind_invalid, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT409 addendum_needs_signed_entry, PT409 client_id_in_use, PT409 entry_locked, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_record_settings"(uuid, integer, integer, text[]) IS 'Caller: owner and administrators. How long records are kept (never under 20 years), how long emergency access lasts, and which roles of those who treat have it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 record_settings_invalid.';

COMMENT ON FUNCTION "public"."save_record_template"(uuid, uuid, integer, text, text, jsonb) IS 'Caller: everybody but the reception. p_id comes from the client; p_version is the one that was read, null for a new template. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 record_kind_invalid, PT400 record_content_invalid, PT400 record_too_long, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."sign_record_entry"(uuid, uuid, integer) IS 'Caller: the author, treating the patient. Signs what they read (p_version) and locks it: a simple electronic signature (Lei 14.063/2020), no more. A trainee''s entry then waits for the supervisor, who is told. Signing twice is signing once. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_the_author, PT403 not_treating, PT404 entry_not_found, PT404 patient_not_found, PT400 entry_empty, PT409 entry_locked, PT409 changed_meanwhile.';

COMMENT ON TABLE "public"."notification_kinds" IS 'What people are told of, and what it is about: a conversation (app.notify) or a patient (app.notify_of_patient). Its words are texts of the screen.';

COMMENT ON TABLE "public"."notifications" IS 'What a person was told of: one row a person, conversation or patient, and cause, as long as it is unread.';

COMMENT ON TABLE "public"."private_notes" IS 'What a therapist keeps apart (registro documental privativo): not part of the record, of its copy, or of any emergency access.';

COMMENT ON TABLE "public"."record_break_glass" IS 'Emergency access to the shared record: who, why, and until when. The private folder stays closed.';

COMMENT ON TABLE "public"."record_entries" IS 'The shared record of a patient. Read and written through functions alone, which note every read; what is signed never changes, what is wrong gets an addendum.';

COMMENT ON TABLE "public"."record_entry_versions" IS 'Versions of an entry: when its editor was left, every ten minutes of writing, and what was signed.';

COMMENT ON TABLE "public"."record_reads" IS 'One row a person, entry and reading. entry_id is null where a record without entries was copied; note_id is of the private folder, which only its author reads and sees here.';

COMMENT ON TABLE "public"."record_settings" IS 'How long records are kept, and who of those who treat may open one of others in an emergency.';

COMMENT ON TABLE "public"."record_templates" IS 'Templates and forms of anamnesis of a clinic. What was inserted from one stays as it was written.';

REVOKE ALL ON FUNCTION "app"."council_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."council_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."council_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_blank_record"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_blank_record"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_blank_record"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_record_version"(public.record_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_record_version"(public.record_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_record_version"(public.record_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_record_entry"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_record_entry"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_record_entry"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."name_of_member"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."name_of_member"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."name_of_member"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_record_reads"(uuid, uuid, text, uuid[], uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_record_reads"(uuid, uuid, text, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_record_reads"(uuid, uuid, text, uuid[], uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."notify_of_patient"(uuid, uuid, text, uuid[], text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."notify_of_patient"(uuid, uuid, text, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."notify_of_patient"(uuid, uuid, text, uuid[], text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."record_access"(uuid, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."record_access"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."record_access"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_access"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_access"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."record_addenda"(public.record_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."record_addenda"(public.record_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_addenda"(public.record_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."record_entry_json"(public.record_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."record_entry_json"(public.record_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_entry_json"(public.record_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."record_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."record_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."record_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_record_access"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_record_access"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_record_access"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_record_author"(public.record_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_record_author"(public.record_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_record_author"(public.record_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_record_content"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_record_content"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_record_content"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_record_writer"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_record_writer"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_record_writer"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_treating"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_treating"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_treating"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."supervises"(uuid, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."supervises"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."supervises"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."supervises"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."supervises"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."supervisor_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."supervisor_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."supervisor_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_record"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_record"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_record"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_any__append_only"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_any__append_only"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_any__append_only"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_any__is_kept"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_any__is_kept"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_any__is_kept"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_record_entries__stay_locked"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_record_entries__stay_locked"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_record_entries__stay_locked"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."told_of_break_glass"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."told_of_break_glass"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."told_of_break_glass"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_record_day"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_record_day"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_record_day"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_record_entry"(uuid, uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_record_entry"(uuid, uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_record_entry"(uuid, uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_record_template"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_record_template"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_record_template"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."countersign_record_entry"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."countersign_record_entry"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."countersign_record_entry"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."discard_record_entry"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."discard_record_entry"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."discard_record_entry"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_patient_record"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."export_patient_record"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_patient_record"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_entry"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_record_entry"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_entry"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_entry_version"(uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_record_entry_version"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_entry_version"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_record_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_summary"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_record_summary"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_record_summary"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_pending_entries"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_pending_entries"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_pending_entries"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_private_notes"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_private_notes"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_private_notes"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_entries"(uuid, uuid, jsonb, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_record_entries"(uuid, uuid, jsonb, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_entries"(uuid, uuid, jsonb, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_entry_versions"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_record_entry_versions"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_entry_versions"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_reads"(uuid, uuid, timestamp WITH time zone, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_record_reads"(uuid, uuid, timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_reads"(uuid, uuid, timestamp WITH time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_templates"(uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_record_templates"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_record_templates"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_record_break_glass"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."open_record_break_glass"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_record_break_glass"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_private_note"(uuid, uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_private_note"(uuid, uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_private_note"(uuid, uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_record_entry"(uuid, uuid, uuid, integer, jsonb, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_record_entry"(uuid, uuid, uuid, integer, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_record_entry"(uuid, uuid, uuid, integer, jsonb, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_record_settings"(uuid, integer, integer, text[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_record_settings"(uuid, integer, integer, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_record_settings"(uuid, integer, integer, text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_record_template"(uuid, uuid, integer, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_record_template"(uuid, uuid, integer, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_record_template"(uuid, uuid, integer, text, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."sign_record_entry"(uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."sign_record_entry"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."sign_record_entry"(uuid, uuid, integer) TO "postgres";

REVOKE ALL ON TABLE "public"."notification_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."notification_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."notification_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."notification_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."record_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."record_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."record_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."record_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."record_templates" FROM "authenticated";

GRANT SELECT ON TABLE "public"."record_templates" TO "authenticated";

REVOKE ALL ON TABLE "public"."record_templates" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."record_templates" TO "service_role";
