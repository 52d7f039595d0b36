-- sweep files and films: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."removed_clinics" (
  "id"         uuid                     NOT NULL,
  "removed_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "removed_clinics_pkey" PRIMARY KEY (id)
);

ALTER TABLE "app"."removed_clinics"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.files_of_removed_clinics (
  p_limit integer DEFAULT 200
)
  RETURNS text[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_clinic app.removed_clinics;
  v_paths text[];
begin
  for v_clinic in select * from app.removed_clinics c order by c.removed_at, c.id loop
    -- 0 follows the slash: everything that begins with the clinic's id and a slash
    select array_agg(o.name) into v_paths from (
      select s.name from storage.objects s
      where s.bucket_id = 'whatsapp-media' and s.name collate "C" >= v_clinic.id || '/' and s.name collate "C" < v_clinic.id || '0'
      order by s.name collate "C" limit greatest(p_limit, 1)) o;
    if v_paths is not null then
      return v_paths;
    end if;
    -- a worker that was storing a file when the clinic went may end a moment later
    delete from app.removed_clinics c where c.id = v_clinic.id and c.removed_at < now() - interval '1 hour';
  end loop;
  return '{}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenants__remember_files()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into app.removed_clinics (id) values (old.id) on conflict (id) do update set removed_at = now();
  return null;
end;
$function$;

CREATE TRIGGER tenants_remember_files
  AFTER DELETE ON public.tenants
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenants__remember_files();

CREATE POLICY "select_nobody" ON "app"."removed_clinics"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."removed_clinics"."id" IS 'The id that the clinic had; nothing refers to it any more.';

COMMENT ON FUNCTION "app"."files_of_removed_clinics"(integer) IS 'Caller: process-jobs, again and again until nothing is left. Objects of the bucket whatsapp-media of a clinic that does not exist any more, to be removed through the Storage API; empty when there are none. Errors: none.';

COMMENT ON TABLE "app"."removed_clinics" IS 'Clinics that are gone, until their files are gone from the bucket too: the rows that told of them, and the jobs that would remove them, went with the clinic.';

REVOKE ALL ON FUNCTION "app"."files_of_removed_clinics"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."files_of_removed_clinics"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."files_of_removed_clinics"(integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."files_of_removed_clinics"(integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_tenants__remember_files"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenants__remember_files"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenants__remember_files"() TO "postgres";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- WhatsApp's own limits, for types that are kept at all (_shared/media/allowed-types.ts); Twilio takes no file over 16 MB, fewer types, and no text beside a document.
insert into public.channel_media (kind, media, mime_types, max_bytes, takes_caption) values
  ('evolution', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('evolution', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  -- beyond 512 KB WhatsApp shows a voice message as a file
  ('evolution', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('evolution', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  -- whatever is kept may go as a document: a photo in full size, a recording as a file
  ('evolution', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,image/jpeg,image/png,image/webp,image/gif,audio/mpeg,audio/ogg,audio/mp4,video/mp4,video/quicktime,video/3gpp}', 100 * 1024 * 1024, true),
  ('evolution', 'sticker', '{image/webp}', 500 * 1024, false),
  ('twilio', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('twilio', 'audio', '{audio/mpeg,audio/ogg,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  ('twilio', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('twilio', 'video', '{video/mp4}', 16 * 1024 * 1024, true),
  ('twilio', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation}', 16 * 1024 * 1024, false),
  ('twilio', 'sticker', '{image/webp}', 500 * 1024, false)
on conflict (kind, media) do update set
  mime_types = excluded.mime_types, max_bytes = excluded.max_bytes, takes_caption = excluded.takes_caption;

-- Private: every object is opened by a signed address. What a browser says it uploads is one of the types that may be kept.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('whatsapp-media', 'whatsapp-media', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
