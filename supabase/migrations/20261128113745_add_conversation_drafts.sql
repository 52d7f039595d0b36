-- add conversation drafts: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."conversation_drafts" (
  "tenant_id"   uuid                     NOT NULL,
  "user_id"     uuid                     NOT NULL,
  "thread_id"   uuid                     NOT NULL,
  "is_note"     boolean                  NOT NULL DEFAULT false,
  "body"        text                     NOT NULL,
  "reply_to_id" uuid,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "conversation_drafts_pkey" PRIMARY KEY (tenant_id, user_id, thread_id, is_note),
  CONSTRAINT "draft_fits" CHECK ((char_length(body) <= 65536))
);

ALTER TABLE "public"."conversation_drafts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_drafts" FROM "anon";

CREATE OR REPLACE FUNCTION app.draft_payload (
  d public.conversation_drafts
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return jsonb_build_object('thread_id', d.thread_id, 'is_note', d.is_note, 'body', d.body, 'reply_to_id', d.reply_to_id,
    'updated_at', d.updated_at);
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_thread (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  loop
    v_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id for key share;
    exit when found or v_id is null;
  end loop;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.merge_thread_parts (
  p_tenant_id uuid,
  p_from      uuid,
  p_into      uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id, tagged_by, created_at)
  select u.tenant_id, p_into, u.tag_id, u.tagged_by, u.created_at
  from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.thread_id = p_from
  on conflict do nothing;
  insert into public.conversation_pins (tenant_id, user_id, thread_id, created_at)
  select p.tenant_id, p.user_id, p_into, p.created_at
  from public.conversation_pins p where p.tenant_id = p_tenant_id and p.thread_id = p_from
  on conflict do nothing;
  -- who began something in both goes on with both
  insert into public.conversation_drafts as d (tenant_id, user_id, thread_id, is_note, body, reply_to_id)
  select b.tenant_id, b.user_id, p_into, b.is_note, b.body, b.reply_to_id
  from public.conversation_drafts b where b.tenant_id = p_tenant_id and b.thread_id = p_from
  on conflict (tenant_id, user_id, thread_id, is_note) do update set
    body = left(btrim(d.body || E'\n' || excluded.body, E'\n'), 65536), reply_to_id = coalesce(d.reply_to_id, excluded.reply_to_id),
    updated_at = clock_timestamp();
  update public.conversation_notes n set thread_id = p_into, updated_at = clock_timestamp()
  where n.tenant_id = p_tenant_id and n.thread_id = p_from;
  update public.scheduled_messages s set thread_id = p_into, updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.thread_id = p_from;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_conversation_drafts (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.draft_payload(s) order by s.updated_at desc) from (
      select d.* from public.conversation_drafts d
      where d.tenant_id = p_tenant_id and d.user_id = auth.uid()
      order by d.updated_at desc limit 500) s), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_drafts"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_conversation_draft (
  p_tenant_id   uuid,
  p_thread_key  text,
  p_body        text,
  p_is_note     boolean                  DEFAULT false,
  p_reply_to_id uuid                     DEFAULT NULL::uuid,
  p_seen_at     timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_new public.conversation_drafts;
  v_kept public.conversation_drafts;
begin
  perform app.require_member(p_tenant_id);
  if char_length(p_body) > 20000 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = '20000';
  end if;
  v_new.thread_id := app.hold_thread(p_tenant_id, p_thread_key);
  if v_new.thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  v_new.tenant_id := p_tenant_id;
  v_new.user_id := auth.uid();
  v_new.is_note := coalesce(p_is_note, false);
  v_new.body := case when btrim(coalesce(p_body, ''), E' \n\r\t') = '' then '' else p_body end;
  v_new.updated_at := clock_timestamp();
  select m.id into v_new.reply_to_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_reply_to_id and m.thread_id = v_new.thread_id;
  -- what another device wrote since stays
  if v_new.body = '' and v_new.reply_to_id is null then
    delete from public.conversation_drafts d
    where d.tenant_id = p_tenant_id and d.user_id = v_new.user_id and d.thread_id = v_new.thread_id and d.is_note = v_new.is_note
      and d.updated_at = p_seen_at;
  else
    insert into public.conversation_drafts as d (tenant_id, user_id, thread_id, is_note, body, reply_to_id, updated_at)
    values (p_tenant_id, v_new.user_id, v_new.thread_id, v_new.is_note, v_new.body, v_new.reply_to_id, v_new.updated_at)
    on conflict (tenant_id, user_id, thread_id, is_note) do update set
      body = excluded.body, reply_to_id = excluded.reply_to_id, updated_at = excluded.updated_at
      where d.updated_at = p_seen_at and (d.body, d.reply_to_id) is distinct from (excluded.body, excluded.reply_to_id);
  end if;
  if found then
    perform app.broadcast(p_tenant_id, 'conversation_draft', jsonb_build_object(
      'user_id', v_new.user_id, 'thread_id', v_new.thread_id, 'is_note', v_new.is_note, 'updated_at', v_new.updated_at));
    return app.draft_payload(v_new);
  end if;
  select * into v_kept from public.conversation_drafts d
  where d.tenant_id = p_tenant_id and d.user_id = v_new.user_id and d.thread_id = v_new.thread_id and d.is_note = v_new.is_note;
  return app.draft_payload(case when found then v_kept else v_new end);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_conversation_draft"(uuid, text, text, boolean, uuid, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."conversation_drafts"
  ADD CONSTRAINT "conversation_drafts_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_drafts"
  ADD CONSTRAINT "conversation_drafts_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX conversation_drafts_thread ON public.conversation_drafts USING btree (tenant_id, thread_id);

CREATE POLICY "select_own" ON "public"."conversation_drafts"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (user_id = ( SELECT auth.uid() AS uid))));

COMMENT ON COLUMN "public"."conversation_drafts"."is_note" IS 'An internal note that is begun: it never becomes a message.';

COMMENT ON COLUMN "public"."conversation_drafts"."reply_to_id" IS 'The message that it answers, if that is still there.';

COMMENT ON COLUMN "public"."conversation_drafts"."updated_at" IS 'Also the version: who writes says which one they saw.';

COMMENT ON FUNCTION "app"."draft_payload"(public.conversation_drafts) IS 'A draft as its author gets it: {thread_id, is_note, body, reply_to_id, updated_at}; an empty body is none.';

COMMENT ON FUNCTION "public"."list_conversation_drafts"(uuid) IS 'Caller: members. Their own drafts, the latest first, up to 500: [{thread_id, is_note, body, reply_to_id, updated_at}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_conversation_draft"(uuid, text, text, boolean, uuid, timestamp with time zone) IS 'Caller: members, their own. Keeps what is begun in a conversation, as a message or as an internal note; an empty text without p_reply_to_id removes it. p_seen_at is the updated_at that the device knew: when another device wrote since, nothing changes and that draft is the answer. The caller''s devices are told that something changed, not what. Answers {thread_id, is_note, body, reply_to_id, updated_at}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 body_too_long, PT404 conversation_not_found.';

COMMENT ON TABLE "public"."conversation_drafts" IS 'What somebody began to write in a conversation and did not send, on whichever device. Nobody else reads it.';

REVOKE ALL ON FUNCTION "app"."draft_payload"(public.conversation_drafts) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."draft_payload"(public.conversation_drafts) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."draft_payload"(public.conversation_drafts) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."draft_payload"(public.conversation_drafts) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_thread"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_thread"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_thread"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_drafts"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_drafts"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_drafts"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_conversation_draft"(uuid, text, text, boolean, uuid, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_conversation_draft"(uuid, text, text, boolean, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_conversation_draft"(uuid, text, text, boolean, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON TABLE "public"."conversation_drafts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_drafts" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_drafts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_drafts" TO "service_role";
