-- search jump: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.list_messages_around (
  p_tenant_id  uuid,
  p_thread_key text,
  p_message_id uuid,
  p_newer      integer DEFAULT 25,
  p_older      integer DEFAULT 25
)
  RETURNS SETOF public.conversation_messages
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
  v_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  select m.occurred_at into v_at from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and m.id = p_message_id;
  if v_at is null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return query
    select (newer.m).* from (
      select m from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and (m.occurred_at, m.id) > (v_at, p_message_id)
      order by m.occurred_at, m.id
      limit least(greatest(coalesce(p_newer, 25), 0), 200)) newer
    order by (newer.m).occurred_at desc, (newer.m).id desc;
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and (m.occurred_at, m.id) <= (v_at, p_message_id)
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_older, 25), 0), 200) + 1;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_messages_around"(uuid, text, uuid, integer, integer) FROM PUBLIC, "anon", "service_role";

COMMENT ON FUNCTION "public"."list_messages_around"(uuid, text, uuid, integer, integer) IS 'Caller: members. A message of a conversation with p_newer messages after and p_older before it, each up to 200, newest first: what opens at a message that was found, and goes on from its ends. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found.';

GRANT EXECUTE ON FUNCTION "public"."list_messages_around"(uuid, text, uuid, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_messages_around"(uuid, text, uuid, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_messages_around"(uuid, text, uuid, integer, integer) TO "postgres";
