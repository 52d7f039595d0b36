-- link people of conversations: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text);

DROP FUNCTION "public"."list_conversation_patients"(uuid, text);

CREATE OR REPLACE FUNCTION public.convert_conversation (
  p_tenant_id   uuid,
  p_thread_key  text,
  p_id          uuid,
  p_full_name   text,
  p_social_name text   DEFAULT NULL::text,
  p_seen        uuid[] DEFAULT NULL::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_known record;
begin
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  -- of two who press the button at once the second gets the patient of the first; a repeated call gets its own
  select p.id, p.name into v_known from public.patients p
  where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id))
    and (p.id = p_id or app.normalize_text(p.full_name) = app.normalize_text(app.require_name(p_full_name)))
  order by p.id = p_id desc limit 1;
  if v_known.id is not null then
    return public.get_patient(p_tenant_id, v_known.id);
  end if;
  -- under another name it may be somebody else: whoever did not see them decides again
  select p.id, p.name into v_known from public.patients p
  where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id)) and p.id <> all (p_seen) limit 1;
  if v_known.id is not null then
    raise sqlstate 'PT409' using message = 'conversation_has_patient', detail = v_known.name;
  end if;
  perform public.save_patient(p_tenant_id, p_id, null, jsonb_build_object('full_name', p_full_name, 'social_name', p_social_name),
    case when v_thread.phone is null then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('phone', v_thread.phone, 'type', 'mobile', 'is_primary', true)) end);
  perform public.link_conversation(p_tenant_id, p_thread_key, p_id);
  return public.get_patient(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text, uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversation_patients (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS TABLE (
    id           uuid,
    name         text,
    full_name    text,
    pronoun      text,
    birth_date   date,
    archived_at  timestamp with time zone,
    is_by_hand   boolean,
    is_by_number boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select p.id, p.name, p.full_name, p.pronoun, p.birth_date, p.archived_at, l.thread_id is not null, exists (
      select from public.conversation_addresses a
      join public.contact_phones c on c.tenant_id = a.tenant_id and c.phone = a.address
      where a.tenant_id = p_tenant_id and a.thread_id = v_thread and c.patient_id = p.id)
    from public.patients p
    left join public.patient_conversations l on l.tenant_id = p.tenant_id and l.thread_id = v_thread and l.patient_id = p.id
    where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread))
    order by p.archived_at nulls first, p.sort_name, p.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_patients"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.unlink_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  delete from public.patient_conversations l
  where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.patient_id = p_patient_id;
  -- what was called as somebody whom it is not of any more gets its own name back
  if found and v_thread.name_source = 'person'
    and p_patient_id not in (select app.patients_of_thread(p_tenant_id, v_thread.id))
    and v_thread.contact_name = (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    perform public.rename_conversation(p_tenant_id, p_thread_key, null);
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id, 'thread_key', v_thread.thread_key));
end;
$function$;

COMMENT ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text, uuid[]) IS 'Caller: members. The person of a conversation becomes a patient, with their number where it is known; the conversation is called as the patient from now on. Asked twice for one name, it answers the patient that is there. p_seen: the patients of the conversation that the caller saw; one who came since is told. Answers get_patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT404 conversation_not_found, PT409 changed_meanwhile, PT409 conversation_has_patient (detail: who), PT409 conversation_is_group.';

COMMENT ON FUNCTION "public"."list_conversation_patients"(uuid, text) IS 'Caller: members. Whose conversation it is: nobody for an unknown number, several where a mother writes for her children. is_by_hand: linked by somebody; is_by_number: a number of the conversation is theirs. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."unlink_conversation"(uuid, text, uuid) IS 'Caller: members. Takes back what was linked by hand, with the name that the conversation got by it; a number that is the patient''s goes on linking. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

GRANT EXECUTE ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."convert_conversation"(uuid, text, uuid, text, text, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_patients"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_patients"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_patients"(uuid, text) TO "postgres";
