-- waiting list and arrivals: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."waiting_list_offers" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "slot_id"     uuid                     NOT NULL,
  "entry_id"    uuid                     NOT NULL,
  "state"       text                     NOT NULL DEFAULT 'queued'::text,
  "token_hash"  bytea,
  "body"        text,
  "message_id"  uuid,
  "skipped"     text,
  "expires_at"  timestamp with time zone,
  "answered_at" timestamp with time zone,
  "session_id"  uuid,
  "created_by"  uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "accepted_offer_has_a_session" CHECK (((state = 'accepted'::text) = (session_id IS NOT NULL))),
  CONSTRAINT "offer_state_is_known"
    CHECK ((state = ANY (ARRAY['queued'::text, 'open'::text, 'unsent'::text, 'accepted'::text, 'refused'::text, 'expired'::text, 'withdrawn'::text, 'filled'::text]))),
  CONSTRAINT "offered_once" UNIQUE (tenant_id, slot_id, entry_id),
  CONSTRAINT "open_offer_has_a_deadline" CHECK (((state <> 'open'::text) OR (expires_at IS NOT NULL))),
  CONSTRAINT "waiting_list_offers_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."waiting_list_offers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."waiting_list_offers" FROM "anon";

CREATE TABLE "public"."waiting_list_settings" (
  "tenant_id"        uuid                     NOT NULL,
  "is_on"            boolean                  NOT NULL DEFAULT false,
  "deadline_minutes" smallint                 NOT NULL DEFAULT 60,
  "offers_at_once"   smallint                 NOT NULL DEFAULT 1,
  "notice_hours"     smallint                 NOT NULL DEFAULT 4,
  "updated_at"       timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "deadline_is_sane" CHECK (((deadline_minutes >= 10) AND (deadline_minutes <= 1440))),
  CONSTRAINT "offers_at_once_are_few" CHECK (((offers_at_once >= 1) AND (offers_at_once <= 10))),
  CONSTRAINT "waiting_list_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "waiting_notice_is_sane" CHECK (((notice_hours >= 0) AND (notice_hours <= 168)))
);

ALTER TABLE "public"."waiting_list_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."waiting_list_settings" FROM "anon";

CREATE TABLE "public"."waiting_list" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "patient_id"      uuid                     NOT NULL,
  "therapist_id"    uuid,
  "session_type_id" uuid                     NOT NULL,
  "weekdays"        text[]                   NOT NULL DEFAULT '{}'::text[],
  "turns"           text[]                   NOT NULL DEFAULT '{}'::text[],
  "earliest_on"     date,
  "note"            text,
  "is_priority"     boolean                  NOT NULL DEFAULT false,
  "status"          text                     NOT NULL DEFAULT 'waiting'::text,
  "since"           timestamp with time zone NOT NULL DEFAULT now(),
  "ended_at"        timestamp with time zone,
  "created_by"      uuid,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "ended_when_it_waits_no_more" CHECK (((status = 'waiting'::text) = (ended_at IS NULL))),
  CONSTRAINT "waiting_list_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "waiting_note_fits" CHECK (((char_length(note) >= 1) AND (char_length(note) <= 500))),
  CONSTRAINT "waiting_status_is_known" CHECK ((status = ANY (ARRAY['waiting'::text, 'booked'::text, 'removed'::text]))),
  CONSTRAINT "waiting_turns_are_known" CHECK ((turns <@ ARRAY['morning'::text, 'afternoon'::text, 'evening'::text])),
  CONSTRAINT "waiting_weekdays_are_known" CHECK ((weekdays <@ ARRAY['mon'::text, 'tue'::text, 'wed'::text, 'thu'::text, 'fri'::text, 'sat'::text, 'sun'::text]))
);

ALTER TABLE "public"."waiting_list"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."waiting_list" FROM "anon";

CREATE TABLE "public"."waiting_slots" (
  "tenant_id"        uuid                     NOT NULL,
  "id"               uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id"     uuid                     NOT NULL,
  "room_id"          uuid,
  "starts_at"        timestamp with time zone NOT NULL,
  "ends_at"          timestamp with time zone NOT NULL,
  "freed_session_id" uuid,
  "is_automatic"     boolean                  NOT NULL,
  "status"           text                     NOT NULL DEFAULT 'open'::text,
  "created_by"       uuid,
  "created_at"       timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "ended_at"         timestamp with time zone,
  CONSTRAINT "slot_ended_when_not_open" CHECK (((status = 'open'::text) = (ended_at IS NULL))),
  CONSTRAINT "slot_ends_after_it_begins" CHECK ((ends_at > starts_at)),
  CONSTRAINT "slot_status_is_known" CHECK ((status = ANY (ARRAY['open'::text, 'filled'::text, 'ended'::text]))),
  CONSTRAINT "waiting_slots_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."waiting_slots"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."waiting_slots" FROM "anon";

ALTER TABLE "public"."session_patients"
  ADD COLUMN "arrived_at" timestamp WITH time zone;

CREATE OR REPLACE FUNCTION app.advance_waiting_slot (
  p_tenant_id uuid,
  p_id        uuid,
  p_link      text,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings public.waiting_list_settings := app.waiting_settings_of(p_tenant_id);
  v_slot public.waiting_slots;
  v_offer uuid;
  v_expires_at timestamptz;
  v_polite timestamptz;
  v_free integer;
  v_sent jsonb;
  v_sends jsonb := '[]';
begin
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_slot.id is null or v_slot.status <> 'open' then
    return jsonb_build_object('sends', v_sends);
  end if;
  if v_slot.starts_at <= p_now then
    perform app.close_waiting_slot(p_tenant_id, p_id, 'ended', 'expired');
    return jsonb_build_object('sends', v_sends);
  end if;
  if app.blocks(app.session_hits(p_tenant_id, v_slot.therapist_id, null, v_slot.starts_at, v_slot.ends_at)) then
    perform app.close_waiting_slot(p_tenant_id, p_id, 'filled', 'filled');
    return jsonb_build_object('sends', v_sends);
  end if;
  update public.waiting_list_offers o set state = case when o.expires_at <= p_now then 'expired' else 'withdrawn' end
  from public.waiting_list w
  where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state in ('queued', 'open') and w.tenant_id = p_tenant_id and w.id = o.entry_id
    and (o.expires_at <= p_now or w.status <> 'waiting');
  v_polite := app.polite_moment(p_now, app.clinic_zone(p_tenant_id));
  v_expires_at := least(p_now + make_interval(mins => v_settings.deadline_minutes), v_slot.starts_at);
  if v_polite <= p_now then
    -- whom somebody chose first, then the turn
    for v_offer in
      select o.id from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state = 'queued' order by o.created_at, o.id
    loop
      v_sent := app.send_waiting_offer(v_slot, v_offer, p_link, v_expires_at);
      v_sends := v_sends || jsonb_build_array(v_sent);
    end loop;
    if v_slot.is_automatic and v_settings.is_on and v_slot.starts_at >= p_now + make_interval(hours => v_settings.notice_hours) then
      select v_settings.offers_at_once - count(*) into v_free from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state = 'open';
      while v_free > 0 loop
        insert into public.waiting_list_offers (tenant_id, slot_id, entry_id)
        select p_tenant_id, p_id, m.entry_id
        from app.waiting_matches(p_tenant_id, v_slot.therapist_id, v_slot.starts_at, v_slot.ends_at) m
        join public.waiting_list w on w.tenant_id = p_tenant_id and w.id = m.entry_id
        where not exists (
            select from public.waiting_list_offers o
            where o.tenant_id = p_tenant_id and o.entry_id = m.entry_id and (o.slot_id = p_id or o.state in ('queued', 'open')))
          -- who gave the time up is not offered it
          and not exists (
            select from public.session_patients sp
            where sp.tenant_id = p_tenant_id and sp.session_id = v_slot.freed_session_id and sp.patient_id = w.patient_id)
        order by m.place limit 1
        returning id into v_offer;
        exit when not found;
        v_sent := app.send_waiting_offer(v_slot, v_offer, p_link, v_expires_at);
        v_sends := v_sends || jsonb_build_array(v_sent);
        v_free := v_free - case when v_sent ? 'skipped' then 0 else 1 end;
      end loop;
    end if;
  end if;
  perform app.enqueue_at(p_tenant_id, 'waiting_slot', jsonb_build_object('id', p_id), coalesce(
    case when v_polite > p_now then v_polite end,
    (select least(min(o.expires_at), v_slot.starts_at) from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state = 'open')));
  perform app.tell_waiting(p_tenant_id);
  return jsonb_build_object('sends', v_sends);
end;
$function$;

CREATE OR REPLACE FUNCTION app.answer_waiting_offer (
  p_tenant_id uuid,
  p_offer_id  uuid,
  p_yes       boolean,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_slot public.waiting_slots;
  v_offer public.waiting_list_offers;
  v_entry public.waiting_list;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_row public.sessions;
  v_other uuid;
begin
  select s.* into v_slot from public.waiting_list_offers o
  join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_offer_not_found';
  end if;
  -- agenda, slot, entry, offer: always in this order
  perform app.lock_agenda(p_tenant_id, array[v_slot.therapist_id], array[v_slot.room_id]);
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = v_slot.id for update;
  select w.* into v_entry from public.waiting_list_offers o
  join public.waiting_list w on w.tenant_id = o.tenant_id and w.id = o.entry_id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id for no key update of w;
  select * into v_offer from public.waiting_list_offers o where o.tenant_id = p_tenant_id and o.id = p_offer_id for update;
  if v_offer.state not in ('queued', 'open') then
    return jsonb_build_object('state', v_offer.state, 'session_id', v_offer.session_id);
  end if;
  if not p_yes then
    update public.waiting_list_offers o set state = 'refused', answered_at = p_now where o.tenant_id = p_tenant_id and o.id = p_offer_id;
    perform app.wake_waiting_slot(p_tenant_id, v_slot.id);
    perform app.tell_waiting(p_tenant_id);
    return jsonb_build_object('state', 'refused', 'session_id', null);
  end if;
  if v_offer.expires_at <= p_now or v_slot.starts_at <= p_now or v_entry.status <> 'waiting'
    or not exists (select from public.patients p
      where p.tenant_id = p_tenant_id and p.id = v_entry.patient_id and p.archived_at is null for key share) then
    update public.waiting_list_offers o
    set state = case when v_offer.expires_at <= p_now or v_slot.starts_at <= p_now then 'expired' else 'withdrawn' end
    where o.tenant_id = p_tenant_id and o.id = p_offer_id returning * into v_offer;
    perform app.wake_waiting_slot(p_tenant_id, v_slot.id);
    perform app.tell_waiting(p_tenant_id);
    return jsonb_build_object('state', v_offer.state, 'session_id', null);
  end if;
  v_row := app.typed_session(p_tenant_id, jsonb_build_object('therapist_id', v_slot.therapist_id, 'session_type_id', v_entry.session_type_id,
    'start_local', to_char(v_slot.starts_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'room_id', (
      select r.id from public.rooms r where r.tenant_id = p_tenant_id and r.id = v_slot.room_id and r.archived_at is null)));
  v_row.id := gen_random_uuid();
  -- the hour that a clock shows twice is the one that was offered
  v_row.ends_at := v_slot.starts_at + (v_row.ends_at - v_row.starts_at);
  v_row.starts_at := v_slot.starts_at;
  if app.blocks(app.session_hits(p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at)) then
    v_row.room_id := null;
  end if;
  if app.blocks(app.session_hits(p_tenant_id, v_row.therapist_id, null, v_row.starts_at, v_row.ends_at)) then
    perform app.close_waiting_slot(p_tenant_id, v_slot.id, 'filled', 'filled');
    return jsonb_build_object('state', 'filled', 'session_id', null);
  end if;
  update public.waiting_list_offers o set state = 'accepted', answered_at = p_now, session_id = v_row.id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  update public.waiting_list w set status = 'booked', ended_at = p_now where w.tenant_id = p_tenant_id and w.id = v_entry.id;
  perform app.close_waiting_slot(p_tenant_id, v_slot.id, 'filled', 'filled');
  -- what else was offered to them goes on to the next
  for v_other in
    select o.slot_id from public.waiting_list_offers o
    where o.tenant_id = p_tenant_id and o.entry_id = v_entry.id and o.state in ('queued', 'open') order by o.slot_id
  loop
    perform app.wake_waiting_slot(p_tenant_id, v_other);
  end loop;
  perform app.insert_session(v_row, array[v_entry.patient_id]);
  perform app.publish_sessions(p_tenant_id, array[v_row.id]);
  return jsonb_build_object('state', 'accepted', 'session_id', v_row.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_waiting_slot (
  p_tenant_id uuid,
  p_id        uuid,
  p_status    text,
  p_offers    text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.waiting_slots s set status = p_status, ended_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.id = p_id and s.status = 'open';
  update public.waiting_list_offers o set state = p_offers
  where o.tenant_id = p_tenant_id and o.slot_id = p_id and o.state in ('queued', 'open');
  perform app.tell_waiting(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.follow_waiting_link (
  p_token   text,
  p_ip_hash text,
  p_yes     boolean                  DEFAULT NULL::boolean,
  p_now     timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_offer public.waiting_list_offers;
  v_state text;
begin
  if not app.take_turn('waiting:' || coalesce(p_ip_hash, '-'), 60, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_offer := app.waiting_offer_of(p_token);
  if v_offer.id is null then
    return '{"state": "unknown"}';
  end if;
  if p_yes is not null then
    v_state := app.answer_waiting_offer(v_offer.tenant_id, v_offer.id, p_yes, p_now) ->> 'state';
  else
    v_state := case when v_offer.state = 'open' and v_offer.expires_at <= p_now then 'expired' else v_offer.state end;
  end if;
  return (
    select jsonb_build_object('state', v_state, 'clinic_name', t.name, 'when', app.moment_in_words(s.starts_at, t.time_zone),
      'therapist_name', h.name, 'until', app.moment_in_words(v_offer.expires_at, t.time_zone))
    from public.waiting_slots s
    join public.tenants t on t.id = s.tenant_id
    join public.therapists h on h.tenant_id = s.tenant_id and h.user_id = s.therapist_id
    where s.tenant_id = v_offer.tenant_id and s.id = v_offer.slot_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_freed_slot (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_before     jsonb,
  p_now        timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_settings public.waiting_list_settings := app.waiting_settings_of(p_tenant_id);
  v_starts_at timestamptz := (p_before ->> 'starts_at')::timestamptz;
  v_ends_at timestamptz := (p_before ->> 'ends_at')::timestamptz;
  v_therapist uuid := (p_before ->> 'therapist_id')::uuid;
  v_id uuid;
begin
  if not v_settings.is_on then
    return jsonb_build_object('skipped', 'off');
  end if;
  if v_starts_at is null or v_starts_at < p_now + make_interval(hours => v_settings.notice_hours) then
    return jsonb_build_object('skipped', 'too_soon');
  end if;
  if not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active)
    or app.session_hits(p_tenant_id, v_therapist, null, v_starts_at, v_ends_at) <> '[]' then
    return jsonb_build_object('skipped', 'not_free');
  end if;
  insert into public.waiting_slots (tenant_id, therapist_id, room_id, starts_at, ends_at, freed_session_id, is_automatic)
  values (p_tenant_id, v_therapist, (
      select r.id from public.rooms r
      where r.tenant_id = p_tenant_id and r.id = (p_before ->> 'room_id')::uuid and r.archived_at is null),
    v_starts_at, v_ends_at, p_session_id, true)
  on conflict (tenant_id, therapist_id, starts_at) where status = 'open' do nothing
  returning id into v_id;
  if v_id is null then
    return jsonb_build_object('skipped', 'on_offer');
  end if;
  perform app.enqueue_at(p_tenant_id, 'waiting_slot', jsonb_build_object('id', v_id), app.polite_moment(
    p_now + make_interval(mins => (app.agenda_settings_of(p_tenant_id)).grace_minutes), app.clinic_zone(p_tenant_id)));
  perform app.tell_waiting(p_tenant_id);
  return jsonb_build_object('id', v_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_waiting_therapist (
  p_tenant_id    uuid,
  p_therapist_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role = 'therapist' and p_therapist_id is distinct from auth.uid() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask the reception of the clinic.';
  end if;
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_waiting_offer (
  p_slot       public.waiting_slots,
  p_offer_id   uuid,
  p_link       text,
  p_expires_at timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_secret text := translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/', '-_');
  v_patient uuid;
  v_key text;
  v_body text;
  v_created jsonb := jsonb_build_object('skipped', 'no_conversation');
begin
  select w.patient_id, 'Olá, ' || split_part(p.name, ' ', 1) || '! Aqui é da ' || t.name || E'.\n\nAbriu um horário: *'
    || app.moment_in_words(p_slot.starts_at, t.time_zone) || '*, com ' || h.name || E'.\n\nPara ficar com ele, responda por aqui até '
    || case when (p_expires_at at time zone t.time_zone)::date = (clock_timestamp() at time zone t.time_zone)::date
      then to_char(p_expires_at at time zone t.time_zone, 'FMHH24"h"MI') else app.moment_in_words(p_expires_at, t.time_zone) end
    || E':\n' || p_link || replace(p_slot.tenant_id::text, '-', '') || '.' || v_secret
    || E'\n\nSe não puder, é só recusar: você continua na lista de espera.'
  into v_patient, v_body
  from public.waiting_list_offers o
  join public.waiting_list w on w.tenant_id = o.tenant_id and w.id = o.entry_id
  join public.patients p on p.tenant_id = w.tenant_id and p.id = w.patient_id
  join public.tenants t on t.id = o.tenant_id
  join public.therapists h on h.tenant_id = o.tenant_id and h.user_id = p_slot.therapist_id
  where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  v_key := app.thread_to_tell(p_slot.tenant_id, v_patient);
  if v_key is not null then
    -- the offer and its message have one id: sent once, however often this is tried
    v_created := app.create_automation_message(p_slot.tenant_id, v_key, p_offer_id, v_body, 'waiting_offer');
  end if;
  if v_created ? 'skipped' then
    update public.waiting_list_offers o set state = 'unsent', skipped = v_created ->> 'skipped', body = v_body
    where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  else
    update public.waiting_list_offers o set state = 'open', body = v_body, expires_at = p_expires_at,
      message_id = (v_created #>> '{message,id}')::uuid, token_hash = sha256(convert_to(v_secret, 'UTF8'))
    where o.tenant_id = p_slot.tenant_id and o.id = p_offer_id;
  end if;
  return v_created;
end;
$function$;

CREATE OR REPLACE FUNCTION app.sessions_payload (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', s.id, 'therapist_id', s.therapist_id, 'therapist_name', t.name, 'color', t.color, 'room_id', s.room_id, 'room_name', r.name,
        'session_type_id', s.session_type_id, 'type_name', y.name, 'type_color', y.color, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
        'starts_local', to_char(s.starts_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'),
        'ends_local', to_char(s.ends_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'status', s.status,
        'blocks_time', s.blocks_time, 'is_online', s.is_online, 'online_url', s.online_url, 'price_cents', s.price_cents,
        'capacity', s.capacity)
      || jsonb_build_object('title', s.title, 'note', s.note, 'series_id', s.series_id, 'slot_date', s.slot_date,
        'squeezed_in', case when s.squeezed_in_at is not null then jsonb_build_object(
          'by', s.squeezed_in_by, 'by_name', f.full_name, 'at', s.squeezed_in_at, 'reason', s.squeezed_in_reason) end,
        'cancel_reason', s.cancel_reason, 'version', s.version, 'patients', coalesce(p.patients, '[]')) order by s.starts_at, s.id), '[]')
    from public.sessions s
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    left join public.profiles f on f.id = s.squeezed_in_by
    left join (
      select sp.session_id,
        jsonb_agg(jsonb_build_object('patient_id', sp.patient_id, 'name', o.name, 'status', sp.status,
          'arrived_at', sp.arrived_at) order by sp.position, o.sort_name) as patients
      from public.session_patients sp
      join public.patients o on o.tenant_id = p_tenant_id and o.id = sp.patient_id
      where sp.tenant_id = p_tenant_id and sp.session_id = any (p_ids)
      group by sp.session_id
    ) p on p.session_id = s.id
    where s.tenant_id = p_tenant_id and s.id = any (p_ids));
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_waiting (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_tenant_id, 'waiting_list', '{}');
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_events__fill_waiting_slots()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  for v_id in
    select w.id from public.sessions s
    join public.waiting_slots w on w.tenant_id = s.tenant_id and w.therapist_id = s.therapist_id and w.status = 'open'
      and w.starts_at < s.ends_at and w.ends_at > s.starts_at
    where s.tenant_id = new.tenant_id and s.id = new.session_id and s.blocks_time
    order by w.id for update of w
  loop
    perform app.close_waiting_slot(new.tenant_id, v_id, 'filled', 'filled');
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.waiting_entry_rows (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', w.id, 'patient_id', w.patient_id, 'patient_name', p.name, 'therapist_id', w.therapist_id, 'therapist_name', h.name,
    'session_type_id', w.session_type_id, 'type_name', t.name, 'minutes', t.minutes, 'weekdays', w.weekdays, 'turns', w.turns,
    'earliest_on', w.earliest_on, 'note', w.note, 'is_priority', w.is_priority, 'status', w.status, 'since', w.since, 'offer', (
      select jsonb_build_object('id', o.id, 'state', o.state, 'slot_id', o.slot_id, 'expires_at', o.expires_at)
      from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.entry_id = w.id and o.state in ('queued', 'open') order by o.created_at desc limit 1)
    ) order by array_position(p_ids, w.id)), '[]')
  from public.waiting_list w
  join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id
  join public.session_types t on t.tenant_id = p_tenant_id and t.id = w.session_type_id
  left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = w.therapist_id
  where w.tenant_id = p_tenant_id and w.id = any (p_ids);
$function$;

CREATE OR REPLACE FUNCTION app.waiting_matches (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_starts_at    timestamp with time zone,
  p_ends_at      timestamp with time zone
)
  RETURNS TABLE (
    entry_id uuid,
    place    bigint
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select w.id, row_number() over (order by w.is_priority desc, w.since, w.id)
  from (select p_starts_at at time zone app.clinic_zone(p_tenant_id) as at) l
  join public.waiting_list w on w.tenant_id = p_tenant_id and w.status = 'waiting'
  join public.session_types t on t.tenant_id = p_tenant_id and t.id = w.session_type_id
  join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id and p.archived_at is null
  where coalesce(w.therapist_id, p_therapist_id) = p_therapist_id
    and p_starts_at + make_interval(mins => t.minutes) <= p_ends_at
    and (w.weekdays = '{}' or app.weekday_of(l.at::date) = any (w.weekdays))
    and (w.turns = '{}' or case when l.at::time < '12:00' then 'morning' when l.at::time < '18:00' then 'afternoon' else 'evening' end
      = any (w.turns))
    and (w.earliest_on is null or l.at::date >= w.earliest_on);
$function$;

CREATE OR REPLACE FUNCTION app.waiting_offer_of (
  p_token text
)
  RETURNS public.waiting_list_offers
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.waiting_list_offers;
begin
  if p_token ~ '^[0-9a-f]{32}\.[A-Za-z0-9_-]{32}$' then
    select * into v_row from public.waiting_list_offers o
    where o.tenant_id = left(p_token, 32)::uuid and o.token_hash = sha256(convert_to(substr(p_token, 34), 'UTF8'));
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.waiting_settings_of (
  p_tenant_id uuid
)
  RETURNS public.waiting_list_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.waiting_list_settings;
begin
  select * into v_row from public.waiting_list_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, false, 60::smallint, 1::smallint, 4::smallint, now());
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.wake_waiting_slot (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.enqueue_at(p_tenant_id, 'waiting_slot', jsonb_build_object('id', p_id), clock_timestamp());
$function$;

CREATE OR REPLACE FUNCTION app.week_occupation (
  p_tenant_id uuid,
  p_monday    date
)
  RETURNS TABLE (
    therapist_id  uuid,
    name          text,
    open_minutes  integer,
    taken_minutes integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with zone as (select app.clinic_zone(p_tenant_id) as zone),
  bounds as (select tstzrange(app.local_moment(p_monday::timestamp, z.zone), app.local_moment((p_monday + 7)::timestamp, z.zone)) as week from zone z),
  closed as (
    select e.therapist_id, tstzrange(e.starts_at, e.ends_at) as during from public.agenda_exceptions e, bounds b
    where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and tstzrange(e.starts_at, e.ends_at) && b.week
    union all
    select null, tstzrange(app.local_moment(h.day::timestamp, z.zone), app.local_moment((h.day + 1)::timestamp, z.zone))
    from zone z, app.holidays_between(p_tenant_id, p_monday, p_monday + 6) h where h.scope <> 'optional'),
  work as (
    select t.user_id, t.name, t.position, (
        select range_agg(tstzrange(w.starts_at, w.ends_at)) * tstzmultirange(b.week)
        from app.working_ranges(p_tenant_id, p_monday - 1, p_monday + 6, array[t.user_id]) w) - coalesce((
        select range_agg(c.during) from closed c where coalesce(c.therapist_id, t.user_id) = t.user_id), '{}') as open
    from public.therapists t, bounds b where t.tenant_id = p_tenant_id and t.is_active),
  taken as (
    select s.therapist_id, range_agg(s.during) as during from public.sessions s, bounds b
    where s.tenant_id = p_tenant_id and s.blocks_time and s.starts_at >= lower(b.week) - interval '12 hours' and s.starts_at < upper(b.week)
    group by s.therapist_id)
  select w.user_id, w.name, m.open::integer, m.taken::integer
  from work w left join taken k on k.therapist_id = w.user_id
  cross join lateral (
    select coalesce((select sum(extract(epoch from upper(r) - lower(r)) / 60) from unnest(w.open) r), 0) as open,
      coalesce((select sum(extract(epoch from upper(r) - lower(r)) / 60) from unnest(w.open * k.during) r), 0) as taken) m
  where m.open > 0 order by w.position, w.name, w.user_id;
$function$;

CREATE OR REPLACE FUNCTION public.answer_waiting_offer (
  p_tenant_id uuid,
  p_id        uuid,
  p_yes       boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  perform app.require_waiting_therapist(p_tenant_id, s.therapist_id)
  from public.waiting_list_offers o join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where o.tenant_id = p_tenant_id and o.id = p_id;
  return app.answer_waiting_offer(p_tenant_id, p_id, coalesce(p_yes, false));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."answer_waiting_offer"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.end_waiting_slot (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_slot public.waiting_slots;
begin
  perform app.require_member(p_tenant_id);
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_slot_not_found';
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_slot.therapist_id);
  if v_slot.status = 'open' then
    perform app.close_waiting_slot(p_tenant_id, p_id, 'ended', 'withdrawn');
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."end_waiting_slot"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_owner_day (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_today date;
  v_channel public.notification_channels;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin']);
  v_today := app.clinic_today(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  return jsonb_build_object(
    'money', (
      -- what came in, without what was given or taken back
      select jsonb_build_object(
        'received_today_cents', coalesce(-sum(e.amount_cents) filter (where e.occurred_on = v_today), 0),
        'received_month_cents', coalesce(-sum(e.amount_cents), 0))
      from public.money_entries e
      left join public.money_entries r on r.tenant_id = p_tenant_id and r.id = e.reverses_id
      where e.tenant_id = p_tenant_id and e.occurred_on between date_trunc('month', v_today)::date and v_today
        and (e.kind in ('payment', 'refund') or (e.kind = 'reversal' and r.kind = 'payment')))
      || (
      select jsonb_build_object('open_cents', coalesce(sum(c.amount_cents - c.paid_cents), 0),
        'overdue_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < v_today), 0))
      from public.money_charges c
      where c.tenant_id = p_tenant_id and c.reversed_at is null and c.paid_cents < c.amount_cents and c.due_on <= v_today),
    'week', (
      select jsonb_build_object('open_minutes', coalesce(sum(o.open_minutes), 0), 'taken_minutes', coalesce(sum(o.taken_minutes), 0),
        'therapists', coalesce(jsonb_agg(to_jsonb(o)), '[]'))
      from app.week_occupation(p_tenant_id, date_trunc('week', v_today)::date) o),
    'alerts', jsonb_build_object(
      'channel_down', v_channel.id is not null and v_channel.connection_state = 'close',
      'credits_low', app.pays_with_credits(p_tenant_id) and coalesce((
        select b.balance <= b.low_balance_threshold from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), true),
      'dead_jobs', (
        select count(*) from app.jobs j join app.job_kinds k on k.kind = j.kind and k.is_listed
        where j.tenant_id = p_tenant_id and j.dead_at is not null),
      'failed_sends', (select coalesce(sum(f.failures), 0) from app.today_failures(p_tenant_id) f)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_owner_day"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session jsonb;
begin
  perform app.require_member(p_tenant_id);
  v_session := app.session_payload(p_tenant_id, p_id);
  if v_session is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return v_session || jsonb_build_object(
    'patients', coalesce((
      select jsonb_agg(jsonb_build_object('patient_id', p.patient_id, 'name', o.name, 'status', p.status, 'pronoun', o.pronoun, 'arrived_at', p.arrived_at,
        'phone', c.phone, 'thread_key', t.thread_key) order by p.position, o.sort_name)
      from public.session_patients p
      join public.patients o on o.tenant_id = p_tenant_id and o.id = p.patient_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = p.patient_id and c.is_primary
      left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where p.tenant_id = p_tenant_id and p.session_id = p_id), '[]'),
    'series', (
      select jsonb_build_object('id', r.id, 'freq', r.freq, 'weekdays', r.weekdays, 'nth', r.nth, 'count', r.count, 'until_date', r.until_date,
        'start_date', r.start_date, 'start_time', to_char(r.start_time, 'HH24:MI'), 'minutes', r.minutes)
      from public.session_series r
      where r.tenant_id = p_tenant_id and r.id = app.typed_id(v_session ->> 'series_id')),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object('kind', e.kind, 'actor_id', e.actor_id, 'actor_name', f.full_name, 'created_at', e.created_at,
        'before', e.before, 'after', e.after) order by e.id desc)
      from (
        select * from app.session_events v where v.tenant_id = p_tenant_id and v.session_id = p_id order by v.id desc limit 50
      ) e left join public.profiles f on f.id = e.actor_id), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_todays_tasks (
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
  v_until timestamptz := date_trunc('day', now(), app.clinic_zone(p_tenant_id)) + interval '1 day';
  v_lines constant integer := 6;
begin
  return jsonb_build_object(
    'intakes', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name,
        'submitted_at', i.submitted_at) order by i.place) filter (where i.place <= v_lines), '[]'))
      from (
        select i.id, i.submitted_at, coalesce(p.name, t.contact_name, t.phone) as name, row_number() over (order by i.submitted_at, i.id) as place
        from public.intake_invites i
        left join public.patients p on p.tenant_id = p_tenant_id and p.id = i.patient_id
        left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = i.thread_id
        where i.tenant_id = p_tenant_id and i.submitted_at is not null and i.reviewed_at is null
          and (v_role <> 'therapist' or app.treats(p_tenant_id, i.patient_id, auth.uid()))) i),
    'scheduled', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'thread_key', m.thread_key,
        'name', m.name, 'body', left(m.body, 120), 'send_at', m.send_at) order by m.place) filter (where m.place <= v_lines), '[]'))
      from (
        select m.id, m.body, m.send_at, t.thread_key, coalesce(t.contact_name, t.phone) as name,
          row_number() over (order by m.send_at, m.id) as place
        from public.scheduled_messages m
        join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = m.thread_id
        where m.tenant_id = p_tenant_id and m.status = 'scheduled' and m.send_at < v_until
          and (v_role <> 'therapist' or m.created_by = auth.uid())) m));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_todays_tasks"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_waiting_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.waiting_list_settings;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.waiting_settings_of(p_tenant_id);
  return jsonb_build_object('is_on', v_row.is_on, 'deadline_minutes', v_row.deadline_minutes, 'offers_at_once', v_row.offers_at_once,
    'notice_hours', v_row.notice_hours);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_waiting_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_own_patients_waiting (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_lines constant integer := 8;
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('total', count(*), 'lines', coalesce(
      jsonb_agg(app.today_line(w.t) || jsonb_build_object('patient_id', w.patient_id, 'patient_name', w.patient_name) order by w.place)
        filter (where w.place <= v_lines), '[]'))
    from (
      select t, c.patient_id, c.patient_name, row_number() over (order by t.waiting_since, t.id) as place
      from (
        select x.thread_id, min(p.id::text)::uuid as patient_id, string_agg(distinct p.name, ', ' order by p.name) as patient_name
        from public.care_team m
        join public.patients p on p.tenant_id = p_tenant_id and p.id = m.patient_id and p.archived_at is null
        cross join lateral app.threads_of_patient(p_tenant_id, m.patient_id) x (thread_id)
        where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.ended_at is null
        group by x.thread_id) c
      join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = c.thread_id
      where t.status = 'open' and t.waiting_since is not null and t.snoozed_until is null) w);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_own_patients_waiting"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_todays_sessions (
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
  v_zone text := app.clinic_zone(p_tenant_id);
  v_today timestamptz := date_trunc('day', now(), v_zone);
  v_lines constant integer := 12;
  v_answer jsonb;
begin
  with mine as materialized (
    select s.id, s.starts_at, s.ends_at, s.status, s.blocks_time, k.is_outcome
    from public.sessions s join public.session_statuses k on k.key = s.status
    where s.tenant_id = p_tenant_id and s.starts_at >= v_today and s.starts_at < v_today + interval '2 days'
      and (v_role <> 'therapist' or s.therapist_id = auth.uid())),
  -- what is over and noted needs nobody any more
  today as (
    select m.id, row_number() over (order by m.starts_at, m.id) as place from mine m
    where m.starts_at < v_today + interval '1 day' and not m.is_outcome),
  -- who sits in the waiting room, whoever came first first
  arrived as (
    select m.id, row_number() over (order by min(sp.arrived_at), m.id) as place
    from mine m join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = m.id and sp.arrived_at is not null
    where m.starts_at < v_today + interval '1 day' and not m.is_outcome group by m.id),
  unconfirmed as (
    select m.id, row_number() over (order by m.starts_at, m.id) as place from mine m
    where m.starts_at > now() and m.status = 'scheduled')
  select jsonb_build_object('day', to_char(v_today at time zone v_zone, 'YYYY-MM-DD'),
    'today', jsonb_build_object('total', (select count(*) from today), 'done', (
        select count(*) from mine m where m.starts_at < v_today + interval '1 day' and m.is_outcome),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(t.id) from today t where t.place <= v_lines))),
    'arrived', jsonb_build_object('total', (select count(*) from arrived),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(a.id) from arrived a where a.place <= v_lines))),
    'unconfirmed', jsonb_build_object('total', (select count(*) from unconfirmed),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(u.id) from unconfirmed u where u.place <= v_lines))))
  into v_answer;
  return v_answer;
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_waiting_entries (
  p_tenant_id  uuid,
  p_patient_id uuid DEFAULT NULL::uuid
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
  return app.waiting_entry_rows(p_tenant_id, array(
    select w.id from public.waiting_list w
    where w.tenant_id = p_tenant_id and w.status = 'waiting' and (p_patient_id is null or w.patient_id = p_patient_id)
      and (v_role <> 'therapist' or coalesce(w.therapist_id, auth.uid()) = auth.uid())
    order by w.is_priority desc, w.since, w.id limit 1000));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_waiting_entries"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_waiting_matches (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_start_local  text,
  p_minutes      integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_starts_at timestamptz;
begin
  perform app.require_waiting_therapist(p_tenant_id, p_therapist_id);
  if p_minutes is null or p_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_starts_at := app.local_moment(app.typed_moment(p_start_local), app.clinic_zone(p_tenant_id));
  return app.waiting_entry_rows(p_tenant_id, array(
    select m.entry_id from app.waiting_matches(p_tenant_id, p_therapist_id, v_starts_at, v_starts_at + make_interval(mins => p_minutes)) m
    order by m.place limit 100));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_waiting_matches"(uuid, uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_waiting_slots (
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
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'therapist_id', s.therapist_id, 'therapist_name', h.name, 'starts_at', s.starts_at,
      'starts_local', app.local_text(s.starts_at, v_zone), 'ends_local', app.local_text(s.ends_at, v_zone),
      'status', s.status, 'is_automatic', s.is_automatic, 'matches', case when s.status = 'open' then (
        select count(*) from app.waiting_matches(p_tenant_id, s.therapist_id, s.starts_at, s.ends_at) m
        where not exists (
          select from public.waiting_list_offers o
          where o.tenant_id = p_tenant_id and o.slot_id = s.id and o.entry_id = m.entry_id)) else 0 end,
      'offers', coalesce((
        select jsonb_agg(jsonb_build_object('id', o.id, 'entry_id', o.entry_id, 'patient_id', w.patient_id, 'patient_name', p.name,
          'state', o.state, 'skipped', o.skipped, 'expires_at', o.expires_at, 'answered_at', o.answered_at, 'session_id', o.session_id,
          'message_status', m.status) order by o.created_at, o.id)
        from public.waiting_list_offers o
        join public.waiting_list w on w.tenant_id = p_tenant_id and w.id = o.entry_id
        join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id
        left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = o.message_id
        where o.tenant_id = p_tenant_id and o.slot_id = s.id), '[]')
      ) order by s.status <> 'open', s.starts_at, s.id)
    from public.waiting_slots s
    join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    where s.tenant_id = p_tenant_id and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      and (s.status = 'open' and s.starts_at > now() or s.ended_at > now() - interval '1 day')), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_waiting_slots"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.offer_waiting_slot (
  p_tenant_id uuid,
  p_slot      jsonb,
  p_entry_ids uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := app.typed_id(p_slot ->> 'id');
  v_therapist uuid := app.typed_id(p_slot ->> 'therapist_id');
  v_minutes integer := app.typed_number(p_slot ->> 'minutes');
  v_starts_at timestamptz;
  v_slot public.waiting_slots;
  v_known integer;
begin
  perform app.require_member(p_tenant_id);
  if v_id is not null then
    select s.therapist_id into v_therapist from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = v_id;
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_therapist);
  if v_id is null then
    if v_minutes is null or v_minutes not between 5 and 720 then
      raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
    end if;
    v_starts_at := app.local_moment(app.typed_moment(p_slot ->> 'start_local'), app.clinic_zone(p_tenant_id));
    perform app.lock_agenda(p_tenant_id, array[v_therapist], '{}');
    if app.blocks(app.session_hits(p_tenant_id, v_therapist, null, v_starts_at, v_starts_at + make_interval(mins => v_minutes))) then
      raise sqlstate 'PT409' using message = 'time_taken';
    end if;
    select s.id into v_id from public.waiting_slots s
    where s.tenant_id = p_tenant_id and s.therapist_id = v_therapist and s.starts_at = v_starts_at and s.status = 'open';
    if v_id is null then
      insert into public.waiting_slots (tenant_id, therapist_id, room_id, starts_at, ends_at, is_automatic, created_by)
      values (p_tenant_id, v_therapist, (
          select r.id from public.rooms r
          where r.tenant_id = p_tenant_id and r.id = app.typed_id(p_slot ->> 'room_id') and r.archived_at is null),
        v_starts_at, v_starts_at + make_interval(mins => v_minutes), false, auth.uid())
      returning id into v_id;
    end if;
  end if;
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = v_id for update;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_slot_not_found';
  end if;
  if v_slot.status <> 'open' or v_slot.starts_at <= now() then
    raise sqlstate 'PT409' using message = 'waiting_slot_closed';
  end if;
  select count(*) into v_known from public.waiting_list w
  where w.tenant_id = p_tenant_id and w.id = any (p_entry_ids) and w.status = 'waiting';
  if v_known = 0 or v_known < cardinality(p_entry_ids) then
    raise sqlstate 'PT404' using message = 'waiting_entry_not_found';
  end if;
  insert into public.waiting_list_offers as o (tenant_id, slot_id, entry_id, created_by)
  select p_tenant_id, v_id, e.id, auth.uid() from unnest(p_entry_ids) with ordinality e (id, n) order by e.n
  on conflict (tenant_id, slot_id, entry_id) do nothing;
  perform app.wake_waiting_slot(p_tenant_id, v_id);
  perform app.tell_waiting(p_tenant_id);
  return jsonb_build_object('id', v_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."offer_waiting_slot"(uuid, jsonb, uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.remove_waiting_entry (
  p_tenant_id uuid,
  p_id        uuid,
  p_removed   boolean DEFAULT true
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.waiting_list;
  v_slot uuid;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.waiting_list w where w.tenant_id = p_tenant_id and w.id = p_id for no key update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'waiting_entry_not_found';
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_row.therapist_id);
  if v_row.status = (case when p_removed then 'waiting' else 'removed' end) then
    update public.waiting_list w set status = case when p_removed then 'removed' else 'waiting' end,
      ended_at = case when p_removed then now() end
    where w.tenant_id = p_tenant_id and w.id = p_id;
    for v_slot in
      select o.slot_id from public.waiting_list_offers o
      where o.tenant_id = p_tenant_id and o.entry_id = p_id and o.state in ('queued', 'open') order by o.slot_id
    loop
      perform app.wake_waiting_slot(p_tenant_id, v_slot);
    end loop;
    perform app.tell_waiting(p_tenant_id);
  end if;
  return app.waiting_entry_rows(p_tenant_id, array[p_id]) -> 0;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."remove_waiting_entry"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_waiting_entry (
  p_tenant_id uuid,
  p_id        uuid,
  p_entry     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_therapist uuid := app.typed_id(p_entry ->> 'therapist_id');
  v_patient uuid := app.typed_id(p_entry ->> 'patient_id');
  v_type uuid := app.typed_id(p_entry ->> 'session_type_id');
  v_weekdays text[] := '{}';
  v_turns text[] := '{}';
  v_old public.waiting_list;
  v_slot uuid;
begin
  perform app.require_waiting_therapist(p_tenant_id, v_therapist);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if jsonb_typeof(p_entry -> 'weekdays') = 'array' then
    v_weekdays := array(select distinct x from jsonb_array_elements_text(p_entry -> 'weekdays') x order by x);
  end if;
  if jsonb_typeof(p_entry -> 'turns') = 'array' then
    v_turns := array(select distinct x from jsonb_array_elements_text(p_entry -> 'turns') x order by x);
  end if;
  if not v_weekdays <@ array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] or not v_turns <@ array['morning', 'afternoon', 'evening'] then
    raise sqlstate 'PT400' using message = 'invalid_waiting_times';
  end if;
  if v_therapist is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if not exists (
    select from public.session_types t where t.tenant_id = p_tenant_id and t.id = v_type and t.archived_at is null) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  -- who is being merged with somebody else is waited for, and is then archived
  perform from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient and p.archived_at is null for key share;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select * into v_old from public.waiting_list w where w.tenant_id = p_tenant_id and w.id = p_id for no key update;
  if v_old.id is not null then
    perform app.require_waiting_therapist(p_tenant_id, v_old.therapist_id);
  end if;
  insert into public.waiting_list as w (tenant_id, id, patient_id, therapist_id, session_type_id, weekdays, turns, earliest_on, note,
    is_priority, created_by)
  values (p_tenant_id, p_id, v_patient, v_therapist, v_type, v_weekdays, v_turns, app.typed_date(p_entry ->> 'earliest_on'),
    nullif(btrim(app.normalize_lines(left(p_entry ->> 'note', 500))), ''), coalesce(p_entry -> 'is_priority' = 'true', false), auth.uid())
  on conflict (tenant_id, id) do update set therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id,
    weekdays = excluded.weekdays, turns = excluded.turns, earliest_on = excluded.earliest_on, note = excluded.note,
    is_priority = excluded.is_priority;
  -- a time that waits for somebody may have found them
  for v_slot in
    select s.id from public.waiting_slots s
    where s.tenant_id = p_tenant_id and s.status = 'open' and s.is_automatic and s.starts_at > now()
      and exists (select from app.waiting_matches(p_tenant_id, s.therapist_id, s.starts_at, s.ends_at) m where m.entry_id = p_id)
    order by s.id
  loop
    perform app.wake_waiting_slot(p_tenant_id, v_slot);
  end loop;
  perform app.tell_waiting(p_tenant_id);
  return app.waiting_entry_rows(p_tenant_id, array[p_id]) -> 0;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_waiting_entry"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_waiting_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.waiting_list_settings;
  v_deadline integer;
  v_at_once integer;
  v_notice integer;
begin
  perform app.require_leader(p_tenant_id);
  v_old := app.waiting_settings_of(p_tenant_id);
  v_deadline := coalesce(app.typed_number(p_settings ->> 'deadline_minutes'), v_old.deadline_minutes);
  v_at_once := coalesce(app.typed_number(p_settings ->> 'offers_at_once'), v_old.offers_at_once);
  v_notice := coalesce(app.typed_number(p_settings ->> 'notice_hours'), v_old.notice_hours);
  if v_deadline not between 10 and 1440 or v_at_once not between 1 and 10 or v_notice not between 0 and 168 then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.waiting_list_settings as s (tenant_id, is_on, deadline_minutes, offers_at_once, notice_hours)
  values (p_tenant_id, case when jsonb_typeof(p_settings -> 'is_on') = 'boolean' then (p_settings -> 'is_on')::boolean else v_old.is_on end,
    v_deadline, v_at_once, v_notice)
  on conflict (tenant_id) do update set is_on = excluded.is_on, deadline_minutes = excluded.deadline_minutes,
    offers_at_once = excluded.offers_at_once, notice_hours = excluded.notice_hours, updated_at = clock_timestamp();
  perform app.tell_waiting(p_tenant_id);
  return public.get_waiting_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_waiting_settings"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_arrival (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid    DEFAULT NULL::uuid,
  p_arrived    boolean DEFAULT true
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
begin
  if p_arrived and v_session.status in ('missed', 'excused', 'cancelled') then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_session.status;
  end if;
  if p_patient_id is not null and not exists (
    select from public.session_patients sp
    where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and sp.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  update public.session_patients sp set arrived_at = case when p_arrived then now() end
  where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and (p_patient_id is null or sp.patient_id = p_patient_id)
    and (sp.arrived_at is null) = p_arrived and sp.status <> 'cancelled';
  if not found then
    return app.session_payload(p_tenant_id, p_session_id);
  end if;
  if p_arrived then
    perform app.publish_event(p_tenant_id, 'session.arrived', jsonb_build_object('session_id', p_session_id, 'patient_id', p_patient_id));
  end if;
  return app.publish_sessions(p_tenant_id, array[p_session_id]);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_arrival"(uuid, uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.withdraw_waiting_offer (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_slot public.waiting_slots;
begin
  perform app.require_member(p_tenant_id);
  select s.* into v_slot from public.waiting_list_offers o
  join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where o.tenant_id = p_tenant_id and o.id = p_id for update of s;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_offer_not_found';
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_slot.therapist_id);
  update public.waiting_list_offers o set state = 'withdrawn'
  where o.tenant_id = p_tenant_id and o.id = p_id and o.state in ('queued', 'open');
  if found then
    perform app.wake_waiting_slot(p_tenant_id, v_slot.id);
    perform app.tell_waiting(p_tenant_id);
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."withdraw_waiting_offer"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."waiting_list"
  ADD CONSTRAINT "waiting_list_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_list"
  ADD CONSTRAINT "waiting_list_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_list"
  ADD CONSTRAINT "waiting_list_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_list_offers"
  ADD CONSTRAINT "waiting_list_offers_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.waiting_list(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_list_settings"
  ADD CONSTRAINT "waiting_list_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_list_offers"
  ADD CONSTRAINT "waiting_list_offers_tenant_id_slot_id_fkey" FOREIGN KEY (tenant_id, slot_id) REFERENCES public.waiting_slots(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_slots"
  ADD CONSTRAINT "waiting_slots_tenant_id_freed_session_id_fkey" FOREIGN KEY (tenant_id, freed_session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_slots"
  ADD CONSTRAINT "waiting_slots_tenant_id_room_id_fkey" FOREIGN KEY (tenant_id, room_id) REFERENCES public.rooms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."waiting_slots"
  ADD CONSTRAINT "waiting_slots_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX money_entries_day ON public.money_entries USING btree (tenant_id, occurred_on);

CREATE INDEX waiting_list_offers_entry ON public.waiting_list_offers USING btree (tenant_id, entry_id);

CREATE INDEX waiting_list_patient ON public.waiting_list USING btree (tenant_id, patient_id);

CREATE INDEX waiting_list_therapist ON public.waiting_list USING btree (tenant_id, therapist_id);

CREATE INDEX waiting_list_turn ON public.waiting_list USING btree (tenant_id, is_priority DESC, since)
  WHERE (status = 'waiting'::text);

CREATE INDEX waiting_list_type ON public.waiting_list USING btree (tenant_id, session_type_id);

CREATE UNIQUE INDEX waiting_slots_open ON public.waiting_slots USING btree (tenant_id, therapist_id, starts_at)
  WHERE (status = 'open'::text);

CREATE INDEX waiting_slots_room ON public.waiting_slots USING btree (tenant_id, room_id)
  WHERE (room_id IS NOT NULL);

CREATE INDEX waiting_slots_session ON public.waiting_slots USING btree (tenant_id, freed_session_id)
  WHERE (freed_session_id IS NOT NULL);

CREATE INDEX waiting_slots_therapist ON public.waiting_slots USING btree (tenant_id, therapist_id, starts_at);

CREATE TRIGGER session_events_fill_waiting_slots
  AFTER INSERT ON app.session_events
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_session_events__fill_waiting_slots();

CREATE TRIGGER waiting_list_touch
  BEFORE UPDATE ON public.waiting_list
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_members" ON "public"."waiting_list"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."waiting_list_offers"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."waiting_list_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."waiting_slots"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "public"."session_patients"."arrived_at" IS 'Since when they are in the waiting room; it says nothing of the session''s outcome.';

COMMENT ON COLUMN "public"."waiting_list"."therapist_id" IS 'therapists.user_id; NULL: with anybody.';

COMMENT ON COLUMN "public"."waiting_list"."turns" IS 'morning until 12, afternoon until 18, evening; none: any.';

COMMENT ON COLUMN "public"."waiting_list"."weekdays" IS 'None: any day.';

COMMENT ON COLUMN "public"."waiting_list_offers"."token_hash" IS 'SHA-256 of the secret in the link; the secret is in the message alone.';

COMMENT ON COLUMN "public"."waiting_list_settings"."notice_hours" IS 'What begins sooner is offered by hand only.';

COMMENT ON FUNCTION "app"."advance_waiting_slot"(uuid, uuid, text, timestamp with time zone) IS 'Caller: workers, when something of a slot is due. Ends offers whose deadline passed, closes a slot that is taken or began, sends what the desk queued, and asks the next in turn between 7 and 21 o''clock. p_link is the address before the token. Answers {sends: [as create_automation_message]}.';

COMMENT ON FUNCTION "app"."answer_waiting_offer"(uuid, uuid, boolean, timestamp with time zone) IS 'Caller: whoever knows that the person of the offer said so: the link, the desk, a word in the conversation. {state: accepted | refused | expired | withdrawn | filled | unsent, session_id}; a repetition answers what is there. A yes books the session in the same transaction; the next in turn is asked after a no. Errors: PT404 waiting_offer_not_found.';

COMMENT ON FUNCTION "app"."close_waiting_slot"(uuid, uuid, text, text) IS 'Ends a locked slot as filled or ended; offers without an answer become filled, expired or withdrawn.';

COMMENT ON FUNCTION "app"."follow_waiting_link"(text, text, boolean, timestamp with time zone) IS 'Caller: waiting-offer, for whoever holds the token; p_yes NULL only looks. {state: open | accepted | refused | expired | withdrawn | filled | unknown | limited, clinic_name, when, therapist_name, until}. Nothing of the patient.';

COMMENT ON FUNCTION "app"."note_freed_slot"(uuid, uuid, jsonb, timestamp with time zone) IS 'Caller: workers, when a session was cancelled, excused or moved; p_before is its state as events keep it. Answers {id} of the slot, or {skipped: off | too_soon | not_free | on_offer}.';

COMMENT ON FUNCTION "app"."require_waiting_therapist"(uuid, uuid) IS 'The caller''s role, if they keep the waiting list of this therapist (NULL: of anybody): a therapist the own one, everybody else all. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."send_waiting_offer"(public.waiting_slots, uuid, text, timestamp with time zone) IS 'Sends a queued offer with its link, whose secret is stored as a hash; answers as create_automation_message.';

COMMENT ON FUNCTION "app"."tell_waiting"(uuid) IS 'Tells open screens that something of the waiting list changed.';

COMMENT ON FUNCTION "app"."waiting_entry_rows"(uuid, uuid[]) IS 'Entries of the waiting list as screens show them, in the order of the ids.';

COMMENT ON FUNCTION "app"."waiting_matches"(uuid, uuid, timestamp with time zone, timestamp with time zone) IS 'Entries of the waiting list that fit a free time: therapist, length, weekday, turn and earliest day; who is in a hurry first, then whoever waits longest.';

COMMENT ON FUNCTION "app"."waiting_offer_of"(text) IS 'The offer behind the token of a link: the clinic and a secret.';

COMMENT ON FUNCTION "app"."waiting_settings_of"(uuid) IS 'How a clinic offers free times, or the defaults: not by itself.';

COMMENT ON FUNCTION "app"."wake_waiting_slot"(uuid, uuid) IS 'The next step of a time on offer, at once.';

COMMENT ON FUNCTION "app"."week_occupation"(uuid, date) IS 'Of each therapist who works in a week: the minutes of their working hours without absences and holidays, and how many of them sessions take.';

COMMENT ON FUNCTION "public"."answer_waiting_offer"(uuid, uuid, boolean) IS 'Caller: members; a therapist in the own agenda. What the person of an offer said to the desk; answers as app.answer_waiting_offer: {state, session_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_offer_not_found.';

COMMENT ON FUNCTION "public"."end_waiting_slot"(uuid, uuid) IS 'Caller: members; a therapist in the own agenda. The time is offered no more, and offers without an answer are taken back. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_slot_not_found.';

COMMENT ON FUNCTION "public"."get_owner_day"(uuid) IS 'Caller: owner and admin. {money: {received_today_cents, received_month_cents, open_cents and overdue_cents of what is due by today}, week: {open_minutes, taken_minutes, therapists: [{therapist_id, name, open_minutes, taken_minutes}]}, alerts: {channel_down, credits_low, dead_jobs, failed_sends}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_todays_tasks"(uuid) IS 'Caller: members; a therapist sees forms of own patients and own messages. {intakes: {total, lines: [{id, name, submitted_at}]} that wait for a review, scheduled: {total, lines: [{id, thread_key, name, body, send_at}]} that leave today}; six lines each. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_waiting_settings"(uuid) IS 'Caller: members. {is_on, deadline_minutes, offers_at_once, notice_hours}: whether free times are offered by themselves, and how. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_own_patients_waiting"(uuid) IS 'Caller: members. Conversations with patients whom the caller treats in which somebody waits for an answer, whoever waits longest first: {total, lines: [as in get_today, with patient_id and patient_name]}; eight lines. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_todays_sessions"(uuid) IS 'Caller: members; a therapist sees the own. {day, today: {total, done, sessions}, arrived: {total, sessions}, unconfirmed: {total, sessions}}: what is still to come or to be noted today, who is in the waiting room, and who has not confirmed for today or tomorrow; twelve of each, by their time, in the day of the clinic. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_waiting_entries"(uuid, uuid) IS 'Caller: members; a therapist sees who waits for them or for anybody. Who waits (of one patient), in their turn: [{id, patient_id, patient_name, therapist_id, therapist_name, session_type_id, type_name, minutes, weekdays, turns, earliest_on, note, is_priority, status, since, offer: {id, state, slot_id, expires_at}|null}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_waiting_matches"(uuid, uuid, text, integer) IS 'Caller: members; a therapist for the own agenda. Who waits and could come at a time, in their turn, as list_waiting_entries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_moment.';

COMMENT ON FUNCTION "public"."list_waiting_slots"(uuid) IS 'Caller: members; a therapist sees the own. Times on offer, and those that ended within a day: [{id, therapist_id, therapist_name, starts_at, starts_local, ends_local, status open|filled|ended, is_automatic, matches: who could still be asked, offers: [{id, entry_id, patient_id, patient_name, state, skipped, expires_at, answered_at, session_id, message_status}]}], open ones first. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."offer_waiting_slot"(uuid, jsonb, uuid[]) IS 'Caller: members; a therapist in the own agenda. Offers a time by hand to chosen entries, all at once: p_slot {id} of one that is on offer, or {therapist_id, start_local, minutes, room_id}. Whoever was asked already is not asked again. Answers {id} of the slot. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_moment, PT404 therapist_not_found, PT404 waiting_slot_not_found, PT404 waiting_entry_not_found, PT409 time_taken, PT409 waiting_slot_closed.';

COMMENT ON FUNCTION "public"."remove_waiting_entry"(uuid, uuid, boolean) IS 'Caller: members; a therapist of the own agenda. Takes somebody off the waiting list, or with p_removed false back onto it, where they were. What was offered to them goes on to the next. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_entry_not_found.';

COMMENT ON FUNCTION "public"."save_waiting_entry"(uuid, uuid, jsonb) IS 'Caller: members; a therapist for the own agenda. Puts a patient on the waiting list, or changes what they wait for; p_id comes from the client. p_entry {patient_id, therapist_id|null: anybody, session_type_id, weekdays [mon…sun], turns [morning, afternoon, evening], earliest_on, note, is_priority}; none: any. Whose entry it is does not change. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_waiting_times, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."save_waiting_settings"(uuid, jsonb) IS 'Caller: owner, admin, supervisor. {is_on, deadline_minutes 10–1440, offers_at_once 1–10, notice_hours 0–168}; keys that are not there stay. Answers get_waiting_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';

COMMENT ON FUNCTION "public"."set_arrival"(uuid, uuid, uuid, boolean) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Somebody of a session (NULL: everybody) is in the waiting room since now, or with p_arrived false is not after all. Safe to repeat: whoever came first stays the first. Answers the session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found, PT409 session_closed.';

COMMENT ON FUNCTION "public"."withdraw_waiting_offer"(uuid, uuid) IS 'Caller: members; a therapist in the own agenda. Takes an offer back that nobody answered; its link says so. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 waiting_offer_not_found.';

COMMENT ON TABLE "public"."waiting_list" IS 'Who waits for a time, with whom and when they could come. Nothing clinical is here.';

COMMENT ON TABLE "public"."waiting_list_offers" IS 'Offers of a free time: queued (to be sent), open (sent, until expires_at), unsent (skipped says why), accepted, refused, expired, withdrawn by the clinic, filled by somebody else.';

COMMENT ON TABLE "public"."waiting_list_settings" IS 'How a clinic offers what becomes free to those who wait.';

COMMENT ON TABLE "public"."waiting_slots" IS 'Times on offer: a session was cancelled or moved away (is_automatic), or somebody of the desk offers one.';

REVOKE ALL ON FUNCTION "app"."advance_waiting_slot"(uuid, uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."advance_waiting_slot"(uuid, uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."advance_waiting_slot"(uuid, uuid, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."advance_waiting_slot"(uuid, uuid, text, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."answer_waiting_offer"(uuid, uuid, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."answer_waiting_offer"(uuid, uuid, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."answer_waiting_offer"(uuid, uuid, boolean, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."answer_waiting_offer"(uuid, uuid, boolean, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."close_waiting_slot"(uuid, uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_waiting_slot"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_waiting_slot"(uuid, uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."follow_waiting_link"(text, text, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."follow_waiting_link"(text, text, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."follow_waiting_link"(text, text, boolean, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."follow_waiting_link"(text, text, boolean, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."note_freed_slot"(uuid, uuid, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_freed_slot"(uuid, uuid, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_freed_slot"(uuid, uuid, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_freed_slot"(uuid, uuid, jsonb, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_waiting_therapist"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_waiting_therapist"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_waiting_therapist"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_waiting_offer"(public.waiting_slots, uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_waiting_offer"(public.waiting_slots, uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_waiting_offer"(public.waiting_slots, uuid, text, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_waiting"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_waiting"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_waiting"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_events__fill_waiting_slots"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_events__fill_waiting_slots"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_events__fill_waiting_slots"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."waiting_entry_rows"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."waiting_entry_rows"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."waiting_entry_rows"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."waiting_matches"(uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."waiting_matches"(uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."waiting_matches"(uuid, uuid, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."waiting_offer_of"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."waiting_offer_of"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."waiting_offer_of"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."waiting_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."waiting_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."waiting_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."wake_waiting_slot"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."wake_waiting_slot"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."wake_waiting_slot"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."week_occupation"(uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."week_occupation"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."week_occupation"(uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."answer_waiting_offer"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."answer_waiting_offer"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."answer_waiting_offer"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_waiting_slot"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."end_waiting_slot"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_waiting_slot"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_owner_day"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_owner_day"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_owner_day"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_todays_tasks"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_todays_tasks"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_todays_tasks"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_waiting_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_waiting_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_waiting_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_own_patients_waiting"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_own_patients_waiting"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_own_patients_waiting"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_waiting_entries"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_waiting_entries"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_waiting_entries"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_waiting_matches"(uuid, uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_waiting_matches"(uuid, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_waiting_matches"(uuid, uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_waiting_slots"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_waiting_slots"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_waiting_slots"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."offer_waiting_slot"(uuid, jsonb, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."offer_waiting_slot"(uuid, jsonb, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."offer_waiting_slot"(uuid, jsonb, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."remove_waiting_entry"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."remove_waiting_entry"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."remove_waiting_entry"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_waiting_entry"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_waiting_entry"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_waiting_entry"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_waiting_settings"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_waiting_settings"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_waiting_settings"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_arrival"(uuid, uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_arrival"(uuid, uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_arrival"(uuid, uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."withdraw_waiting_offer"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."withdraw_waiting_offer"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."withdraw_waiting_offer"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."waiting_list" FROM "authenticated";

GRANT SELECT ON TABLE "public"."waiting_list" TO "authenticated";

REVOKE ALL ON TABLE "public"."waiting_list" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."waiting_list" TO "service_role";

REVOKE ALL ON TABLE "public"."waiting_list_offers" FROM "authenticated";

REVOKE ALL ("answered_at") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("answered_at") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("body") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("body") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("created_at") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("created_at") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("created_by") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("created_by") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("entry_id") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("entry_id") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("expires_at") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("expires_at") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("id") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("id") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("message_id") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("message_id") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("session_id") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("session_id") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("skipped") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("skipped") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("slot_id") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("slot_id") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("state") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("state") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ("tenant_id") ON TABLE "public"."waiting_list_offers" FROM "authenticated";

GRANT SELECT ("tenant_id") ON TABLE "public"."waiting_list_offers" TO "authenticated";

REVOKE ALL ON TABLE "public"."waiting_list_offers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."waiting_list_offers" TO "service_role";

REVOKE ALL ON TABLE "public"."waiting_list_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."waiting_list_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."waiting_list_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."waiting_list_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."waiting_slots" FROM "authenticated";

GRANT SELECT ON TABLE "public"."waiting_slots" TO "authenticated";

REVOKE ALL ON TABLE "public"."waiting_slots" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."waiting_slots" TO "service_role";

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;
