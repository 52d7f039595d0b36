-- add saved views: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."saved_views" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL,
  "person_id"  uuid,
  "list"       text                     NOT NULL,
  "name"       text                     NOT NULL,
  "query"      jsonb                    NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "list_is_an_identifier" CHECK ((list ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
  CONSTRAINT "query_is_a_small_object" CHECK (((jsonb_typeof(query) = 'object'::text) AND (octet_length((query)::text) <= 4000))),
  CONSTRAINT "saved_views_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "view_name_is_used_once" UNIQUE NULLS NOT DISTINCT (tenant_id, person_id, list, name),
  CONSTRAINT "view_name_is_one_plain_line" CHECK ((name = app.normalize_name(name)))
);

ALTER TABLE "public"."saved_views"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."saved_views" FROM "anon";

CREATE OR REPLACE FUNCTION app.require_own_view (
  p_tenant_id uuid,
  p_id        uuid,
  p_leads     boolean
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_person uuid;
begin
  select v.person_id into v_person from public.saved_views v
  where v.tenant_id = p_tenant_id and v.id = p_id and (v.person_id is null or v.person_id = auth.uid())
  for update;
  if found and v_person is null and not p_leads then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Views of the whole clinic are changed by its leaders.';
  end if;
  return found;
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_saved_view (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_leads boolean := app.require_member(p_tenant_id) in ('owner', 'admin', 'supervisor');
begin
  if app.require_own_view(p_tenant_id, p_id, v_leads) then
    delete from public.saved_views v where v.tenant_id = p_tenant_id and v.id = p_id;
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_saved_view"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_view (
  p_tenant_id uuid,
  p_id        uuid,
  p_list      text,
  p_name      text,
  p_query     jsonb,
  p_is_shared boolean
)
  RETURNS public.saved_views
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_leads boolean := app.require_member(p_tenant_id) in ('owner', 'admin', 'supervisor');
  v_person uuid := case when p_is_shared then null else auth.uid() end;
  v_name text;
  v_row public.saved_views;
begin
  if p_is_shared and not v_leads then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Views of the whole clinic are made by its leaders.';
  end if;
  v_name := app.require_name(p_name, 60);
  if p_id is null or coalesce(p_list, '') !~ '^[a-z][a-z0-9-]{1,39}$'
    or jsonb_typeof(p_query) is distinct from 'object' or octet_length(p_query::text) > 4000 then
    raise sqlstate 'PT400' using message = 'invalid_view', detail = 'A view has an id, a list and a small object.';
  end if;
  if app.require_own_view(p_tenant_id, p_id, v_leads) then
    update public.saved_views v set name = v_name, query = p_query, person_id = v_person
    where v.tenant_id = p_tenant_id and v.id = p_id and v.list = p_list returning * into v_row;
    if found then
      return v_row;
    end if;
  end if;
  if exists (select from public.saved_views v where v.tenant_id = p_tenant_id and v.id = p_id) then
    raise sqlstate 'PT404' using message = 'view_not_found';
  end if;
  if (select count(*) from public.saved_views v
    where v.tenant_id = p_tenant_id and v.list = p_list and v.person_id is not distinct from v_person) >= 30 then
    raise sqlstate 'PT409' using message = 'too_many_views', detail = 'A list has up to 30 views.';
  end if;
  insert into public.saved_views (tenant_id, id, person_id, list, name, query)
  values (p_tenant_id, p_id, v_person, p_list, v_name, p_query) returning * into v_row;
  return v_row;
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'view_name_taken';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_view"(uuid, uuid, text, text, jsonb, boolean) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."saved_views"
  ADD CONSTRAINT "saved_views_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."saved_views"
  ADD CONSTRAINT "saved_views_tenant_id_person_id_fkey" FOREIGN KEY (tenant_id, person_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

CREATE TRIGGER saved_views_touch
  BEFORE UPDATE ON public.saved_views
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_own_and_shared" ON "public"."saved_views"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND ((person_id IS NULL) OR (person_id = ( SELECT auth.uid() AS uid)))));

COMMENT ON COLUMN "public"."saved_views"."list" IS 'Key of the list, as the screen names it.';

COMMENT ON COLUMN "public"."saved_views"."person_id" IS 'Whose view it is; null for one that the whole clinic sees.';

COMMENT ON COLUMN "public"."saved_views"."query" IS '{filters, sort, hidden}, read by the screen alone.';

COMMENT ON FUNCTION "app"."require_own_view"(uuid, uuid, boolean) IS 'Locks a view that the caller may change; false when there is none that they see. Errors: PT403 forbidden.';

COMMENT ON FUNCTION "public"."delete_saved_view"(uuid, uuid) IS 'Caller: who may change the view (save_view). One that is gone is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."save_view"(uuid, uuid, text, text, jsonb, boolean) IS 'Caller: any member, for themselves; owner, admin or supervisor for the whole clinic. The browser makes the id, and the same id is the same view. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_view, PT404 view_not_found, PT409 too_many_views, PT409 view_name_taken.';

COMMENT ON TABLE "public"."saved_views" IS 'What of a list somebody wants to find again: its filters, order and columns.';

REVOKE ALL ON FUNCTION "app"."require_own_view"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_own_view"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_own_view"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_saved_view"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_saved_view"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_saved_view"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_view"(uuid, uuid, text, text, jsonb, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_view"(uuid, uuid, text, text, jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_view"(uuid, uuid, text, text, jsonb, boolean) TO "postgres";

REVOKE ALL ON TABLE "public"."saved_views" FROM "authenticated";

GRANT SELECT ON TABLE "public"."saved_views" TO "authenticated";

REVOKE ALL ON TABLE "public"."saved_views" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."saved_views" TO "service_role";
