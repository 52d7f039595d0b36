-- quick replies: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."quick_replies" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "owner_id"   uuid,
  "shortcut"   text                     NOT NULL,
  "title"      text                     NOT NULL,
  "body"       text                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "body_fits" CHECK (((char_length(body) >= 1) AND (char_length(body) <= 4096))),
  CONSTRAINT "quick_replies_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "shortcut_is_a_word" CHECK ((shortcut ~ '^[a-z0-9][a-z0-9_-]{0,31}$'::text)),
  CONSTRAINT "title_fits" CHECK (((char_length(title) >= 2) AND (char_length(title) <= 80)))
);

ALTER TABLE "public"."quick_replies"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."quick_replies" FROM "anon";

CREATE OR REPLACE FUNCTION app.checked_quick_reply_body (
  p_body text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_body text := app.checked_body(p_body, false);
  v_known text := '\{\{\s*(nome|clinica|atendente)\s*\}\}';
  v_rest text := regexp_replace(v_body, v_known, '', 'gi');
  v_variable text;
begin
  if v_rest ~ '\{\{|\}\}' then
    raise sqlstate 'PT400' using message = 'unknown_variable',
      detail = coalesce(left(btrim(substring(v_rest from '\{\{([^{}]*)\}\}')), 40), ''),
      hint = 'Known: {{nome}}, {{clinica}}, {{atendente}}.';
  end if;
  foreach v_variable in array array['nome', 'clinica', 'atendente'] loop
    v_body := regexp_replace(v_body, '\{\{\s*' || v_variable || '\s*\}\}', '{{' || v_variable || '}}', 'gi');
  end loop;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_quick_reply_rights (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.quick_replies
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.quick_replies;
begin
  select * into v_row from public.quick_replies q where q.tenant_id = p_tenant_id and q.id = p_id for update;
  if v_row.owner_id <> auth.uid() then
    raise sqlstate 'PT404' using message = 'quick_reply_not_found';
  end if;
  if v_row.id is not null and v_row.owner_id is null then
    perform app.require_admin(p_tenant_id);
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_shortcut (
  p_shortcut text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_shortcut text := app.normalize_text(ltrim(left(p_shortcut, 200), ' /'));
begin
  if v_shortcut is null or v_shortcut !~ '^[a-z0-9][a-z0-9_-]{0,31}$' then
    raise sqlstate 'PT400' using message = 'invalid_shortcut', hint = 'One word of up to 32 letters, digits, - and _.';
  end if;
  return v_shortcut;
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_quick_reply (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_quick_reply_rights(p_tenant_id, p_id);
  delete from public.quick_replies where tenant_id = p_tenant_id and id = p_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_quick_reply"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_quick_replies (
  p_tenant_id uuid
)
  RETURNS SETOF public.quick_replies
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select q.* from public.quick_replies q
    where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = auth.uid())
    order by q.shortcut, q.owner_id nulls last;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_quick_replies"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_quick_reply (
  p_tenant_id   uuid,
  p_id          uuid,
  p_is_personal boolean,
  p_shortcut    text,
  p_title       text,
  p_body        text
)
  RETURNS public.quick_replies
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_is_personal boolean := coalesce(p_is_personal, true);
  v_owner uuid;
  v_shortcut text;
  v_title text;
  v_body text;
  v_row public.quick_replies;
begin
  if v_is_personal then
    perform app.require_member(p_tenant_id);
    v_owner := auth.uid();
  else
    perform app.require_admin(p_tenant_id);
  end if;
  v_shortcut := app.require_shortcut(p_shortcut);
  v_title := app.require_name(p_title, 80);
  v_body := app.checked_quick_reply_body(p_body);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- one writer a clinic: the limit holds, and of two with one word the second is refused
  perform pg_advisory_xact_lock(hashtextextended('quick_replies:' || p_tenant_id, 0));
  v_row := app.require_quick_reply_rights(p_tenant_id, p_id);
  if exists (
    select from public.quick_replies q
    where q.tenant_id = p_tenant_id and q.owner_id is not distinct from v_owner and q.shortcut = v_shortcut and q.id <> p_id
  ) then
    raise sqlstate 'PT409' using message = 'shortcut_taken', detail = v_shortcut;
  end if;
  if (v_row.id is null or v_row.owner_id is distinct from v_owner) and (
    select count(*) from public.quick_replies q where q.tenant_id = p_tenant_id and q.owner_id is not distinct from v_owner
  ) >= 300 then
    raise sqlstate 'PT409' using message = 'too_many_quick_replies', detail = '300';
  end if;
  if v_row.id is not null
    and (v_row.owner_id, v_row.shortcut, v_row.title, v_row.body) is not distinct from (v_owner, v_shortcut, v_title, v_body) then
    return v_row;
  end if;
  insert into public.quick_replies (tenant_id, id, owner_id, shortcut, title, body)
  values (p_tenant_id, p_id, v_owner, v_shortcut, v_title, v_body)
  on conflict (tenant_id, id) do update set
    owner_id = excluded.owner_id, shortcut = excluded.shortcut, title = excluded.title, body = excluded.body
  returning * into v_row;
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."quick_replies"
  ADD CONSTRAINT "quick_replies_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."quick_replies"
  ADD CONSTRAINT "quick_replies_tenant_id_owner_id_fkey" FOREIGN KEY (tenant_id, owner_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

CREATE UNIQUE INDEX quick_replies_shortcut ON public.quick_replies USING btree (tenant_id, owner_id, shortcut) NULLS NOT DISTINCT;

CREATE TRIGGER quick_replies_touch
  BEFORE UPDATE ON public.quick_replies
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_clinic_and_own" ON "public"."quick_replies"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND ((owner_id IS NULL) OR (owner_id = ( SELECT auth.uid() AS uid)))));

COMMENT ON COLUMN "public"."quick_replies"."shortcut" IS 'What follows "/" in the composer: lower case, no accents. One''s own goes before the clinic''s.';

COMMENT ON FUNCTION "app"."checked_quick_reply_body"(text) IS 'Caller: save_quick_reply. Errors: PT400 empty_body, PT400 body_too_long, PT400 unknown_variable (detail: which).';

COMMENT ON FUNCTION "app"."require_quick_reply_rights"(uuid, uuid) IS 'Caller: save_quick_reply, delete_quick_reply. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 quick_reply_not_found.';

COMMENT ON FUNCTION "app"."require_shortcut"(text) IS 'Errors: PT400 invalid_shortcut.';

COMMENT ON FUNCTION "public"."delete_quick_reply"(uuid, uuid) IS 'Caller: members for their own, owner and admin for the clinic''s. One that is gone already is no error; save_quick_reply with the same id brings it back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 quick_reply_not_found.';

COMMENT ON FUNCTION "public"."list_quick_replies"(uuid) IS 'Caller: members. The clinic''s quick replies and one''s own, by their words. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text) IS 'Caller: members for their own, owner and admin for the clinic''s. p_id comes from the client; an id that is not there is created, also again after it was deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_shortcut, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT400 unknown_variable, PT400 missing_client_id, PT404 quick_reply_not_found, PT409 shortcut_taken, PT409 too_many_quick_replies.';

COMMENT ON TABLE "public"."quick_replies" IS 'Quick replies of a clinic (owner_id NULL) and of its people; {{nome}}, {{clinica}} and {{atendente}} in the body are filled in by the composer.';

REVOKE ALL ON FUNCTION "app"."checked_quick_reply_body"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_quick_reply_body"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_quick_reply_body"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_quick_reply_rights"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_quick_reply_rights"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_quick_reply_rights"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_shortcut"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_shortcut"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_shortcut"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_quick_reply"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_quick_reply"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_quick_reply"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_quick_replies"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_quick_replies"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_quick_replies"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text) TO "postgres";

REVOKE ALL ON TABLE "public"."quick_replies" FROM "authenticated";

GRANT SELECT ON TABLE "public"."quick_replies" TO "authenticated";

REVOKE ALL ON TABLE "public"."quick_replies" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."quick_replies" TO "service_role";
