-- Entries of sessions, trainees and their supervisors, and owners who treat: the record meets the agenda. A function is
-- made anew because it answers one column more; nothing is lost.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "public"."list_pending_entries"(uuid);

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
    where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
      and (m.role in ('supervisor', 'therapist')
        or (m.role in ('owner', 'admin') and exists (
          select from public.therapists t where t.tenant_id = m.tenant_id and t.user_id = m.user_id and t.is_active))));
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
    where e.tenant_id = p_tenant_id and e.patient_id = p_patient_id and e.countersigner_id = p_user_id and e.countersigned_at is null)
    or exists (
      select from public.care_team c
      join public.therapists t on t.tenant_id = c.tenant_id and t.user_id = c.user_id and t.supervisor_id = p_user_id
      where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.ended_at is null);
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
  select t.supervisor_id from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = p_user_id and app.is_clinician(p_tenant_id, t.supervisor_id);
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
  v_session public.sessions;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.patient_id := p_patient_id;
  v_entry.kind := coalesce(p_entry ->> 'kind', 'progress_note');
  v_entry.title := app.trimmed(p_entry ->> 'title', 120);
  if p_entry ->> 'session_id' is not null then
    select s.* into v_session from public.sessions s
    join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id
    where s.tenant_id = p_tenant_id and s.id::text = p_entry ->> 'session_id' and sp.patient_id = p_patient_id;
    if v_session.id is null then
      raise sqlstate 'PT404' using message = 'session_not_found';
    end if;
    v_entry.session_id := v_session.id;
  end if;
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
    since        timestamp with time zone,
    session_id   uuid
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  select c.time_zone into v_zone from public.tenants c where c.id = p_tenant_id;
  return query
    with waiting as (
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.author_id = auth.uid() and e.signed_at is null and e.discarded_at is null
      union all
      select e.* from public.record_entries e
      where e.tenant_id = p_tenant_id and e.countersigner_id = auth.uid() and e.countersigned_at is null
    )
    select case when e.signed_at is null then 'draft' else 'countersign' end, e.id, e.patient_id, p.name, e.kind, e.occurred_on, e.author_name,
      coalesce(e.signed_at, e.created_at), e.session_id
    from waiting e
    join public.patients p on p.tenant_id = e.tenant_id and p.id = e.patient_id
    where app.record_access(p_tenant_id, e.patient_id, auth.uid()) in ('treats', 'supervises')
    union all
    -- who came, or was to come, and of whom nothing was written
    select 'session', null, sp.patient_id, p.name, 'progress_note', (s.starts_at at time zone v_zone)::date, t.name, s.starts_at, s.id
    from public.sessions s
    join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id
    join public.patients p on p.tenant_id = sp.tenant_id and p.id = sp.patient_id
    join public.therapists t on t.tenant_id = s.tenant_id and t.user_id = s.therapist_id
    where s.tenant_id = p_tenant_id and s.therapist_id = auth.uid() and s.ends_at < now() and s.starts_at > now() - interval '90 days'
      and sp.status in ('scheduled', 'confirmed', 'attended') and app.treats(p_tenant_id, sp.patient_id, auth.uid())
      and not exists (
        select from public.record_entries e
        where e.tenant_id = p_tenant_id and e.session_id = s.id and e.patient_id = sp.patient_id and e.discarded_at is null)
    order by 6, 8
    limit 200;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_pending_entries"(uuid) FROM PUBLIC, "anon", "service_role";

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
    tenant_id, id, patient_id, session_id, kind, title, occurred_on, content, addendum_to, author_id, author_name)
  values (
    p_tenant_id, p_id, p_patient_id, v_new.session_id, v_new.kind, v_new.title, v_new.occurred_on, v_new.content, v_new.addendum_to, auth.uid(),
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
      -- what is left for good, or written over, can be read again
      if p_keeps_version then
        perform app.keep_record_version(v_old);
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

ALTER TABLE "public"."record_entries"
  ADD CONSTRAINT "record_entries_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE RESTRICT;

CREATE INDEX record_entries_session ON public.record_entries USING btree (tenant_id, session_id)
  WHERE (session_id IS NOT NULL);

COMMENT ON COLUMN "public"."record_entries"."session_id" IS 'The session that it is about, where there was one.';

COMMENT ON FUNCTION "app"."is_clinician"(uuid, uuid) IS 'Whether somebody is an active member who treats patients at all. Owner and administrators are when they have an agenda of their own (therapists), the reception never.';

COMMENT ON FUNCTION "app"."typed_record_entry"(uuid, uuid, uuid, jsonb) IS 'An entry as its form sends it: {kind, title, occurred_on, content, addendum_to, session_id}. Errors: PT400 missing_client_id, PT400 record_kind_invalid, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT404 session_not_found, PT409 addendum_needs_signed_entry.';

COMMENT ON FUNCTION "public"."list_pending_entries"(uuid) IS 'Caller: members. What waits for the caller, oldest first: own entries that are not signed (draft), entries of trainees (countersign), and sessions of the last ninety days without an entry (session). Nothing of what they say. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_record_entry"(uuid, uuid, uuid, integer, jsonb, boolean) IS 'Caller: who treats the patient; an addendum also whoever supervises there. p_id comes from the client; p_version is the one that was read, null for a new entry; p_entry {kind, title, occurred_on (today when absent), content, addendum_to, session_id (of a new entry)}. An entry is its author''s until it is signed. p_keeps_version: the editor was left, or another text is written over: what was there is a version, too; while somebody writes, a version is kept every ten minutes. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_treating, PT403 not_the_author, PT404 patient_not_found, PT404 entry_not_found, PT404 session_not_found, PT400 missing_client_id, PT400 record_kind_invalid, PT400 invalid_date, PT400 record_content_invalid, PT400 record_too_long, PT409 addendum_needs_signed_entry, PT409 client_id_in_use, PT409 entry_locked, PT409 changed_meanwhile.';

GRANT EXECUTE ON FUNCTION "public"."list_pending_entries"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_pending_entries"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_pending_entries"(uuid) TO "postgres";
