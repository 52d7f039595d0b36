-- patient files and documents: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP POLICY "insert_media_of_uploader" ON "storage"."objects";

DROP FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid);

DROP FUNCTION "app"."files_of_removed_clinics"(integer);

DROP FUNCTION "app"."may_upload_media"(text);

CREATE TABLE "app"."default_document_templates" (
  "id"       uuid     NOT NULL,
  "kind"     text     NOT NULL,
  "title"    text     NOT NULL,
  "body"     text     NOT NULL,
  "councils" text[]   NOT NULL DEFAULT '{}'::text[],
  "position" smallint NOT NULL,
  CONSTRAINT "default_document_templates_pkey" PRIMARY KEY (id)
);

ALTER TABLE "app"."default_document_templates"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."document_kinds" (
  "key"            text     NOT NULL,
  "position"       smallint NOT NULL,
  "is_clinical"    boolean  NOT NULL,
  "desk_may_issue" boolean  NOT NULL,
  "takes_cid"      boolean  NOT NULL,
  CONSTRAINT "document_kinds_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,20}$'::text)),
  CONSTRAINT "document_kinds_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."document_kinds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."document_kinds" FROM "anon";

CREATE TABLE "public"."document_letterheads" (
  "tenant_id"  uuid                     NOT NULL,
  "city"       text,
  "lines"      text,
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "city_fits" CHECK ((char_length(city) <= 100)),
  CONSTRAINT "document_letterheads_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "lines_fit" CHECK ((char_length(lines) <= 400))
);

ALTER TABLE "public"."document_letterheads"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."document_letterheads" FROM "anon";

CREATE TABLE "public"."document_templates" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "kind"        text                     NOT NULL,
  "title"       text                     NOT NULL,
  "body"        text                     NOT NULL,
  "version"     integer                  NOT NULL DEFAULT 1,
  "archived_at" timestamp with time zone,
  "updated_by"  uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "body_fits" CHECK (((char_length(body) >= 1) AND (char_length(body) <= 20000))),
  CONSTRAINT "document_templates_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "title_fits" CHECK (((char_length(title) >= 2) AND (char_length(title) <= 120))),
  CONSTRAINT "title_is_one_plain_line" CHECK ((title = app.normalize_name(title)))
);

ALTER TABLE "public"."document_templates"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."document_templates" FROM "anon";

CREATE TABLE "public"."patient_documents" (
  "tenant_id"        uuid                     NOT NULL,
  "id"               uuid                     NOT NULL,
  "patient_id"       uuid                     NOT NULL,
  "kind"             text                     NOT NULL,
  "year"             integer                  NOT NULL,
  "number"           integer                  NOT NULL,
  "template_id"      uuid                     NOT NULL,
  "template_version" integer                  NOT NULL,
  "title"            text                     NOT NULL,
  "body"             text                     NOT NULL,
  "patient_name"     text                     NOT NULL,
  "purpose"          text,
  "addressee"        text,
  "cid"              text,
  "cid_consented"    boolean                  NOT NULL DEFAULT false,
  "clinic_name"      text                     NOT NULL,
  "letterhead"       text,
  "author_id"        uuid                     NOT NULL,
  "author_name"      text                     NOT NULL,
  "author_council"   text,
  "is_clinical"      boolean                  NOT NULL,
  "issued_at"        timestamp with time zone NOT NULL,
  "sha256"           text                     NOT NULL,
  "file_id"          uuid,
  "cancelled_at"     timestamp with time zone,
  "cancelled_by"     uuid,
  "cancel_reason"    text,
  CONSTRAINT "body_fits" CHECK (((char_length(body) >= 1) AND (char_length(body) <= 20000))),
  CONSTRAINT "body_is_filled_in" CHECK ((body !~ '[{]{2}|[}]{2}'::text)),
  CONSTRAINT "cancelled_with_reason" CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  CONSTRAINT "cid_is_a_code" CHECK ((cid ~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,2})?$'::text)),
  CONSTRAINT "cid_needs_consent" CHECK (((cid IS NULL) OR cid_consented)),
  CONSTRAINT "number_is_of_one_document" UNIQUE (tenant_id, year, number),
  CONSTRAINT "patient_documents_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "texts_fit"
    CHECK (((char_length(purpose) <= 200) AND (char_length(addressee) <= 200) AND ((char_length(cancel_reason) >= 3) AND (char_length(cancel_reason) <= 500)))),
  CONSTRAINT "title_fits" CHECK (((char_length(title) >= 2) AND (char_length(title) <= 120))),
  CONSTRAINT "title_is_one_plain_line" CHECK ((title = app.normalize_name(title)))
);

ALTER TABLE "public"."patient_documents"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patient_documents" FROM "anon";

CREATE TABLE "public"."patient_files" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "patient_id"  uuid                     NOT NULL,
  "name"        text                     NOT NULL,
  "mime_type"   text                     NOT NULL,
  "size"        bigint                   NOT NULL,
  "is_clinical" boolean                  NOT NULL,
  "source"      text                     NOT NULL,
  "uploaded_by" uuid,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "name_fits" CHECK (((char_length(name) >= 1) AND (char_length(name) <= 150))),
  CONSTRAINT "patient_files_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "source_is_known" CHECK ((source = ANY (ARRAY['upload'::text, 'document'::text, 'conversation'::text]))),
  CONSTRAINT "name_is_one_plain_line" CHECK ((name = app.normalize_name(name)))
);

ALTER TABLE "public"."patient_files"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patient_files" FROM "anon";

ALTER TABLE "app"."media_files"
  ADD COLUMN "bucket" text NOT NULL DEFAULT 'whatsapp-media'::text;

ALTER TABLE "app"."media_files"
  ADD COLUMN "folder" text;

ALTER TABLE "app"."media_files"
  ADD COLUMN "copy_of" uuid;

CREATE OR REPLACE FUNCTION app.author_name (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(
    (select t.name from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id),
    (select p.full_name from public.profiles p where p.id = p_user_id));
$function$;

CREATE OR REPLACE FUNCTION app.begin_upload (
  p_tenant_id uuid,
  p_upload_id uuid,
  p_kind      text,
  p_mime_type text,
  p_bytes     bigint,
  p_file_name text,
  p_reply_id  uuid   DEFAULT NULL::uuid,
  p_bucket    text   DEFAULT 'whatsapp-media'::text,
  p_folder    text   DEFAULT NULL::text,
  p_copy_of   uuid   DEFAULT NULL::uuid
)
  RETURNS app.media_files
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
begin
  if (
    select count(*) from app.media_files f
    where f.tenant_id = p_tenant_id and f.uploaded_by = auth.uid() and f.expires_at > now() + interval '23 hours'
  ) >= 200 then
    raise sqlstate 'PT429' using message = 'too_many_uploads', hint = 'Wait until the files before these are sent.';
  end if;
  insert into app.media_files (tenant_id, id, state, path, kind, mime_type, bytes, file_name, uploaded_by, quick_reply_id,
    bucket, folder, copy_of, expires_at)
  values (p_tenant_id, p_upload_id, 'uploading', app.upload_path(p_tenant_id, p_upload_id), p_kind, p_mime_type, p_bytes,
    left(p_file_name, 1000), auth.uid(), p_reply_id, p_bucket, p_folder, p_copy_of, now() + interval '24 hours')
  on conflict (tenant_id, id) do nothing;
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid()
    and f.quick_reply_id is not distinct from p_reply_id and f.bucket = p_bucket and f.folder is not distinct from p_folder
    and f.copy_of is not distinct from p_copy_of and f.state in ('uploading', 'storing', 'stored');
  if not found then
    raise sqlstate 'PT409' using message = 'upload_id_in_use', hint = 'Begin the upload with an id of its own.';
  end if;
  return v_file;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_upload (
  p_tenant_id uuid,
  p_provider  text,
  p_content   jsonb,
  p_body      text,
  p_by        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
begin
  -- held until the message is there: nobody sweeps it meanwhile
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id::text = p_content ->> 'upload_id' and f.uploaded_by = p_by
    and f.bucket = 'whatsapp-media' for update;
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if v_file.state <> 'stored' then
    raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
  end if;
  if not (app.require_sendable_media(p_provider, v_file.kind, v_file.mime_type, v_file.bytes)).takes_caption
    and btrim(coalesce(p_body, '')) <> '' then
    raise sqlstate 'PT400' using message = 'caption_not_supported', hint = 'Send the text as a message of its own.';
  end if;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_file.id;
  return jsonb_build_object('kind', case v_file.kind when 'voice' then 'audio' else v_file.kind end, 'content', '{}'::jsonb,
    'media', app.media_payload(v_file, case when v_file.kind = 'voice' then '{"voice": true}'::jsonb end)
      || case when jsonb_typeof(p_content -> 'waveform') = 'array' and jsonb_array_length(p_content -> 'waveform') <= 100
        then jsonb_build_object('waveform', p_content -> 'waveform') else '{}'::jsonb end,
    'media_file_id', v_file.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.council_of (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when t.council = 'other' then t.council_number
    when t.council_region is null then concat_ws(' ', t.council, t.council_number)
    when t.council_region ~ '^[A-Z]{2}$' then t.council || '/' || t.council_region || ' ' || t.council_number
    when t.council = 'CRP' then 'CRP ' || t.council_region || '/' || t.council_number
    else t.council || '-' || t.council_region || ' ' || t.council_number end
  from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = p_user_id and t.council is not null and t.council_number is not null;
$function$;

CREATE OR REPLACE FUNCTION app.document_body (
  p_body text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_body text := app.normalize_lines(left(p_body, 40000));
begin
  if coalesce(v_body, '') = '' then
    raise sqlstate 'PT400' using message = 'empty_body';
  end if;
  if char_length(v_body) > 20000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '20000';
  end if;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.document_content (
  d public.patient_documents
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select concat_ws(E'\n', d.number || '/' || d.year, d.kind, d.title, d.clinic_name, coalesce(d.letterhead, ''), d.patient_name,
    coalesce(d.purpose, ''), coalesce(d.addressee, ''), coalesce(d.cid, ''), d.author_name, coalesce(d.author_council, ''),
    to_char(d.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), d.body);
$function$;

CREATE OR REPLACE FUNCTION app.document_payload (
  d public.patient_documents
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(d) || jsonb_build_object('time_zone', (select t.time_zone from public.tenants t where t.id = d.tenant_id),
    'cancelled_by_name', (select p.full_name from public.profiles p where p.id = d.cancelled_by));
$function$;

CREATE OR REPLACE FUNCTION app.files_of_removed_clinics (
  p_limit integer DEFAULT 200
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_clinic app.removed_clinics;
  v_bucket text;
  v_paths text[];
begin
  for v_clinic in select * from app.removed_clinics c order by c.removed_at, c.id loop
    foreach v_bucket in array array['whatsapp-media', 'patient-files'] loop
      -- 0 follows the slash: everything that begins with the clinic's id and a slash
      select array_agg(o.name) into v_paths from (
        select s.name from storage.objects s
        where s.bucket_id = v_bucket and s.name collate "C" >= v_clinic.id || '/' and s.name collate "C" < v_clinic.id || '0'
        order by s.name collate "C" limit greatest(p_limit, 1)) o;
      if v_paths is not null then
        return jsonb_build_object('bucket', v_bucket, 'paths', v_paths);
      end if;
    end loop;
    -- a worker that was storing a file when the clinic went may end a moment later
    delete from app.removed_clinics c where c.id = v_clinic.id and c.removed_at < now() - interval '1 hour';
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_media_upload (
  p_tenant_id uuid,
  p_upload_id uuid,
  p_file      jsonb
)
  RETURNS text
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.media_files f set
    state = 'storing', path = case when f.folder is null then app.media_path(f.tenant_id, f.id, f.created_at, p_file ->> 'extension')
      else f.tenant_id || '/' || f.folder || '/' || f.id || '.' || (p_file ->> 'extension') end,
    mime_type = p_file ->> 'mime_type', bytes = (p_file ->> 'bytes')::bigint, sha256 = p_file ->> 'sha256',
    file_name = p_file ->> 'file_name', width = (p_file ->> 'width')::int, height = (p_file ->> 'height')::int,
    seconds = (p_file ->> 'seconds')::int
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.state in ('uploading', 'storing')
  returning f.path;
$function$;

CREATE OR REPLACE FUNCTION app.may_read_media (
  p_path text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- the file of a quick reply is for who sees the reply, until it is in a message; an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.bucket = 'whatsapp-media' and f.path = p_path
      and (f.state = 'stored' and (f.quick_reply_id is null or app.may_use_reply_file(f, auth.uid()) or exists (
          select from public.conversation_messages m where m.tenant_id = f.tenant_id and m.media_file_id = f.id))
        or f.state = 'uploading' and f.uploaded_by = auth.uid()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_read_patient_file (
  p_path text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files m
    left join public.patient_files f on f.tenant_id = m.tenant_id and f.id = m.id
    where m.tenant_id in (select t from app.my_tenant_ids() t) and m.bucket = 'patient-files' and m.path = p_path
      and (m.state = 'stored' and f.id is not null and (not f.is_clinical or app.treats(f.tenant_id, f.patient_id, auth.uid()))
        or m.state = 'uploading' and m.uploaded_by = auth.uid()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_upload_media (
  p_bucket text,
  p_path   text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.bucket = p_bucket and f.path = p_path
      and f.state = 'uploading' and f.copy_of is null and f.uploaded_by = auth.uid());
end;
$function$;

CREATE OR REPLACE FUNCTION app.named_with_ending (
  p_name text,
  p_path text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case when lower(n.name) like '%' || lower(e.ending) then n.name else left(n.name, 150 - char_length(e.ending)) || e.ending end
  from (select btrim(left(app.normalize_name(translate(left(p_name, 1000), '/\', '__')), 150)) as name) n,
    (select coalesce(substring(p_path from '\.[a-z0-9]+$'), '') as ending) e;
$function$;

CREATE OR REPLACE FUNCTION app.open_media_removals (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_file app.media_files;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_file from app.media_files f
    where f.tenant_id = v_job.tenant_id and f.id = (v_job.payload ->> 'file_id')::uuid and f.state = 'doomed';
    if v_file.id is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object('bucket', v_file.bucket,
        'paths', jsonb_build_array(v_file.path, app.upload_path(v_file.tenant_id, v_file.id))));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_media_upload (
  p_tenant_id uuid,
  p_upload_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
  v_source app.media_files;
begin
  perform app.require_member(p_tenant_id);
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid();
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  -- what is copied is looked at where it lies; the caller was allowed to open it when the copy began
  select * into v_source from app.media_files f where f.tenant_id = p_tenant_id and f.id = v_file.copy_of and f.state = 'stored';
  return jsonb_build_object('bucket', v_file.bucket, 'is_copy', v_file.copy_of is not null,
    'from_bucket', coalesce(v_source.bucket, v_file.bucket), 'is_stored', v_file.state = 'stored', 'upload_path', coalesce(v_source.path, app.upload_path(p_tenant_id, p_upload_id)),
    'mime_type', v_file.mime_type, 'file_name', v_file.file_name, 'kind', v_file.kind, 'max_bytes', app.media_byte_limit());
end;
$function$;

CREATE OR REPLACE FUNCTION app.patient_file_payload (
  f public.patient_files
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(f) || jsonb_build_object(
    'path', m.path, 'width', m.width, 'height', m.height,
    'uploaded_by_name', (select p.full_name from public.profiles p where p.id = f.uploaded_by),
    'document_id', (select d.id from public.patient_documents d where d.tenant_id = f.tenant_id and d.file_id = f.id))
  from app.media_files m where m.tenant_id = f.tenant_id and m.id = f.id;
$function$;

CREATE OR REPLACE FUNCTION app.release_media_file (
  p_tenant_id uuid,
  p_file_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- a separate step: whoever forwards the file holds it, and is seen once it is done
  perform from app.media_files f where f.tenant_id = p_tenant_id and f.id = p_file_id for update;
  update app.media_files f set state = 'doomed', expires_at = null
  where f.tenant_id = p_tenant_id and f.id = p_file_id and (f.bucket = 'whatsapp-media' or f.expires_at is not null)
    and not exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.media_file_id = p_file_id)
    and not exists (select from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.file_id = p_file_id);
  if found then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'remove_media', jsonb_build_object('file_id', p_file_id), 'remove_media:' || p_file_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_patient (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS public.patients
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_patient public.patients;
begin
  perform app.require_member(p_tenant_id);
  select * into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_patient;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patient_documents__stay()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if to_jsonb(new) - array['file_id', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'patient_id']
    is distinct from to_jsonb(old) - array['file_id', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'patient_id']
    or old.file_id is not null and new.file_id is distinct from old.file_id
    or old.cancelled_at is not null and (new.cancelled_at, new.cancel_reason) is distinct from (old.cancelled_at, old.cancel_reason) then
    raise sqlstate 'PT409' using message = 'document_issued', hint = 'Issue another document.';
  end if;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patient_files__let_go()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update app.media_files f set expires_at = now()
  where f.tenant_id = old.tenant_id and f.id = old.id and f.state <> 'doomed';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.add_patient_file (
  p_tenant_id   uuid,
  p_id          uuid,
  p_patient_id  uuid,
  p_name        text,
  p_is_clinical boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
  v_row public.patient_files;
  v_name text;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  -- held until it is kept: nobody sweeps it meanwhile
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_id and f.bucket = 'patient-files' and f.folder = p_patient_id::text
    and f.uploaded_by = auth.uid() for update;
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if v_file.state <> 'stored' then
    raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
  end if;
  select * into v_row from public.patient_files f where f.tenant_id = p_tenant_id and f.id = p_id;
  if not found then
    v_name := app.named_with_ending(coalesce(nullif(app.normalize_name(p_name), ''), v_file.file_name, 'arquivo'), v_file.path);
    insert into public.patient_files (tenant_id, id, patient_id, name, mime_type, size, is_clinical, source, uploaded_by)
    values (p_tenant_id, p_id, p_patient_id, v_name, v_file.mime_type, v_file.bytes, coalesce(p_is_clinical, true),
      case when v_file.copy_of is null then 'upload' else 'conversation' end, auth.uid())
    returning * into v_row;
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = p_id;
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', p_patient_id));
  end if;
  return app.patient_file_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."add_patient_file"(uuid, uuid, uuid, text, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.attach_document_file (
  p_tenant_id uuid,
  p_id        uuid,
  p_file_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.patient_documents;
  v_file app.media_files;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if not found or v_row.is_clinical and not app.treats(p_tenant_id, v_row.patient_id, auth.uid()) then
    raise sqlstate 'PT404' using message = 'document_not_found';
  end if;
  if v_row.file_id is null then
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = p_file_id and f.bucket = 'patient-files' and f.folder = v_row.patient_id::text
      and f.copy_of is null and f.uploaded_by = auth.uid() for update;
    if not found or v_file.state = 'doomed' or v_file.mime_type <> 'application/pdf'
      or exists (select from public.patient_files f where f.tenant_id = p_tenant_id and f.id = p_file_id) then
      raise sqlstate 'PT404' using message = 'upload_not_found';
    end if;
    if v_file.state <> 'stored' then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    end if;
    insert into public.patient_files (tenant_id, id, patient_id, name, mime_type, size, is_clinical, source, uploaded_by)
    values (p_tenant_id, p_file_id, v_row.patient_id,
      app.named_with_ending(v_row.title || ' ' || v_row.number || '-' || v_row.year, v_file.path), v_file.mime_type, v_file.bytes,
      v_row.is_clinical, 'document', auth.uid());
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = p_file_id;
    update public.patient_documents d set file_id = p_file_id where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', v_row.patient_id));
  end if;
  return app.document_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."attach_document_file"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.begin_patient_copy (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_upload_id  uuid,
  p_message_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_source app.media_files;
  v_file app.media_files;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  if p_upload_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select f.* into v_source from public.conversation_messages m
  join app.media_files f on f.tenant_id = m.tenant_id and f.id = m.media_file_id and f.state = 'stored' and f.bucket = 'whatsapp-media'
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.deleted_at is null;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found', hint = 'The message has no file that is here.';
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, v_source.kind, v_source.mime_type, v_source.bytes, v_source.file_name,
    p_bucket => 'patient-files', p_folder => p_patient_id::text, p_copy_of => v_source.id);
  return jsonb_build_object('upload_id', v_file.id, 'is_stored', v_file.state = 'stored', 'mime_type', v_source.mime_type,
    'file_name', v_source.file_name);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_patient_copy"(uuid, uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.begin_patient_upload (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_upload_id  uuid,
  p_mime_type  text,
  p_bytes      bigint,
  p_file_name  text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
  v_types text[];
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  select b.allowed_mime_types into v_types from storage.buckets b where b.id = 'patient-files';
  -- a browser may know no type: the content is looked at before it is kept
  if v_type <> '' and not v_type = any (v_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = array_to_string(v_types, ',');
  end if;
  if p_bytes > app.media_byte_limit() then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = app.media_byte_limit()::text,
      hint = format('Up to %s bytes.', app.media_byte_limit());
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, 'document', coalesce(nullif(v_type, ''), 'application/octet-stream'), p_bytes,
    p_file_name, p_bucket => 'patient-files', p_folder => p_patient_id::text);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', v_file.bucket, 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', app.media_byte_limit());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_patient_upload"(uuid, uuid, uuid, text, bigint, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_patient_document (
  p_tenant_id uuid,
  p_id        uuid,
  p_reason    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text;
  v_row public.patient_documents;
  v_reason text;
begin
  v_role := app.require_member(p_tenant_id);
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if not found or v_row.is_clinical and not app.treats(p_tenant_id, v_row.patient_id, auth.uid()) then
    raise sqlstate 'PT404' using message = 'document_not_found';
  end if;
  if v_row.author_id <> auth.uid() and (v_row.is_clinical or v_role not in ('owner', 'admin')) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Whoever issued it cancels it.';
  end if;
  if v_row.cancelled_at is null then
    v_reason := app.trimmed(p_reason, 500);
    if v_reason is null or char_length(v_reason) < 3 then
      raise sqlstate 'PT400' using message = 'cancel_reason_required';
    end if;
    update public.patient_documents d set cancelled_at = now(), cancelled_by = auth.uid(), cancel_reason = v_reason
    where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', v_row.patient_id));
  end if;
  return app.document_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_patient_document"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.change_patient_file (
  p_tenant_id   uuid,
  p_id          uuid,
  p_name        text    DEFAULT NULL::text,
  p_is_clinical boolean DEFAULT NULL::boolean,
  p_archived    boolean DEFAULT NULL::boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.patient_files;
  v_path text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.patient_files f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if not found or v_row.is_clinical and not app.treats(p_tenant_id, v_row.patient_id, auth.uid()) then
    raise sqlstate 'PT404' using message = 'file_not_found';
  end if;
  if v_row.source = 'document' and (p_is_clinical <> v_row.is_clinical or p_archived) then
    raise sqlstate 'PT409' using message = 'file_of_document', hint = 'Cancel the document instead.';
  end if;
  select m.path into v_path from app.media_files m where m.tenant_id = p_tenant_id and m.id = p_id;
  update public.patient_files f set
    name = case when p_name is null then f.name else app.named_with_ending(app.require_name(p_name, 150), v_path) end,
    is_clinical = coalesce(p_is_clinical, f.is_clinical),
    archived_at = case when p_archived is null then f.archived_at when p_archived then coalesce(f.archived_at, now()) end
  where f.tenant_id = p_tenant_id and f.id = p_id
  returning * into v_row;
  perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', v_row.patient_id));
  return app.patient_file_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."change_patient_file"(uuid, uuid, text, boolean, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_document_values (
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
  v_patient public.patients;
  v_zone text;
  v_clinic text;
  v_city text;
  v_session public.sessions;
begin
  v_patient := app.require_patient(p_tenant_id, p_patient_id);
  select t.time_zone, t.name into v_zone, v_clinic from public.tenants t where t.id = p_tenant_id;
  select l.city into v_city from public.document_letterheads l where l.tenant_id = p_tenant_id;
  -- what a declaration of attendance is mostly about
  select s.* into v_session from public.session_patients sp
  join public.sessions s on s.tenant_id = sp.tenant_id and s.id = sp.session_id
  where sp.tenant_id = p_tenant_id and sp.patient_id = p_patient_id and sp.status in ('scheduled', 'confirmed', 'attended')
    and s.starts_at between now() - interval '30 days' and now()
  order by s.starts_at desc limit 1;
  return jsonb_build_object(
    'treats', app.treats(p_tenant_id, p_patient_id, auth.uid()),
    'council', app.council_of(p_tenant_id, auth.uid()),
    'values', jsonb_strip_nulls(jsonb_build_object(
      'paciente', v_patient.name,
      'cpf', regexp_replace(v_patient.cpf, '(...)(...)(...)(..)', '\1.\2.\3-\4'),
      'nascimento', to_char(v_patient.birth_date, 'DD/MM/YYYY'),
      'data', to_char(now() at time zone v_zone, 'DD/MM/YYYY'),
      'hora', to_char(now() at time zone v_zone, 'HH24"h"MI'),
      'data_atendimento', to_char(coalesce(v_session.starts_at, now()) at time zone v_zone, 'DD/MM/YYYY'),
      'hora_inicio', to_char(v_session.starts_at at time zone v_zone, 'HH24"h"MI'),
      'hora_fim', to_char(v_session.ends_at at time zone v_zone, 'HH24"h"MI'),
      'terapeuta', app.author_name(p_tenant_id, auth.uid()),
      'conselho', app.council_of(p_tenant_id, auth.uid()),
      'clinica', v_clinic,
      'cidade', v_city)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_document_values"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.issue_patient_document (
  p_tenant_id     uuid,
  p_id            uuid,
  p_patient_id    uuid,
  p_template_id   uuid,
  p_title         text,
  p_body          text,
  p_purpose       text    DEFAULT NULL::text,
  p_addressee     text    DEFAULT NULL::text,
  p_cid           text    DEFAULT NULL::text,
  p_cid_consented boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient public.patients;
  v_template jsonb;
  v_kind public.document_kinds;
  v_row public.patient_documents;
begin
  v_patient := app.require_patient(p_tenant_id, p_patient_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select t into v_template from jsonb_array_elements(public.list_document_templates(p_tenant_id)) t where t ->> 'id' = p_template_id::text;
  if not found then
    raise sqlstate 'PT404' using message = 'document_template_not_found';
  end if;
  select * into v_kind from public.document_kinds k where k.key = v_template ->> 'kind';
  if not v_kind.desk_may_issue and not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'not_in_care_team', hint = 'Whoever treats the patient issues it.';
  end if;
  v_row.title := app.require_name(p_title);
  v_row.body := app.document_body(p_body);
  if v_row.body ~ '[{]{2}|[}]{2}' then
    raise sqlstate 'PT400' using message = 'document_not_filled_in', detail = substring(v_row.body from '[{]{2}[^}]*[}]{2}');
  end if;
  v_row.cid := nullif(upper(btrim(p_cid)), '');
  if v_row.cid is not null and not (v_kind.takes_cid and coalesce(p_cid_consented, false))
    or not v_kind.takes_cid and v_row.body ~* '\mCID\M' then
    raise sqlstate 'PT400' using message = 'cid_not_allowed', hint = 'The patient has to agree; a declaration of attendance has none.';
  end if;
  if v_row.cid !~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,2})?$' then
    raise sqlstate 'PT400' using message = 'invalid_cid';
  end if;
  -- one number after the other, also of two who issue at once; the same press again finds its document
  perform pg_advisory_xact_lock(hashtextextended('documents:' || p_tenant_id, 0));
  if exists (select from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.author_id <> auth.uid()) then
    raise sqlstate 'PT409' using message = 'client_id_in_use';
  end if;
  if not exists (select from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id) then
    v_row.tenant_id := p_tenant_id;
    v_row.id := p_id;
    v_row.patient_id := p_patient_id;
    v_row.kind := v_kind.key;
    v_row.is_clinical := v_kind.is_clinical;
    v_row.template_id := p_template_id;
    v_row.template_version := v_template ->> 'version';
    v_row.patient_name := v_patient.name;
    v_row.purpose := app.trimmed(p_purpose, 200);
    v_row.addressee := app.trimmed(p_addressee, 200);
    v_row.cid_consented := v_row.cid is not null;
    v_row.issued_at := date_trunc('second', now());
    v_row.author_id := auth.uid();
    v_row.author_council := app.council_of(p_tenant_id, auth.uid());
    v_row.author_name := app.author_name(p_tenant_id, auth.uid());
    select t.name, l.lines, extract(year from now() at time zone t.time_zone) into v_row.clinic_name, v_row.letterhead, v_row.year
    from public.tenants t left join public.document_letterheads l on l.tenant_id = t.id where t.id = p_tenant_id;
    select coalesce(max(d.number), 0) + 1 into v_row.number from public.patient_documents d
    where d.tenant_id = p_tenant_id and d.year = v_row.year;
    v_row.sha256 := encode(sha256(convert_to(app.document_content(v_row), 'UTF8')), 'hex');
    insert into public.patient_documents (tenant_id, id, patient_id, kind, year, number, template_id, template_version, title,
      body, patient_name, purpose, addressee, cid, cid_consented, clinic_name, letterhead, author_id, author_name, author_council, is_clinical, issued_at, sha256)
    values (p_tenant_id, p_id, p_patient_id, v_row.kind, v_row.year, v_row.number, v_row.template_id, v_row.template_version,
      v_row.title, v_row.body, v_row.patient_name, v_row.purpose, v_row.addressee, v_row.cid, v_row.cid_consented, v_row.clinic_name,
      v_row.letterhead, v_row.author_id, v_row.author_name, v_row.author_council, v_row.is_clinical, v_row.issued_at, v_row.sha256);
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', p_patient_id));
  end if;
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id;
  return app.document_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."issue_patient_document"(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_document_templates (
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
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'title', t.title, 'body', t.body, 'version', t.version,
      'archived_at', t.archived_at, 'is_default', t.is_default, 'is_changed', t.is_default and t.version > 0, 'councils', t.councils)
      order by k.position, t.place, app.normalize_text(t.title), t.id), '[]')
    from (
      select coalesce(o.id, d.id) as id, coalesce(o.kind, d.kind) as kind, coalesce(o.title, d.title) as title,
        coalesce(o.body, d.body) as body, coalesce(o.version, 0) as version, o.archived_at, d.id is not null as is_default,
        coalesce(d.councils, '{}') as councils, coalesce(d.position, 32767) as place
      from (select * from public.document_templates x where x.tenant_id = p_tenant_id) o
      full join app.default_document_templates d on d.id = o.id) t
    join public.document_kinds k on k.key = t.kind);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_document_templates"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patient_documents (
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
  v_treats boolean;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  v_treats := app.treats(p_tenant_id, p_patient_id, auth.uid());
  return (
    select jsonb_build_object('hidden', count(*) filter (where d.is_clinical and not v_treats),
      'documents', coalesce(jsonb_agg(app.document_payload(d) order by d.issued_at desc, d.number desc)
        filter (where v_treats or not d.is_clinical), '[]'))
    from public.patient_documents d where d.tenant_id = p_tenant_id and d.patient_id = p_patient_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patient_documents"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patient_files (
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
  v_treats boolean;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  v_treats := app.treats(p_tenant_id, p_patient_id, auth.uid());
  return (
    select jsonb_build_object('treats', v_treats,
      'hidden', count(*) filter (where f.is_clinical and not v_treats and f.archived_at is null),
      'files', coalesce(jsonb_agg(app.patient_file_payload(f) order by f.created_at desc, f.id desc)
        filter (where v_treats or not f.is_clinical), '[]'))
    from public.patient_files f where f.tenant_id = p_tenant_id and f.patient_id = p_patient_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patient_files"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.reset_document_template (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if not exists (select from app.default_document_templates d where d.id = p_id) then
    raise sqlstate 'PT404' using message = 'document_template_not_found';
  end if;
  delete from public.document_templates t where t.tenant_id = p_tenant_id and t.id = p_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."reset_document_template"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_document_letterhead (
  p_tenant_id uuid,
  p_city      text,
  p_lines     text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  insert into public.document_letterheads (tenant_id, city, lines)
  values (p_tenant_id, app.trimmed(p_city, 100), nullif(left(app.normalize_lines(left(p_lines, 1000)), 400), ''))
  on conflict (tenant_id) do update set city = excluded.city, lines = excluded.lines;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_document_letterhead"(uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_document_template (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_kind      text,
  p_title     text,
  p_body      text,
  p_archived  boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.document_templates;
  v_title text;
  v_body text;
begin
  perform app.require_admin(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if not exists (select from public.document_kinds k where k.key = p_kind) then
    raise sqlstate 'PT400' using message = 'invalid_document_kind';
  end if;
  v_title := app.require_name(p_title);
  v_body := app.document_body(p_body);
  -- two people at once with one form: the second is told
  select * into v_row from public.document_templates t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  if coalesce(v_row.version, 0) <> coalesce(p_version, 0) then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.document_templates as t (tenant_id, id, kind, title, body, archived_at, updated_by)
  values (p_tenant_id, p_id, p_kind, v_title, v_body, case when p_archived then now() end, auth.uid())
  on conflict (tenant_id, id) do update set
    kind = excluded.kind, title = excluded.title, body = excluded.body, version = t.version + 1,
    archived_at = case when p_archived then coalesce(t.archived_at, now()) end, updated_by = auth.uid()
  returning * into v_row;
  return jsonb_build_object('id', v_row.id, 'version', v_row.version);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_document_template"(uuid, uuid, integer, text, text, text, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."media_files"
  ADD CONSTRAINT "bucket_is_known" CHECK ((bucket = ANY (ARRAY['whatsapp-media'::text, 'patient-files'::text])));

ALTER TABLE "app"."default_document_templates"
  ADD CONSTRAINT "default_document_templates_kind_fkey" FOREIGN KEY (kind) REFERENCES public.document_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."document_letterheads"
  ADD CONSTRAINT "document_letterheads_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."document_templates"
  ADD CONSTRAINT "document_templates_kind_fkey" FOREIGN KEY (kind) REFERENCES public.document_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."document_templates"
  ADD CONSTRAINT "document_templates_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_documents"
  ADD CONSTRAINT "patient_documents_kind_fkey" FOREIGN KEY (kind) REFERENCES public.document_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."patient_documents"
  ADD CONSTRAINT "patient_documents_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_documents"
  ADD CONSTRAINT "patient_documents_tenant_id_file_id_fkey" FOREIGN KEY (tenant_id, file_id) REFERENCES public.patient_files(tenant_id, id) ON DELETE RESTRICT;

ALTER TABLE "public"."patient_files"
  ADD CONSTRAINT "patient_files_tenant_id_id_fkey" FOREIGN KEY (tenant_id, id) REFERENCES app.media_files(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_files"
  ADD CONSTRAINT "patient_files_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX default_document_templates_kind ON app.default_document_templates USING btree (kind);

CREATE INDEX document_templates_kind ON public.document_templates USING btree (kind);

CREATE UNIQUE INDEX patient_documents_file ON public.patient_documents USING btree (tenant_id, file_id);

CREATE INDEX patient_documents_kind ON public.patient_documents USING btree (kind);

CREATE INDEX patient_documents_of_patient ON public.patient_documents USING btree (tenant_id, patient_id, issued_at DESC, id DESC);

CREATE INDEX patient_files_of_patient ON public.patient_files USING btree (tenant_id, patient_id, created_at DESC, id DESC);

CREATE TRIGGER document_letterheads_touch
  BEFORE UPDATE ON public.document_letterheads
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER document_templates_touch
  BEFORE UPDATE ON public.document_templates
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER patient_documents_stay
  BEFORE UPDATE ON public.patient_documents
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_patient_documents__stay();

CREATE TRIGGER patient_files_let_go
  AFTER DELETE ON public.patient_files
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_patient_files__let_go();

CREATE POLICY "select_nobody" ON "app"."default_document_templates"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_signed_in" ON "public"."document_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."document_letterheads"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."document_templates"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_readers" ON "public"."patient_documents"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND ((NOT is_clinical) OR app.treats(tenant_id, patient_id, ( SELECT auth.uid() AS uid)))));

CREATE POLICY "select_readers" ON "public"."patient_files"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND ((NOT is_clinical) OR app.treats(tenant_id, patient_id, ( SELECT auth.uid() AS uid)))));

CREATE POLICY "insert_media_of_uploader" ON "storage"."objects"
  FOR INSERT
  TO "authenticated"
  WITH CHECK (((bucket_id = 'whatsapp-media'::text) AND app.may_upload_media(bucket_id, name)));

CREATE POLICY "insert_patient_files_of_uploader" ON "storage"."objects"
  FOR INSERT
  TO "authenticated"
  WITH CHECK (((bucket_id = 'patient-files'::text) AND app.may_upload_media(bucket_id, name)));

CREATE POLICY "select_patient_files_of_readers" ON "storage"."objects"
  FOR SELECT
  TO "authenticated"
  USING (((bucket_id = 'patient-files'::text) AND app.may_read_patient_file(name)));

COMMENT ON COLUMN "app"."media_files"."bucket" IS 'whatsapp-media: files of conversations. patient-files: files of patients, which public.patient_files keeps.';

COMMENT ON COLUMN "app"."media_files"."copy_of" IS 'The stored file that it is a copy of: no browser puts it.';

COMMENT ON COLUMN "app"."media_files"."folder" IS 'Where it is kept below the clinic''s folder; NULL: by month.';

COMMENT ON COLUMN "public"."document_kinds"."desk_may_issue" IS 'Any member of the clinic may issue it: it says that somebody was here, nothing else.';

COMMENT ON COLUMN "public"."document_kinds"."is_clinical" IS 'The treating team alone reads and issues it.';

COMMENT ON COLUMN "public"."document_kinds"."takes_cid" IS 'A diagnosis code may stand on it, when somebody typed it and the patient agreed.';

COMMENT ON COLUMN "public"."document_templates"."version" IS 'Rises with every change: a document says which one it was written from. The product''s own words are version 0.';

COMMENT ON COLUMN "public"."patient_documents"."author_council" IS 'Council, region and number at that moment; NULL where the reception attests attendance.';

COMMENT ON COLUMN "public"."patient_documents"."file_id" IS 'The PDF, once the browser that issued it has stored it; it can be made again from the row.';

COMMENT ON COLUMN "public"."patient_documents"."sha256" IS 'Of what app.document_content makes of the row: whoever has the text can check it.';

COMMENT ON COLUMN "public"."patient_files"."is_clinical" IS 'For the treating team alone. Others are for every member: copies of identity papers, contracts, declarations of attendance.';

COMMENT ON COLUMN "public"."patient_files"."mime_type" IS 'What the server found it to be.';

COMMENT ON FUNCTION "app"."files_of_removed_clinics"(integer) IS 'Caller: process-jobs, again and again until nothing is left. Objects of a clinic that does not exist any more, {bucket, paths}, to be removed through the Storage API; NULL when there are none. Errors: none.';

COMMENT ON FUNCTION "app"."may_read_patient_file"(text) IS 'Whether the caller may open an object of patient-files. Asked by the policies of storage.objects.';

COMMENT ON FUNCTION "app"."may_upload_media"(text, text) IS 'Whether the caller has begun the upload of this object. Asked by the policies of storage.objects.';

COMMENT ON FUNCTION "app"."open_media_upload"(uuid, uuid) IS 'Caller: send-whatsapp-message or accept-media-upload with the claims of whoever began the upload. Returns {bucket, from_bucket, is_copy, is_stored, upload_path, mime_type, file_name, kind, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 upload_not_found.';

COMMENT ON FUNCTION "public"."add_patient_file"(uuid, uuid, uuid, text, boolean) IS 'Caller: the member who put the file p_id for this patient, or copied it, once accept-media-upload has looked at it. A clinical file is for the treating team from then on, also where the reception put it; without a word it is clinical. Kept twice it is kept once. Answers as list_patient_files. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT404 upload_not_found, PT409 upload_incomplete.';

COMMENT ON FUNCTION "public"."attach_document_file"(uuid, uuid, uuid) IS 'Caller: members who may read the document. Keeps the PDF that the caller put for this patient as the document''s file; one that has a file keeps it. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 document_not_found, PT404 upload_not_found, PT409 upload_incomplete.';

COMMENT ON FUNCTION "public"."begin_patient_copy"(uuid, uuid, uuid, uuid) IS 'Caller: members. Begins a copy of a message''s file among the files of a patient: accept-media-upload makes it, add_patient_file keeps it. The copy stays when the message goes. Returns {upload_id, is_stored, mime_type, file_name}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT404 message_not_found, PT400 missing_client_id, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."begin_patient_upload"(uuid, uuid, uuid, text, bigint, text) IS 'Caller: members, before a browser puts a file of a patient at path of bucket, as for begin_media_upload. Then accept-media-upload looks at the file and add_patient_file keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT400 empty_upload, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."cancel_patient_document"(uuid, uuid, text) IS 'Caller: the author; of a document that the desk may issue also owner and admin. It stays, with its number, its words and why it was cancelled. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 document_not_found, PT400 cancel_reason_required.';

COMMENT ON FUNCTION "public"."change_patient_file"(uuid, uuid, text, boolean, boolean) IS 'Caller: members who may open the file. Renames it (its ending stays), says whether it is clinical, archives it or brings it back; what is NULL stays. A document''s file stays as it is but for its name. Answers as list_patient_files. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 file_not_found, PT409 file_of_document, PT400 invalid_name.';

COMMENT ON FUNCTION "public"."get_document_values"(uuid, uuid) IS 'Caller: members. What the variables of templates become for this patient and whoever asks: {treats, council, values: {paciente, cpf, nascimento, data, hora, data_atendimento, hora_inicio and hora_fim of the last session, terapeuta, conselho, clinica, cidade}}; what is not known is missing. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."issue_patient_document"(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) IS 'Caller: the treating team; members for kinds that the desk may issue. Numbers the document by clinic and year and keeps its words for ever, with the caller as author. p_id comes from the client: the same again is the same document. Then the browser makes the PDF and attach_document_file keeps it. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_in_care_team, PT404 patient_not_found, PT404 document_template_not_found, PT400 missing_client_id, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT400 document_not_filled_in (detail: the first variable), PT400 cid_not_allowed, PT400 invalid_cid, PT409 client_id_in_use.';

COMMENT ON FUNCTION "public"."list_document_templates"(uuid) IS 'Caller: members. The templates of the clinic, its own and the product''s as it has changed them, archived ones too: [{id, kind, title, body, version (0: the product''s words), archived_at, is_default, is_changed, councils: for whose profession it is above all}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_patient_documents"(uuid, uuid) IS 'Caller: members. Documents issued for a patient, newest first: {hidden: how many the caller may not see, documents: rows}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_patient_files"(uuid, uuid) IS 'Caller: members. Files of a patient, newest first, archived ones too: {treats: the caller is of the treating team, hidden: how many clinical files the caller may not see, files: [{id, name, mime_type, size, is_clinical, source, path, width, height, uploaded_by, uploaded_by_name, document_id, archived_at, created_at}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."reset_document_template"(uuid, uuid) IS 'Caller: owner or admin. One of the product''s templates gets its first words back; documents keep theirs. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 document_template_not_found.';

COMMENT ON FUNCTION "public"."save_document_letterhead"(uuid, text, text) IS 'Caller: owner or admin. The city that documents are dated in, and the lines below the clinic''s name. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."save_document_template"(uuid, uuid, integer, text, text, text, boolean) IS 'Caller: owner or admin. p_id comes from the client, or is the product''s template that the clinic words anew; p_version is the one that was read, 0 or NULL for what the clinic has not changed yet. Returns {id, version}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_document_kind, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT409 changed_meanwhile.';

COMMENT ON TABLE "app"."default_document_templates" IS 'Templates that every clinic has until it changes them: its own row of public.document_templates has the same id.';

COMMENT ON TABLE "app"."media_files" IS 'Every object of the clinics'' buckets, written down before it is stored: none is left behind. Messages point to it; a forwarded file is one object.';

COMMENT ON TABLE "public"."document_kinds" IS 'Kinds of document, in the order in which they are offered; their words are texts of the screen.';

COMMENT ON TABLE "public"."document_letterheads" IS 'What stands on a clinic''s documents below its name (address, phone, CNPJ, up to four lines), and the city they are dated in.';

COMMENT ON TABLE "public"."document_templates" IS 'Templates of documents that the clinic made or changed. list_document_templates adds those of app.default_document_templates that it did not.';

COMMENT ON TABLE "public"."patient_documents" IS 'Documents that were issued: numbered by clinic and year, with their text, their author and the hash of both.';

COMMENT ON TABLE "public"."patient_files" IS 'Files of patients: what was put, what came in a conversation, and the documents that the clinic issued.';

REVOKE ALL ON FUNCTION "app"."author_name"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."author_name"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."author_name"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid, text, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid, text, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."document_body"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."document_body"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."document_body"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."document_content"(public.patient_documents) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."document_content"(public.patient_documents) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."document_content"(public.patient_documents) TO "postgres";

REVOKE ALL ON FUNCTION "app"."document_payload"(public.patient_documents) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."document_payload"(public.patient_documents) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."document_payload"(public.patient_documents) TO "postgres";

REVOKE ALL ON FUNCTION "app"."files_of_removed_clinics"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."files_of_removed_clinics"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."files_of_removed_clinics"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."files_of_removed_clinics"(integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."may_read_patient_file"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."may_read_patient_file"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."may_read_patient_file"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_read_patient_file"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_read_patient_file"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."may_upload_media"(text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."may_upload_media"(text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."may_upload_media"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_upload_media"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_upload_media"(text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."named_with_ending"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."named_with_ending"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."named_with_ending"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."patient_file_payload"(public.patient_files) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."patient_file_payload"(public.patient_files) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."patient_file_payload"(public.patient_files) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_patient"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_patient"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_patient"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patient_documents__stay"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patient_documents__stay"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patient_documents__stay"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patient_files__let_go"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patient_files__let_go"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patient_files__let_go"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_patient_file"(uuid, uuid, uuid, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."add_patient_file"(uuid, uuid, uuid, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_patient_file"(uuid, uuid, uuid, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."attach_document_file"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."attach_document_file"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."attach_document_file"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_patient_copy"(uuid, uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_patient_copy"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_patient_copy"(uuid, uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_patient_upload"(uuid, uuid, uuid, text, bigint, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_patient_upload"(uuid, uuid, uuid, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_patient_upload"(uuid, uuid, uuid, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_patient_document"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_patient_document"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_patient_document"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_patient_file"(uuid, uuid, text, boolean, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."change_patient_file"(uuid, uuid, text, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_patient_file"(uuid, uuid, text, boolean, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_document_values"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_document_values"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_document_values"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_patient_document"(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."issue_patient_document"(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_patient_document"(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_document_templates"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_document_templates"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_document_templates"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_documents"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patient_documents"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_documents"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_files"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patient_files"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_files"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."reset_document_template"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."reset_document_template"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."reset_document_template"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_document_letterhead"(uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_document_letterhead"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_document_letterhead"(uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_document_template"(uuid, uuid, integer, text, text, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_document_template"(uuid, uuid, integer, text, text, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_document_template"(uuid, uuid, integer, text, text, text, boolean) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."default_document_templates" TO "service_role";

REVOKE ALL ON TABLE "public"."document_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."document_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."document_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."document_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."document_letterheads" FROM "authenticated";

GRANT SELECT ON TABLE "public"."document_letterheads" TO "authenticated";

REVOKE ALL ON TABLE "public"."document_letterheads" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."document_letterheads" TO "service_role";

REVOKE ALL ON TABLE "public"."document_templates" FROM "authenticated";

GRANT SELECT ON TABLE "public"."document_templates" TO "authenticated";

REVOKE ALL ON TABLE "public"."document_templates" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."document_templates" TO "service_role";

REVOKE ALL ON TABLE "public"."patient_documents" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patient_documents" TO "authenticated";

REVOKE ALL ON TABLE "public"."patient_documents" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patient_documents" TO "service_role";

REVOKE ALL ON TABLE "public"."patient_files" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patient_files" TO "authenticated";

REVOKE ALL ON TABLE "public"."patient_files" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patient_files" TO "service_role";

-- Private: every object is opened by a signed address. What a browser says it uploads is one of the types that may be kept.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('whatsapp-media', 'whatsapp-media', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

insert into public.document_kinds (key, position, is_clinical, desk_may_issue, takes_cid) values
  ('attendance_note', 10, false, true, false),
  ('certificate', 20, true, false, true),
  ('summary', 30, true, false, true),
  ('report', 40, true, false, true),
  ('opinion', 50, true, false, true),
  ('referral', 60, true, false, true)
on conflict (key) do update set
  position = excluded.position, is_clinical = excluded.is_clinical, desk_may_issue = excluded.desk_may_issue, takes_cid = excluded.takes_cid;
-- Neutral words: none of them names a reason, a diagnosis or a treatment. What nobody fills in stays in sight as {{…}} and is not issued.
insert into app.default_document_templates (id, kind, title, body, councils, position) values
  ('0d000000-0000-4000-8000-000000000001', 'attendance_note', 'Declaração de comparecimento', E'Declaro, para os devidos fins, que {{paciente}}, CPF {{cpf}}, compareceu a {{clinica}} no dia {{data_atendimento}}, das {{hora_inicio}} às {{hora_fim}}, para atendimento.\n\n{{cidade}}, {{data}}.', '{}', 10),
  ('0d000000-0000-4000-8000-000000000002', 'attendance_note', 'Declaração de acompanhante', E'Declaro, para os devidos fins, que {{acompanhante}} esteve em {{clinica}} no dia {{data_atendimento}}, das {{hora_inicio}} às {{hora_fim}}, como acompanhante de {{paciente}}.\n\n{{cidade}}, {{data}}.', '{}', 20),
  ('0d000000-0000-4000-8000-000000000003', 'certificate', 'Atestado', E'Atesto, a pedido da pessoa interessada, que {{paciente}}, CPF {{cpf}}, esteve em atendimento sob meus cuidados e necessita de {{dias}} dia(s) de afastamento de suas atividades a partir de {{data_inicio}}.\n\n{{cidade}}, {{data}}.', '{}', 30),
  ('0d000000-0000-4000-8000-000000000004', 'summary', 'Relatório de acompanhamento', E'Identificação\nPaciente: {{paciente}}\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nDescrição da demanda\n{{texto}}\n\nProcedimentos\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nEste documento tem caráter sigiloso e serve somente à finalidade indicada.\n\n{{cidade}}, {{data}}.', '{}', 40),
  ('0d000000-0000-4000-8000-000000000005', 'report', 'Laudo', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nDescrição da demanda\n{{texto}}\n\nProcedimentos\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nReferências\n{{texto}}\n\nEste documento tem caráter sigiloso e serve somente à finalidade indicada.\n\n{{cidade}}, {{data}}.', '{}', 50),
  ('0d000000-0000-4000-8000-000000000006', 'opinion', 'Parecer', E'Identificação\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nQuestão apresentada\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nReferências\n{{texto}}\n\n{{cidade}}, {{data}}.', '{}', 60),
  ('0d000000-0000-4000-8000-000000000007', 'referral', 'Encaminhamento', E'A/C {{destinatario}}\n\nEncaminho {{paciente}}, nascimento em {{nascimento}}, para avaliação e conduta.\n\n{{texto}}\n\nFico à disposição para o que for necessário ao cuidado.\n\n{{cidade}}, {{data}}.', '{}', 70),
  ('0d000000-0000-4000-8000-000000000008', 'summary', 'Relatório fisioterapêutico', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nFinalidade: {{finalidade}}\n\nAvaliação funcional\n{{texto}}\n\nObjetivos e recursos utilizados\n{{texto}}\n\nEvolução\n{{texto}}\n\nPlano\n{{texto}}\n\n{{cidade}}, {{data}}.', '{CREFITO}', 80),
  ('0d000000-0000-4000-8000-000000000009', 'report', 'Relatório de avaliação fonoaudiológica', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nFinalidade: {{finalidade}}\n\nQueixa e histórico\n{{texto}}\n\nAvaliação\n{{texto}}\n\nConclusão e conduta\n{{texto}}\n\n{{cidade}}, {{data}}.', '{CREFONO}', 90)
on conflict (id) do update set
  kind = excluded.kind, title = excluded.title, body = excluded.body, councils = excluded.councils, position = excluded.position;

-- Private: every object is opened by a signed address. The types are those of whatsapp-media, which content is held against.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('patient-files', 'patient-files', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
