-- retry older media: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.retry_media (
  p_tenant_id  uuid,
  p_message_id uuid
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  -- the job before the message, as everywhere
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = 'media:' || p_message_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  if v_message.id is null or v_message.media is null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.media ->> 'state' = 'remote' and v_message.deleted_at is null then
    -- under way, or older than the jobs that fetch
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'fetch_media', jsonb_build_object('message_id', p_message_id), 'media:' || p_message_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    return v_message;
  end if;
  if v_message.media ->> 'state' not in ('failed', 'expired') or v_message.deleted_at is not null then
    return v_message;
  end if;
  update public.conversation_messages m set media = m.media - 'reason' || '{"state": "remote"}'
  where m.tenant_id = p_tenant_id and m.id = p_message_id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$function$;

COMMENT ON FUNCTION "public"."retry_media"(uuid, uuid) IS 'Caller: members. Fetches a file again that expired or could not be fetched, or whose message is older than this; a file that is there, under way or refused stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found.';
