-- notify woken: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."notifications"
  DROP CONSTRAINT "kind_is_known";

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__close_notifications()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user_ids jsonb;
begin
  with closed as (
    update public.notifications n set read_at = now()
    where n.tenant_id = new.tenant_id and n.thread_id = new.id and n.kind in ('message', 'woke') and n.read_at is null
    returning n.user_id
  )
  select jsonb_agg(c.user_id) into v_user_ids from closed c;
  if v_user_ids is not null then
    perform app.broadcast(new.tenant_id, 'notifications_read', jsonb_build_object('user_ids', v_user_ids));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.wake_conversation (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads;
begin
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id for update;
  if v_row.snoozed_until is null or v_row.snoozed_until > now() + interval '1 second' then
    return false;
  end if;
  update public.conversation_threads t set
    snoozed_until = null, snoozed_at = null, unread_count = greatest(t.unread_count, 1), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_row;
  perform app.publish_thread(v_row);
  if v_row.blocked_at is null then
    perform app.notify(v_row, 'woke', app.notification_audience(v_row), v_row.last_message_id, v_row.last_message_kind, v_row.last_message_preview);
  end if;
  return true;
end;
$function$;

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "kind_is_known" CHECK ((kind = ANY (ARRAY['message'::text, 'mention'::text, 'assigned'::text, 'woke'::text])));

COMMENT ON FUNCTION "app"."wake_conversation"(uuid, uuid) IS 'Caller: workers, when its moment has come. Back in the lists, as unread, and told to whom the person''s messages are told. False when it sleeps longer meanwhile, or not at all.';
