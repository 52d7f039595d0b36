-- call list of reminders: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."session_calls" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "session_id"    uuid                     NOT NULL,
  "patient_id"    uuid                     NOT NULL,
  "starts_at"     timestamp with time zone NOT NULL,
  "outcome"       text                     NOT NULL,
  "status_before" text                     NOT NULL,
  "noted_by"      uuid,
  "noted_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "undone_by"     uuid,
  "undone_at"     timestamp with time zone,
  CONSTRAINT "call_outcome_is_known" CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'cancelled'::text, 'no_answer'::text]))),
  CONSTRAINT "session_calls_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "undone_call_says_by_whom" CHECK (((undone_at IS NULL) <= (undone_by IS NULL)))
);

ALTER TABLE "public"."session_calls"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_calls" FROM "anon";

CREATE OR REPLACE FUNCTION app.apply_reminder_answer (
  p_tenant_id  uuid,
  p_id         uuid,
  p_message_id uuid,
  p_wish       text,
  p_ack_id     uuid,
  p_now        timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_log public.conversation_session_reminders_logs;
  v_session public.sessions;
  v_mine text;
  v_words jsonb;
  v_key text;
begin
  select * into v_log from public.conversation_session_reminders_logs l where l.tenant_id = p_tenant_id and l.id = p_id;
  v_log.patient_id := app.surviving_patient(p_tenant_id, v_log.patient_id);
  -- a repetition finds its answer said already
  if exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.client_id = p_ack_id) then
    return jsonb_build_object('skipped', 'answered_already');
  end if;
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = v_log.session_id for update;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_log.session_id and sp.patient_id = v_log.patient_id;
  -- moved, begun, over or cancelled: a person has to see to it
  if v_mine is null or v_session.starts_at <> v_log.starts_at or v_session.starts_at <= p_now or exists (
    select from public.session_statuses u where u.key in (v_session.status, v_mine) and u.is_outcome) then
    return jsonb_build_object('skipped', 'session_over');
  end if;
  if v_mine <> p_wish then
    perform app.say_attendance(v_session, v_log.patient_id, p_wish, 'Respondeu ao lembrete que não vem.', array(
      select m.user_id from public.tenant_members m
      where m.tenant_id = p_tenant_id and m.status = 'active' and (m.user_id = v_session.therapist_id or m.role = 'operator')
      order by m.user_id));
  end if;
  update public.conversation_session_reminders_logs l set answer = p_wish, answered_at = p_now
  where l.tenant_id = p_tenant_id and l.id = p_id;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_session.id]));
  select t.thread_key into v_key from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_tenant_id and m.id = p_message_id;
  v_words := app.reminder_words(v_session, v_log.patient_id);
  return app.create_automation_message(p_tenant_id, v_key, p_ack_id, app.fill_reminder(case p_wish
    when 'confirmed' then 'Combinado! Sessão confirmada: {data}, às {hora}.'
    else 'Tudo bem, a sessão de {data}, às {hora}, foi desmarcada. Para marcar outro horário, é só responder por aqui.' end, v_words),
    'reminder_answer_ack');
end;
$function$;

CREATE OR REPLACE FUNCTION app.calls_to_make (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_now          timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with zone as (
    select app.clinic_zone(p_tenant_id) as name
  ), to_make as materialized (
    select * from app.unanswered_reminders(p_tenant_id, p_now)
  ), calls as (
    select distinct on (c.session_id, c.patient_id) c.*, f.full_name as noted_by_name
    from public.session_calls c
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id and s.starts_at = c.starts_at
    cross join zone z
    left join public.profiles f on f.id = c.noted_by
    where c.tenant_id = p_tenant_id and c.undone_at is null and s.starts_at > p_now
      and s.starts_at < ((p_now at time zone z.name)::date + 2)::timestamp at time zone z.name
    order by c.session_id, c.patient_id, c.noted_at desc
  ), listed as (
    select r.session_id, r.patient_id, r.sent_at, r.reason, false as is_done from to_make r
    union all
    -- done, as long as it is still so
    select c.session_id, c.patient_id, null, null, true from calls c
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = c.session_id and sp.patient_id = c.patient_id
      and sp.status = c.outcome
  )
  select coalesce(jsonb_agg(jsonb_build_object('session_id', l.session_id, 'patient_id', l.patient_id, 'patient_name', p.name,
      'therapist_name', h.name, 'starts_at', s.starts_at, 'day', (s.starts_at at time zone z.name)::date,
      'is_today', (s.starts_at at time zone z.name)::date = (p_now at time zone z.name)::date,
      'told_name', w.name, 'phone', w.phone, 'thread_key', w.thread_key, 'sent_at', l.sent_at, 'reason', l.reason, 'is_done', l.is_done,
      'call', case when c.id is not null then jsonb_build_object('id', c.id, 'outcome', c.outcome, 'by_name', c.noted_by_name, 'at', c.noted_at) end)
    order by l.is_done, c.id is not null, s.starts_at, p.name, l.session_id), '[]')
  from listed l
  cross join zone z
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = l.session_id and (p_therapist_id is null or s.therapist_id = p_therapist_id)
  join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
  join public.patients p on p.tenant_id = p_tenant_id and p.id = l.patient_id
  left join calls c on c.session_id = l.session_id and c.patient_id = l.patient_id
  cross join lateral app.person_to_tell(p_tenant_id, l.patient_id) w;
$function$;

CREATE OR REPLACE FUNCTION app.person_to_tell (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    name       text,
    phone      text,
    thread_key text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_threads uuid[];
begin
  select min(x.name), min(x.phone), coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}')
  into name, phone, v_threads
  from (
    select r.full_name as name, r.phone, app.thread_of_phone(p_tenant_id, r.phone) as thread_id
    from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select o.name, (
        select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id = o.id
        order by c.is_primary desc, c.position limit 1), t.thread_id
    from public.patient_relations r
    join public.patients o on o.tenant_id = p_tenant_id and o.id = r.related_patient_id
    left join lateral app.threads_of_patient(p_tenant_id, r.related_patient_id) t (thread_id) on true
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told) x;
  if phone is null and cardinality(v_threads) = 0 then
    name := null;
    select c.phone into phone from public.contact_phones c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id order by c.is_primary desc, c.position limit 1;
    v_threads := array(select t from app.threads_of_patient(p_tenant_id, p_patient_id) t);
  end if;
  select t.thread_key into thread_key from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = any (v_threads) order by t.last_message_at desc nulls last, t.id limit 1;
  if phone is null then
    select t.phone into phone from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = any (v_threads) and t.phone is not null
    order by t.last_message_at desc nulls last, t.id limit 1;
  end if;
  return next;
end;
$function$;

CREATE OR REPLACE FUNCTION app.say_attendance (
  p_session    public.sessions,
  p_patient_id uuid,
  p_status     text,
  p_reason     text,
  p_told       uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_before jsonb := app.session_state(p_session.tenant_id, p_session.id);
  v_status text;
begin
  update public.session_patients sp set status = p_status
  where sp.tenant_id = p_session.tenant_id and sp.session_id = p_session.id and sp.patient_id = p_patient_id;
  select u.key into v_status from public.session_patients sp join public.session_statuses u on u.key = sp.status
  where sp.tenant_id = p_session.tenant_id and sp.session_id = p_session.id order by u.prevails desc limit 1;
  perform app.put_session_status(p_session, v_status, case when v_status = 'cancelled' then 'cancelled' else 'status' end, v_before,
    case when v_status = 'cancelled' then p_reason end);
  -- they know: they said so
  delete from app.session_notice_wishes w
  where w.tenant_id = p_session.tenant_id and w.session_id = p_session.id and w.patient_id = p_patient_id;
  perform app.publish_sessions(p_session.tenant_id, array[p_session.id]);
  if p_status in ('confirmed', 'cancelled') then
    perform app.notify_of_patient(p_session.tenant_id, p_patient_id, 'session_' || p_status, p_told,
      app.moment_in_words(p_session.starts_at, app.clinic_zone(p_session.tenant_id)));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.unanswered_reminders (
  p_tenant_id uuid,
  p_now       timestamp with time zone
)
  RETURNS TABLE (
    session_id uuid,
    patient_id uuid,
    sent_at    timestamp with time zone,
    reason     text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with open as (
    select s.id, s.starts_at from public.sessions s
    join public.tenants t on t.id = p_tenant_id
    join public.session_statuses u on u.key = s.status and not u.is_outcome
    where s.tenant_id = p_tenant_id and s.starts_at > p_now
      and s.starts_at < ((p_now at time zone t.time_zone)::date + 2)::timestamp at time zone t.time_zone
  ), seen as (
    select f.session_id, f.patient_id, max(f.goes_at) filter (where f.outlook = 'sent') as sent_at, bool_or(f.outlook = 'will_go') as will_go,
      -- what a person can lift, before what the clock did
      (array_agg(f.reason order by f.reason in ('booked_after_due', 'window_was_not_there', 'quiet_hours', 'system_down'), f.due_at desc) filter (where f.outlook in ('skipped', 'will_not_go')))[1] as reason
    from app.reminder_forecast(p_tenant_id, array(select o.id from open o), p_now) f
    group by f.session_id, f.patient_id
  )
  select e.session_id, e.patient_id, e.sent_at, case when e.sent_at is null then e.reason end
  from seen e
  join open o on o.id = e.session_id
  join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = e.session_id and sp.patient_id = e.patient_id
  where sp.status = 'scheduled' and (app.reminder_settings_of(p_tenant_id)).is_on
    -- two hours to answer in, unless it is soon
    and case when e.sent_at is not null then e.sent_at <= p_now - interval '2 hours' or o.starts_at <= p_now + interval '3 hours'
      else not e.will_go and e.reason is not null and e.reason <> 'held_out' end;
$function$;

CREATE OR REPLACE FUNCTION public.list_session_calls (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return app.calls_to_make(p_tenant_id, case when v_role = 'therapist' then auth.uid() end, now());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_calls"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.note_session_call (
  p_tenant_id  uuid,
  p_id         uuid,
  p_session_id uuid,
  p_patient_id uuid,
  p_outcome    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
  v_mine text;
begin
  if p_outcome is null or p_outcome not in ('confirmed', 'cancelled', 'no_answer') then
    raise sqlstate 'PT400' using message = 'invalid_call_outcome';
  end if;
  if exists (select from public.session_calls c where c.tenant_id = p_tenant_id and c.id = p_id) then
    return jsonb_build_object('id', p_id);
  end if;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and sp.patient_id = p_patient_id;
  if v_mine is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  -- what has an outcome, or began, is no question any more
  if v_session.starts_at <= now() or exists (
    select from public.session_statuses u where u.key in (v_session.status, v_mine) and u.is_outcome) then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_mine;
  end if;
  insert into public.session_calls (tenant_id, id, session_id, patient_id, starts_at, outcome, status_before, noted_by)
  values (p_tenant_id, p_id, p_session_id, p_patient_id, v_session.starts_at, p_outcome, v_mine, auth.uid());
  if p_outcome <> 'no_answer' and p_outcome <> v_mine then
    perform app.say_attendance(v_session, p_patient_id, p_outcome, 'Disse por telefone que não vem.',
      case when v_session.therapist_id is distinct from auth.uid() then array[v_session.therapist_id] else '{}' end);
  end if;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[p_session_id]));
  return jsonb_build_object('id', p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."note_session_call"(uuid, uuid, uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.undo_session_call (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_call public.session_calls;
  v_session public.sessions;
  v_mine text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_call from public.session_calls c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_call.id is null then
    raise sqlstate 'PT404' using message = 'call_not_found';
  end if;
  v_session := app.lock_session(p_tenant_id, v_call.session_id);
  update public.session_calls c set undone_at = clock_timestamp(), undone_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.id = p_id and c.undone_at is null;
  if not found then
    return jsonb_build_object('id', p_id);
  end if;
  select sp.status into v_mine from public.session_patients sp
  where sp.tenant_id = p_tenant_id and sp.session_id = v_call.session_id and sp.patient_id = v_call.patient_id;
  -- what somebody decided since stays
  if v_call.outcome <> 'no_answer' and v_mine = v_call.outcome and v_call.status_before <> v_mine and v_session.starts_at = v_call.starts_at then
    perform app.say_attendance(v_session, v_call.patient_id, v_call.status_before, null, '{}');
  end if;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[v_call.session_id]));
  return jsonb_build_object('id', p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."undo_session_call"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."session_calls"
  ADD CONSTRAINT "session_calls_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_calls"
  ADD CONSTRAINT "session_calls_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX session_calls_patient ON public.session_calls USING btree (tenant_id, patient_id, noted_at DESC);

CREATE INDEX session_calls_session ON public.session_calls USING btree (tenant_id, session_id, patient_id, noted_at DESC);

CREATE POLICY "select_members" ON "public"."session_calls"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."session_calls"."starts_at" IS 'The start that was spoken about; a session that moved is another question.';

COMMENT ON COLUMN "public"."session_calls"."status_before" IS 'How the person stood in the session: where an undo puts them back.';

COMMENT ON FUNCTION "app"."calls_to_make"(uuid, uuid, timestamp with time zone) IS 'What list_session_calls answers as of a moment; p_therapist_id NULL: of everybody.';

COMMENT ON FUNCTION "app"."person_to_tell"(uuid, uuid) IS 'Who is called or written to about a patient: the name of whoever is told for them (NULL: the patient), a number, and their conversation; each NULL where there is none.';

COMMENT ON FUNCTION "app"."say_attendance"(public.sessions, uuid, text, text, uuid[]) IS 'Gives one person of a locked session a status that they said themselves, and the session the one that prevails; p_reason is kept with a cancelled session. Errors: PT409 time_taken.';

COMMENT ON FUNCTION "app"."unanswered_reminders"(uuid, timestamp with time zone) IS 'Whom the desk calls: people of sessions from a moment to the end of the next day who got a reminder (sent_at) and said nothing, or got none for a reason.';

COMMENT ON FUNCTION "public"."list_session_calls"(uuid) IS 'Caller: members; a therapist sees the own sessions. Whom to call about sessions of the rest of today and of tomorrow, because nobody answered the reminder or none could go, and whom somebody reached already: [{session_id, patient_id, patient_name, therapist_name, starts_at, day, is_today, told_name: whoever is told for them|null, phone|null, thread_key|null, sent_at|null, reason: code|null, is_done, call: {id, outcome confirmed|cancelled|no_answer, by_name, at}|null}]; first whom nobody called, then whom nobody reached, then is_done. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."note_session_call"(uuid, uuid, uuid, uuid, text) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Notes whom somebody called about a session and what they said: confirmed and cancelled change the session for this person and tell its therapist, no_answer is noted alone. p_id is given by the caller; a repetition changes nothing. Answers {id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT400 invalid_call_outcome, PT404 patient_not_found, PT409 session_closed.';

COMMENT ON FUNCTION "public"."undo_session_call"(uuid, uuid) IS 'Caller: as note_session_call. Takes a call back and puts the person where they stood, unless somebody decided otherwise since; a repetition changes nothing. Answers {id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 call_not_found, PT409 time_taken.';

COMMENT ON TABLE "public"."session_calls" IS 'What the desk heard when it called somebody who had not answered a reminder.';

REVOKE ALL ON FUNCTION "app"."calls_to_make"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."calls_to_make"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."calls_to_make"(uuid, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."person_to_tell"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."person_to_tell"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."person_to_tell"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."say_attendance"(public.sessions, uuid, text, text, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."say_attendance"(public.sessions, uuid, text, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."say_attendance"(public.sessions, uuid, text, text, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."unanswered_reminders"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."unanswered_reminders"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."unanswered_reminders"(uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_calls"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_calls"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_calls"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_session_call"(uuid, uuid, uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."note_session_call"(uuid, uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."note_session_call"(uuid, uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_session_call"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."undo_session_call"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_session_call"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."session_calls" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_calls" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_calls" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_calls" TO "service_role";
