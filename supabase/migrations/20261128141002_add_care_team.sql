-- Who treats a patient: the record that comes next is read and written by them alone. Adds only.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."care_team" (
  "tenant_id"  uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "user_id"    uuid                     NOT NULL,
  "since"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "added_by"   uuid,
  "ended_at"   timestamp with time zone,
  "ended_by"   uuid,
  CONSTRAINT "care_team_pkey" PRIMARY KEY (tenant_id, patient_id, user_id, since),
  CONSTRAINT "ended_after_it_began" CHECK ((ended_at >= since))
);

ALTER TABLE "public"."care_team"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."care_team" FROM "anon";

CREATE OR REPLACE FUNCTION app.is_clinician (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active' and m.role in ('supervisor', 'therapist'));
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
  -- nobody lets themselves back in
  if p_user_id = auth.uid() and not app.treats(p_tenant_id, p_patient_id, p_user_id) and exists (
    select from public.care_team c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_by is distinct from p_user_id
  ) then
    return false;
  end if;
  insert into public.care_team (tenant_id, patient_id, user_id, added_by)
  values (p_tenant_id, p_patient_id, p_user_id, auth.uid())
  on conflict (tenant_id, patient_id, user_id) where ended_at is null do nothing;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_care_manager (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role not in ('owner', 'admin', 'supervisor', 'operator') and p_user_id is distinct from auth.uid()
    and not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask the reception.';
  end if;
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
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
  where c.tenant_id = old.tenant_id and c.user_id = old.user_id and c.ended_at is null;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.treats (
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
    select from public.care_team c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_at is null)
    and app.is_clinician(p_tenant_id, p_user_id);
$function$;

CREATE OR REPLACE FUNCTION public.add_care_team (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_care_manager(p_tenant_id, p_patient_id, p_user_id);
  if not app.is_clinician(p_tenant_id, p_user_id) then
    raise sqlstate 'PT409' using message = 'not_a_clinician';
  end if;
  if not app.join_care_team(p_tenant_id, p_patient_id, p_user_id) then
    raise sqlstate 'PT403' using message = 'cannot_let_yourself_in';
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."add_care_team"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.end_care_team (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_care_manager(p_tenant_id, p_patient_id, p_user_id);
  update public.care_team c set ended_at = greatest(now(), c.since), ended_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.user_id = p_user_id and c.ended_at is null;
  if found then
    perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id));
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."end_care_team"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_care_team (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    user_id   uuid,
    full_name text,
    role      text,
    since     timestamp with time zone,
    ended_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select c.user_id, p.full_name, m.role, c.since, c.ended_at
    from public.care_team c
    left join public.profiles p on p.id = c.user_id
    left join public.tenant_members m on m.tenant_id = c.tenant_id and m.user_id = c.user_id and m.status = 'active'
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by c.ended_at desc nulls first, c.since, c.user_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_care_team"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."care_team"
  ADD CONSTRAINT "care_team_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

CREATE UNIQUE INDEX care_team_current ON public.care_team USING btree (tenant_id, patient_id, user_id)
  WHERE (ended_at IS NULL);

CREATE INDEX care_team_user ON public.care_team USING btree (tenant_id, user_id)
  WHERE (ended_at IS NULL);

CREATE TRIGGER tenant_members_end_care
  AFTER DELETE ON public.tenant_members
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenant_members__end_care();

CREATE POLICY "select_members" ON "public"."care_team"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON FUNCTION "app"."is_clinician"(uuid, uuid) IS 'Whether somebody is an active member who treats patients at all. Owner, administrators and reception are none by their role.';

COMMENT ON FUNCTION "app"."join_care_team"(uuid, uuid, uuid) IS 'Caller: functions that give a patient a therapist (booking). Puts the therapist into the care team, once. False where they may not treat.';

COMMENT ON FUNCTION "app"."require_care_manager"(uuid, uuid, uuid) IS 'Whether the caller may say that p_user_id treats the patient or no longer does: owner, administrators, supervisors, reception, who treats the patient, and everybody about themselves. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

COMMENT ON FUNCTION "app"."treats"(uuid, uuid, uuid) IS 'Whether somebody treats the patient today: an active member of the care team whose care has not ended.';

COMMENT ON FUNCTION "public"."add_care_team"(uuid, uuid, uuid) IS 'Caller: owner, administrators, supervisors, reception, who treats the patient; and a therapist for a patient whose record has nothing of others. Gives a patient a therapist; the caller does not read the record thereby. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 cannot_let_yourself_in, PT404 patient_not_found, PT409 not_a_clinician.';

COMMENT ON FUNCTION "public"."end_care_team"(uuid, uuid, uuid) IS 'Caller: owner, administrators, supervisors, reception, who treats the patient, and everybody for themselves. From now on the person reads the record no more. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_care_team"(uuid, uuid) IS 'Caller: members. Who treats a patient, then who did; role is null for somebody who left the clinic. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "public"."care_team" IS 'Who treats a patient. A row that ended stays: it says who treated when. It names people without a foreign key, because they may leave the clinic.';

REVOKE ALL ON FUNCTION "app"."is_clinician"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."is_clinician"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."is_clinician"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_clinician"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_clinician"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."join_care_team"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."join_care_team"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."join_care_team"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_care_manager"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_care_manager"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_care_manager"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__end_care"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__end_care"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenant_members__end_care"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."treats"(uuid, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."treats"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."treats"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."treats"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."treats"(uuid, uuid, uuid) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."add_care_team"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."add_care_team"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_care_team"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_care_team"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."end_care_team"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_care_team"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_care_team"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_care_team"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_care_team"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."care_team" FROM "authenticated";

GRANT SELECT ON TABLE "public"."care_team" TO "authenticated";

REVOKE ALL ON TABLE "public"."care_team" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."care_team" TO "service_role";
