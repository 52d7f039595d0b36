-- online booking: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."booking_routes" (
  "key_hash"   bytea NOT NULL,
  "tenant_id"  uuid  NOT NULL,
  "booking_id" uuid,
  CONSTRAINT "booking_routes_pkey" PRIMARY KEY (key_hash)
);

ALTER TABLE "app"."booking_routes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."booking_offers" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id"    uuid                     NOT NULL,
  "session_type_id" uuid                     NOT NULL,
  "note"            text,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "booking_offered_once" UNIQUE (tenant_id, therapist_id, session_type_id),
  CONSTRAINT "booking_offers_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "offer_note_is_one_plain_line" CHECK (((note = app.normalize_name(note)) AND ((char_length(note) >= 1) AND (char_length(note) <= 200))))
);

ALTER TABLE "public"."booking_offers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."booking_offers" FROM "anon";

CREATE TABLE "public"."booking_settings" (
  "tenant_id"      uuid                     NOT NULL,
  "is_open"        boolean                  NOT NULL DEFAULT false,
  "slug"           text                     NOT NULL,
  "needs_approval" boolean                  NOT NULL DEFAULT false,
  "notice_hours"   smallint                 NOT NULL DEFAULT 12,
  "horizon_weeks"  smallint                 NOT NULL DEFAULT 8,
  "buffer_before"  smallint                 NOT NULL DEFAULT 0,
  "buffer_after"   smallint                 NOT NULL DEFAULT 0,
  "daily_limit"    smallint,
  "change_hours"   smallint                 NOT NULL DEFAULT 24,
  "offers_intake"  boolean                  NOT NULL DEFAULT true,
  "welcome_text"   text,
  "privacy_text"   text,
  "updated_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "booking_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "booking_slug_is_url_safe" CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((char_length(slug) >= 8) AND (char_length(slug) <= 80)))),
  CONSTRAINT "booking_texts_fit" CHECK (((char_length(welcome_text) <= 1000) AND (char_length(privacy_text) <= 3000))),
  CONSTRAINT "buffer_after_is_short" CHECK (((buffer_after >= 0) AND (buffer_after <= 120))),
  CONSTRAINT "buffer_before_is_short" CHECK (((buffer_before >= 0) AND (buffer_before <= 120))),
  CONSTRAINT "change_limit_is_sane" CHECK (((change_hours >= 0) AND (change_hours <= 336))),
  CONSTRAINT "daily_limit_is_sane" CHECK (((daily_limit >= 1) AND (daily_limit <= 50))),
  CONSTRAINT "horizon_is_sane" CHECK (((horizon_weeks >= 1) AND (horizon_weeks <= 26))),
  CONSTRAINT "notice_is_sane" CHECK (((notice_hours >= 0) AND (notice_hours <= 336)))
);

ALTER TABLE "public"."booking_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."booking_settings" FROM "anon";

CREATE TABLE "public"."online_bookings" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "session_id"     uuid                     NOT NULL,
  "patient_id"     uuid                     NOT NULL,
  "status"         text                     NOT NULL,
  "is_new"         boolean                  NOT NULL,
  "is_first_visit" boolean                  NOT NULL,
  "full_name"      text                     NOT NULL,
  "social_name"    text,
  "phone"          text                     NOT NULL,
  "message"        text,
  "accepted_text"  text,
  "decided_by"     uuid,
  "decided_at"     timestamp with time zone,
  "created_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "booked_phone_is_e164" CHECK ((phone ~ '^\+[1-9][0-9]{7,14}$'::text)),
  CONSTRAINT "booking_message_fits" CHECK (((char_length(message) >= 1) AND (char_length(message) <= 500))),
  CONSTRAINT "booking_status_is_known" CHECK ((status = ANY (ARRAY['requested'::text, 'booked'::text, 'declined'::text]))),
  CONSTRAINT "decided_whole" CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
  CONSTRAINT "online_bookings_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "booked_name_is_one_plain_line" CHECK (((full_name = app.normalize_name(full_name)) AND ((char_length(full_name) >= 2) AND (char_length(full_name) <= 120)))),
  CONSTRAINT "booked_social_name_is_one_plain_line"
    CHECK (((social_name = app.normalize_name(social_name)) AND ((char_length(social_name) >= 2) AND (char_length(social_name) <= 120))))
);

ALTER TABLE "public"."online_bookings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."online_bookings" FROM "anon";

ALTER TABLE "app"."session_notice_wishes"
  ADD COLUMN "link" text;

CREATE OR REPLACE FUNCTION app.add_online_patient (
  p_tenant_id   uuid,
  p_full_name   text,
  p_social_name text,
  p_phone       text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := gen_random_uuid();
begin
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.patients (tenant_id, id, full_name, social_name, note)
  values (p_tenant_id, v_id, p_full_name, p_social_name, 'Cadastro novo, vindo do agendamento online.');
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
  values (p_tenant_id, 'patient', v_id, p_phone, true, 1);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_patient(p_tenant_id, v_id);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_id));
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.book_online (
  p_slug       text,
  p_form_token text,
  p_link_token text,
  p_link       text,
  p_form       jsonb,
  p_ip_hash    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid;
  v_settings public.booking_settings;
  v_offer public.booking_offers;
  v_typed jsonb;
  v_booked jsonb;
begin
  if not app.take_turn('booking:book:' || coalesce(p_ip_hash, '-'), 30, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant_id from app.booking_routes r where r.key_hash = app.booking_key('slug', p_slug) and r.booking_id is null;
  if v_tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  -- sent twice, or sent again after the back button: what it made before, whatever became of the rest
  if exists (select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  end if;
  v_settings := app.booking_settings_of(v_tenant_id);
  if not v_settings.is_open then
    return '{"state": "closed"}';
  end if;
  if coalesce(char_length(p_form_token), 0) < 20 or coalesce(char_length(p_link_token), 0) < 20 then
    return '{"state": "unknown"}';
  end if;
  select o.* into v_offer from public.booking_offers o
  join public.therapists t on t.tenant_id = v_tenant_id and t.user_id = o.therapist_id and t.is_active
  where o.tenant_id = v_tenant_id and o.id = app.typed_id(p_form ->> 'offer_id');
  v_typed := app.checked_online_form(p_form, v_settings.privacy_text is not null);
  if v_offer.id is null then
    return '{"state": "taken"}';
  elsif v_typed -> 'problems' <> '{}' then
    return jsonb_build_object('state', 'invalid', 'problems', v_typed -> 'problems');
  end if;
  if not app.take_turn('booking:phone:' || v_tenant_id || ':' || encode(sha256(convert_to(v_typed ->> 'phone', 'UTF8')), 'hex'), 6, interval '1 day')
    or not app.take_turn('booking:clinic:' || v_tenant_id, 120, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  begin
    v_booked := app.take_online_slot(v_settings, v_offer, p_form_token, p_link_token, p_link, p_form || v_typed);
  exception when exclusion_violation or unique_violation then
    v_booked := '{"state": "taken"}';
  end;
  -- the same form, twice at once: what took the time was itself
  if v_booked = '{"state": "taken"}' and exists (
    select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  end if;
  return v_booked;
end;
$function$;

CREATE OR REPLACE FUNCTION app.booking_clinic (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.booking_settings := app.booking_settings_of(p_tenant_id);
begin
  return (
    select jsonb_build_object('clinic_name', t.name, 'time_zone', t.time_zone, 'slug', v_settings.slug, 'welcome_text', v_settings.welcome_text,
      'privacy_text', v_settings.privacy_text, 'change_hours', v_settings.change_hours, 'needs_approval', v_settings.needs_approval,
      'asks_first_visit', v_settings.offers_intake and exists (
        select from public.intake_forms f where f.tenant_id = t.id and f.is_default and f.archived_at is null),
      'cannot_tell', app.cannot_tell_strangers(t.id))
    from public.tenants t where t.id = p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.booking_key (
  p_kind   text,
  p_secret text
)
  RETURNS bytea
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select sha256(convert_to(p_kind || ':' || coalesce(p_secret, ''), 'UTF8'));
$function$;

CREATE OR REPLACE FUNCTION app.booking_settings_of (
  p_tenant_id uuid
)
  RETURNS public.booking_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.booking_settings;
begin
  select * into v_row from public.booking_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row.tenant_id := p_tenant_id;
    v_row.is_open := false;
    v_row.needs_approval := false;
    v_row.notice_hours := 12;
    v_row.horizon_weeks := 8;
    v_row.buffer_before := 0;
    v_row.buffer_after := 0;
    v_row.change_hours := 24;
    v_row.offers_intake := true;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.cancel_online_booking (
  p_token   text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.online_bookings;
  v_status text;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  select s.status into v_status from public.sessions s where s.tenant_id = v_row.tenant_id and s.id = v_row.session_id for update;
  if v_status = 'cancelled' then
    return '{"state": "cancelled"}';
  elsif not (app.online_booking_payload(v_row) -> 'may_change')::boolean then
    return '{"state": "too_late"}';
  end if;
  perform app.cancel_sessions(v_row.tenant_id, array[v_row.session_id], 'Desmarcada pelo link do agendamento online');
  perform app.tell_of_online_booking(v_row.tenant_id, v_row.session_id, v_row.patient_id, 'online_changed');
  perform app.publish_sessions(v_row.tenant_id, array[v_row.session_id]);
  return '{"state": "cancelled"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.cannot_tell_strangers (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  select c.* into v_channel from app.active_channel(p_tenant_id) c;
  return case
    when exists (
      select from public.session_notice_settings o where o.tenant_id = p_tenant_id and not o.tells_booked) then 'notices_off'
    when v_channel.id is null then 'no_active_channel'
    when v_channel.connection_state = 'close' then 'channel_disconnected'
    when exists (
      select from public.channel_kinds k where k.kind = v_channel.provider and k.window_hours is not null) then 'outside_24h_window'
    when app.kind_costs_credits(v_channel.provider) and coalesce((
      select b.balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), 0) < 1 then 'insufficient_credits' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_online_form (
  p_form       jsonb,
  p_has_notice boolean
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('full_name', f.full_name, 'social_name', f.social_name, 'phone', f.phone, 'message', f.message,
    'problems', jsonb_strip_nulls(jsonb_build_object(
      'full_name', case when coalesce(char_length(f.full_name), 0) < 2 then 'required'
        when f.full_name ~* '(https?:|www\.|[<>{}])' then 'invalid' end,
      'social_name', case when char_length(f.social_name) < 2 or f.social_name ~* '(https?:|www\.|[<>{}])' then 'invalid' end,
      'phone', case when f.phone is null then 'invalid' end,
      'accepted', case when p_has_notice and p_form -> 'accepted' is distinct from 'true' then 'required' end)))
  from (
    select app.trimmed(p_form ->> 'full_name', 120) as full_name, app.trimmed(p_form ->> 'social_name', 120) as social_name,
      app.normalize_phone(left(p_form ->> 'phone', 40)) as phone,
      nullif(btrim(app.normalize_lines(left(p_form ->> 'message', 500))), '') as message
  ) f;
$function$;

CREATE OR REPLACE FUNCTION app.invite_online_booking (
  p_token   text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.online_bookings;
  v_form public.intake_forms;
  v_invite uuid;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  select * into v_form from public.intake_forms f
  where f.tenant_id = v_row.tenant_id and f.is_default and f.archived_at is null for share;
  if v_form.id is null or not coalesce((app.online_booking_payload(v_row) -> 'offers_intake')::boolean, false) then
    return '{"state": "none"}';
  end if;
  select i.id into v_invite from public.intake_invites i
  where i.tenant_id = v_row.tenant_id and i.patient_id = v_row.patient_id and i.form_id = v_form.id and i.created_by is null
    and i.submitted_at is null and i.cancelled_at is null and i.expires_at > now() order by i.id limit 1 for update;
  if v_invite is null then
    insert into public.intake_invites (tenant_id, patient_id, form_id, form_version, texts, token_hash, expires_at)
    values (v_row.tenant_id, v_row.patient_id, v_form.id, v_form.version, app.intake_texts_in_use(v_row.tenant_id),
      sha256(extensions.gen_random_bytes(32)), now() + interval '14 days')
    returning id into v_invite;
    perform app.broadcast(v_row.tenant_id, 'intake', jsonb_build_object('id', v_invite));
  end if;
  return jsonb_build_object('state', 'invited', 'token', app.intake_link(v_row.tenant_id, v_invite));
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_late_cancel (
  p_session public.sessions,
  p_policy  public.absence_policies
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- what a changed series leaves behind is not the patient's doing
  select now() > p_session.starts_at - make_interval(hours => p_policy.notice_hours)
    and p_session.cancel_reason is distinct from 'series_changed'
    -- nor is a request that the clinic declined
    and not exists (
      select from public.online_bookings b
      where b.tenant_id = p_session.tenant_id and b.session_id = p_session.id and b.status = 'declined');
$function$;

CREATE OR REPLACE FUNCTION app.make_booking_slug (
  p_tenant_id uuid,
  p_old       text
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_slug text := (select left(t.slug, 60) from public.tenants t where t.id = p_tenant_id) || '-' || encode(extensions.gen_random_bytes(4), 'hex');
begin
  delete from app.booking_routes r where r.key_hash = app.booking_key('slug', p_old) and r.tenant_id = p_tenant_id and r.booking_id is null;
  insert into app.booking_routes (key_hash, tenant_id) values (app.booking_key('slug', v_slug), p_tenant_id);
  return v_slug;
end;
$function$;

CREATE OR REPLACE FUNCTION app.move_online_booking (
  p_token     text,
  p_starts_at text,
  p_ip_hash   text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.online_bookings;
  v_old public.sessions;
  v_at timestamptz := app.online_moment(p_starts_at);
  v_day date;
  v_room uuid;
  v_zone text;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  select * into v_old from public.sessions s where s.tenant_id = v_row.tenant_id and s.id = v_row.session_id for update;
  if v_old.starts_at = v_at then
    return '{"state": "moved"}';
  elsif not (app.online_booking_payload(v_row) -> 'may_change')::boolean then
    return '{"state": "too_late"}';
  end if;
  v_zone := app.clinic_zone(v_row.tenant_id);
  v_day := (v_at at time zone v_zone)::date;
  perform app.lock_agenda(v_row.tenant_id, array[v_old.therapist_id], array[v_old.room_id]);
  select s.room_id into v_room
  from app.online_slots(v_row.tenant_id, array[v_old.therapist_id], v_old.session_type_id, v_day, v_day, now(), v_old.id) s
  where s.starts_at = v_at;
  if not found then
    return '{"state": "taken"}';
  end if;
  begin
    perform app.move_one_session(v_old, v_at, v_at + (v_old.ends_at - v_old.starts_at), v_old.therapist_id, v_room, null);
  exception when sqlstate 'PT409' then
    return '{"state": "taken"}';
  end;
  perform app.tell_of_online_booking(v_row.tenant_id, v_old.id, v_row.patient_id, 'online_changed');
  perform app.publish_sessions(v_row.tenant_id, array[v_old.id], array[(v_old.starts_at at time zone v_zone)::date]);
  return '{"state": "moved"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.online_booking_of (
  p_token text
)
  RETURNS public.online_bookings
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_route app.booking_routes;
  v_row public.online_bookings;
begin
  select * into v_route from app.booking_routes r where r.key_hash = app.booking_key('link', p_token);
  select * into v_row from public.online_bookings b where b.tenant_id = v_route.tenant_id and b.id = v_route.booking_id;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.online_booking_payload (
  p_booking public.online_bookings
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.booking_clinic(p_booking.tenant_id) || jsonb_build_object(
    'state', case when s.status = 'cancelled' then case p_booking.status when 'declined' then 'declined' else 'cancelled' end
      when u.is_outcome or s.ends_at <= now() then 'over' else p_booking.status end,
    'id', s.id, 'version', s.version, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
    'starts_local', app.local_text(s.starts_at, app.clinic_zone(s.tenant_id)),
    'therapist', t.name, 'type', y.name, 'is_online', s.is_online, 'name', coalesce(p_booking.social_name, p_booking.full_name), 'phone', p_booking.phone,
    'may_change', not u.is_outcome and now() < s.starts_at - make_interval(hours => (app.booking_settings_of(s.tenant_id)).change_hours),
    'offers_intake', p_booking.is_first_visit and (app.booking_clinic(p_booking.tenant_id) -> 'asks_first_visit')::boolean)
  from public.sessions s
  join public.session_statuses u on u.key = s.status
  join public.therapists t on t.tenant_id = s.tenant_id and t.user_id = s.therapist_id
  join public.session_types y on y.tenant_id = s.tenant_id and y.id = s.session_type_id
  where s.tenant_id = p_booking.tenant_id and s.id = p_booking.session_id;
$function$;

CREATE OR REPLACE FUNCTION app.online_days (
  p_tenant_id       uuid,
  p_therapist_id    uuid,
  p_session_type_id uuid,
  p_from            date,
  p_now             timestamp with time zone DEFAULT now(),
  p_session_id      uuid                     DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with slots as (
    select s.starts_at, s.starts_local, left(s.starts_local, 10)::date as day
    from app.online_slots(p_tenant_id, array[p_therapist_id], p_session_type_id,
      coalesce(p_from, (p_now at time zone app.clinic_zone(p_tenant_id))::date), 'infinity'::date, p_now, p_session_id) s
  ), days as (
    select s.day, row_number() over (order by s.day) as n, jsonb_agg(jsonb_build_object(
      'at', to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), 'time', right(s.starts_local, 5)) order by s.starts_at) as slots
    from slots s group by s.day
  )
  select jsonb_build_object(
    'days', coalesce((select jsonb_agg(jsonb_build_object('day', d.day, 'slots', d.slots) order by d.day) from days d where d.n <= 6), '[]'),
    'next', (select d.day from days d where d.n = 7));
$function$;

CREATE OR REPLACE FUNCTION app.online_moment (
  p_text text
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if p_text ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]Z$' then
    return (left(p_text, 16)::timestamp) at time zone 'UTC';
  end if;
  return null;
exception when datetime_field_overflow then
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.online_slots (
  p_tenant_id       uuid,
  p_therapist_ids   uuid[],
  p_session_type_id uuid,
  p_from            date,
  p_until           date,
  p_now             timestamp with time zone DEFAULT now(),
  p_session_id      uuid                     DEFAULT NULL::uuid
)
  RETURNS TABLE (
    therapist_id uuid,
    starts_at    timestamp with time zone,
    ends_at      timestamp with time zone,
    starts_local text,
    room_id      uuid
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_settings public.booking_settings := app.booking_settings_of(p_tenant_id);
  v_type public.session_types;
  v_step interval := make_interval(mins => (app.agenda_settings_of(p_tenant_id)).slot_minutes);
  v_length interval;
  v_before interval := make_interval(mins => v_settings.buffer_before);
  v_after interval := make_interval(mins => v_settings.buffer_after);
  v_earliest timestamptz := p_now + make_interval(hours => v_settings.notice_hours);
  v_first date := greatest(p_from, (v_earliest at time zone v_zone)::date);
  v_last date := least(p_until, (p_now at time zone v_zone)::date + v_settings.horizon_weeks * 7);
  v_opens timestamptz;
  v_closes timestamptz;
begin
  select * into v_type from public.session_types y where y.tenant_id = p_tenant_id and y.id = p_session_type_id and y.archived_at is null;
  if v_type.id is null or v_first is null or v_first > v_last then
    return;
  end if;
  v_length := make_interval(mins => v_type.minutes);
  v_opens := app.local_moment(v_first::timestamp, v_zone);
  v_closes := app.local_moment((v_last + 1)::timestamp, v_zone);
  return query
    with work as materialized (
      select w.therapist_id, case when not v_type.is_online then w.room_id end as room_id, w.starts_at, w.ends_at
      from app.working_ranges(p_tenant_id, v_first, v_last, p_therapist_ids) w
      join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = w.therapist_id and t.is_active
    ), held as materialized (
      select s.id, s.therapist_id, s.room_id, s.starts_at, s.ends_at from public.sessions s
      join public.session_statuses u on u.key = s.status and u.blocks_time
      where s.tenant_id = p_tenant_id and s.starts_at > v_opens - interval '14 hours' and s.starts_at < v_closes + interval '2 hours'
        and s.id is distinct from p_session_id
    ), closed as materialized (
      select tstzrange(app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone)) as during
      from app.holidays_between(p_tenant_id, v_first, v_last) h where h.scope <> 'optional'
    ), taken as materialized (
      select x.therapist_id, range_agg(x.during) as during
      from (
        select h.therapist_id, tstzrange(h.starts_at - v_after, h.ends_at + v_before) as during
        from held h where h.therapist_id = any (p_therapist_ids)
        union all
        select t.id, tstzrange(e.starts_at, e.ends_at) from unnest(p_therapist_ids) t (id)
        join public.agenda_exceptions e on e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess')
          and coalesce(e.therapist_id, t.id) = t.id and e.ends_at > v_opens and e.starts_at < v_closes
        union all
        select t.id, c.during from unnest(p_therapist_ids) t (id) cross join closed c
        union all
        -- days that have as many as the link may give
        select d.therapist_id, tstzrange(app.local_moment(d.day::timestamp, v_zone), app.local_moment((d.day + 1)::timestamp, v_zone))
        from (
          select h.therapist_id, (h.starts_at at time zone v_zone)::date as day
          from public.online_bookings b join held h on h.id = b.session_id
          where b.tenant_id = p_tenant_id and v_settings.daily_limit is not null and h.therapist_id = any (p_therapist_ids)
          group by 1, 2 having count(*) >= v_settings.daily_limit
        ) d
      ) x
      group by x.therapist_id
    ), rooms as materialized (
      select h.room_id, range_agg(tstzrange(h.starts_at, h.ends_at)) as during from held h
      where h.room_id in (select w.room_id from work w) group by h.room_id
    )
    select distinct on (w.therapist_id, g.at) w.therapist_id, g.at, g.at + v_length, app.local_text(g.at, v_zone), w.room_id
    from work w
    cross join lateral generate_series(w.starts_at, w.ends_at - v_length, v_step) g (at)
    left join taken t on t.therapist_id = w.therapist_id
    left join rooms r on r.room_id = w.room_id
    where g.at >= v_earliest and g.at < v_closes
      and not coalesce(t.during && tstzrange(g.at, g.at + v_length), false)
      and not coalesce(r.during && tstzrange(g.at, g.at + v_length), false)
    order by w.therapist_id, g.at, w.room_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_booking_page (
  p_slug     text,
  p_offer_id uuid,
  p_from     date,
  p_ip_hash  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid;
  v_settings public.booking_settings;
  v_offer public.booking_offers;
  v_offers jsonb;
begin
  if not app.take_turn('booking:open:' || coalesce(p_ip_hash, '-'), 300, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select r.tenant_id into v_tenant_id from app.booking_routes r where r.key_hash = app.booking_key('slug', p_slug) and r.booking_id is null;
  if v_tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  v_settings := app.booking_settings_of(v_tenant_id);
  if not v_settings.is_open then
    return jsonb_build_object('state', 'closed') || app.booking_clinic(v_tenant_id);
  end if;
  v_offers := coalesce((
    select jsonb_agg(jsonb_build_object('id', o.id, 'therapist', t.name, 'council', case when t.council is not null and t.council <> 'other'
        then concat_ws(' ', t.council, t.council_region, t.council_number) end, 'type', y.name, 'minutes', y.minutes, 'is_online', y.is_online,
        'note', o.note) order by t.position, t.name, y.position, y.name)
    from public.booking_offers o
    join public.therapists t on t.tenant_id = v_tenant_id and t.user_id = o.therapist_id and t.is_active
    join public.session_types y on y.tenant_id = v_tenant_id and y.id = o.session_type_id and y.archived_at is null
    where o.tenant_id = v_tenant_id), '[]');
  select * into v_offer from public.booking_offers o where o.tenant_id = v_tenant_id and o.id = p_offer_id;
  return jsonb_build_object('state', 'open', 'offers', v_offers) || app.booking_clinic(v_tenant_id)
    || case when v_offers @> jsonb_build_array(jsonb_build_object('id', v_offer.id))
      then jsonb_build_object('offer_id', v_offer.id) || app.online_days(v_tenant_id, v_offer.therapist_id, v_offer.session_type_id, p_from)
      else '{}' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_online_booking (
  p_token   text,
  p_moves   boolean,
  p_from    date,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.online_bookings;
  v_seen jsonb;
begin
  if not app.take_booking_turn(p_ip_hash) then
    return '{"state": "limited"}';
  end if;
  v_row := app.online_booking_of(p_token);
  if v_row.id is null then
    return '{"state": "unknown"}';
  end if;
  v_seen := app.online_booking_payload(v_row);
  if p_moves and (v_seen -> 'may_change')::boolean then
    v_seen := v_seen || app.online_days(v_row.tenant_id, s.therapist_id, s.session_type_id, p_from, now(), s.id)
    from public.sessions s where s.tenant_id = v_row.tenant_id and s.id = v_row.session_id;
  end if;
  return v_seen;
end;
$function$;

CREATE OR REPLACE FUNCTION app.patient_who_booked (
  p_tenant_id uuid,
  p_phone     text,
  p_names     text[]
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with typed as (
    select app.normalize_text(n) as name from unnest(p_names) n where n is not null
  ), ends as (
    select regexp_replace(t.name, '^([^ ]+) .*?([^ ]+)$', '\1 \2') as ends from typed t where t.name like '% %'
  )
  select p.id from public.contact_phones c
  join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id and p.merged_into_id is null and p.archived_at is null
  cross join lateral (
    select app.normalize_text(n) as name from (values (p.full_name), (p.social_name)) v (n) where n is not null) known
  cross join lateral (select known.name in (select t.name from typed t) as is_exact) e
  where c.tenant_id = p_tenant_id and c.phone = p_phone and (e.is_exact
    or regexp_replace(known.name, '^([^ ]+) .*?([^ ]+)$', '\1 \2') in (select x.ends from ends x) and known.name like '% %')
  order by e.is_exact desc, p.created_at, p.id limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.session_notice_lines (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    session_id uuid,
    line       text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with seen as (
    select w.session_id, s.starts_at, w.told, app.session_facts(jsonb_build_object('starts_at', s.starts_at,
        'therapist_id', s.therapist_id, 'is_online', s.is_online, 'status', s.status, 'patients', coalesce((
          select jsonb_agg(jsonb_build_object('patient_id', m.patient_id, 'status', m.status)) from public.session_patients m
          where m.tenant_id = p_tenant_id and m.session_id = s.id), '[]')), p_patient_id) as facts,
      s.is_online, s.online_url, th.name as therapist, t.time_zone as zone, w.link, b.status as booking
    from app.session_notice_wishes w
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = w.session_id
    join public.therapists th on th.tenant_id = p_tenant_id and th.user_id = s.therapist_id
    join public.tenants t on t.id = p_tenant_id
    left join public.online_bookings b on b.tenant_id = p_tenant_id and b.session_id = w.session_id
    where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id),
  kinds as (
    select n.*, case
      when (n.told ->> 'stands')::boolean and not (n.facts ->> 'stands')::boolean then 'cancelled'
      when not (n.told ->> 'stands')::boolean and (n.facts ->> 'stands')::boolean then 'booked'
      when (n.facts ->> 'stands')::boolean and (
        (n.told ->> 'starts_at')::timestamptz <> n.starts_at or n.told ->> 'therapist_id' <> n.facts ->> 'therapist_id'
        or n.told ->> 'is_online' <> n.facts ->> 'is_online') then 'moved' end as kind
    from seen n)
  select k.session_id, case k.kind
      when 'booked' then case k.booking when 'requested' then 'Pedido de horário recebido (a clínica ainda vai confirmar): '
        else 'Sessão marcada: ' end || app.moment_in_words(k.starts_at, k.zone)
      when 'cancelled' then case k.booking when 'declined' then 'Não conseguimos atender neste horário: ' else 'Sessão desmarcada: ' end || app.moment_in_words((k.told ->> 'starts_at')::timestamptz, k.zone)
      when 'moved' then case when (k.told ->> 'starts_at')::timestamptz = k.starts_at
        then 'Sessão alterada: ' || app.moment_in_words(k.starts_at, k.zone)
        else 'Sessão remarcada: de ' || app.moment_in_words((k.told ->> 'starts_at')::timestamptz, k.zone)
          || ' para ' || app.moment_in_words(k.starts_at, k.zone) end
    end || ', com ' || k.therapist || case
      when k.kind <> 'cancelled' and k.is_online then ', online' || coalesce(': ' || k.online_url, '') else '' end
    || case when k.kind <> 'cancelled' and k.link is not null then E'\n  Ver, remarcar ou desmarcar: ' || k.link else '' end
  from kinds k
  left join public.session_notice_settings o on o.tenant_id = p_tenant_id
  where case k.kind when 'booked' then coalesce(o.tells_booked, true) when 'moved' then coalesce(o.tells_moved, true)
    when 'cancelled' then coalesce(o.tells_cancelled, true) else false end
    and greatest(k.starts_at, (k.told ->> 'starts_at')::timestamptz) > now()
  order by k.starts_at, k.session_id;
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
        'cancel_reason', s.cancel_reason, 'version', s.version, 'patients', coalesce(p.patients, '[]'),
        'online_booking', case when b.id is not null then jsonb_build_object('status', b.status, 'is_new', b.is_new, 'message', b.message,
          'phone', b.phone, 'created_at', b.created_at) end) order by s.starts_at, s.id), '[]')
    from public.sessions s
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    left join public.online_bookings b on b.tenant_id = p_tenant_id and b.session_id = s.id
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

CREATE OR REPLACE FUNCTION app.take_booking_turn (
  p_ip_hash text
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.take_turn('booking:link:' || coalesce(p_ip_hash, '-'), 120, interval '10 minutes');
$function$;

CREATE OR REPLACE FUNCTION app.take_online_slot (
  p_settings   public.booking_settings,
  p_offer      public.booking_offers,
  p_form_token text,
  p_link_token text,
  p_link       text,
  p_form       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_offer.tenant_id;
  v_row public.sessions;
  v_at timestamptz := app.online_moment(p_form ->> 'starts_at');
  v_day date := (v_at at time zone app.clinic_zone(v_tenant_id))::date;
  v_room uuid;
  v_known uuid;
  v_new uuid;
  v_patient uuid;
  v_booking uuid := gen_random_uuid();
begin
  select s.room_id into v_room
  from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s where s.starts_at = v_at;
  if not found then
    return '{"state": "taken"}';
  end if;
  perform app.lock_agenda(v_tenant_id, array[p_offer.therapist_id], array[v_room]);
  -- who waited here looks again, for its own form as well
  if exists (select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  elsif not exists (
    select from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s
    where s.starts_at = v_at and s.room_id is not distinct from v_room
  ) then
    return '{"state": "taken"}';
  end if;
  v_row := app.typed_session(v_tenant_id, jsonb_build_object('therapist_id', p_offer.therapist_id, 'session_type_id', p_offer.session_type_id,
    'room_id', v_room, 'start_local', app.local_text(v_at, app.clinic_zone(v_tenant_id))));
  v_row.id := gen_random_uuid();
  v_row.ends_at := v_at + (v_row.ends_at - v_row.starts_at);
  -- of a time that the clock shows twice it is the one that was chosen
  v_row.starts_at := v_at;
  -- somebody known and somebody new cost the same work, so that the time it takes tells nothing
  v_known := app.patient_who_booked(v_tenant_id, p_form ->> 'phone', array[p_form ->> 'full_name', p_form ->> 'social_name']);
  begin
    v_new := app.add_online_patient(v_tenant_id, p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone');
    if v_known is not null then
      raise sqlstate 'ZKNWN';
    end if;
  exception when sqlstate 'ZKNWN' then
    v_new := null;
  end;
  v_patient := coalesce(v_known, v_new);
  perform app.insert_session(v_row, array[v_patient]);
  insert into public.online_bookings (tenant_id, id, session_id, patient_id, status, is_new, is_first_visit, full_name, social_name, phone, message,
    accepted_text)
  values (v_tenant_id, v_booking, v_row.id, v_patient, case when p_settings.needs_approval then 'requested' else 'booked' end, v_new is not null,
    p_form -> 'first_visit' is not distinct from 'true', p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone', p_form ->> 'message',
    p_settings.privacy_text);
  insert into app.booking_routes (key_hash, tenant_id, booking_id)
  values (app.booking_key('form', p_form_token), v_tenant_id, v_booking), (app.booking_key('link', p_link_token), v_tenant_id, v_booking);
  -- a person waits for the answer: it does not wait for the grace of the desk
  update app.session_notice_wishes w set due_at = now(), link = p_link
  where w.tenant_id = v_tenant_id and w.patient_id = v_patient and w.session_id = v_row.id;
  perform app.enqueue_at(v_tenant_id, 'session_notice', jsonb_build_object('id', v_patient), now());
  perform app.tell_of_online_booking(v_tenant_id, v_row.id, v_patient,
    case when p_settings.needs_approval then 'online_requested' else 'online_booked' end);
  perform app.publish_sessions(v_tenant_id, array[v_row.id]);
  return '{"state": "booked"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_of_online_booking (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid,
  p_kind       text
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.notify_of_patient(p_tenant_id, p_patient_id, p_kind, array(
    select m.user_id from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.status = 'active' and (m.role in ('owner', 'admin', 'supervisor', 'operator')
      or m.user_id = (select s.therapist_id from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id))
    order by m.user_id));
$function$;

CREATE OR REPLACE FUNCTION public.decide_online_booking (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_accepts    boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
  v_row public.online_bookings;
begin
  select * into v_row from public.online_bookings b where b.tenant_id = p_tenant_id and b.session_id = p_session_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  if v_row.status <> 'requested' or v_session.status = 'cancelled' or p_accepts is null then
    return app.session_payload(p_tenant_id, p_session_id);
  end if;
  update public.online_bookings b set status = case when p_accepts then 'booked' else 'declined' end, decided_by = auth.uid(), decided_at = now()
  where b.tenant_id = p_tenant_id and b.id = v_row.id;
  if p_accepts then
    -- what was told until now is that somebody asked
    insert into app.session_notice_wishes as w (tenant_id, patient_id, session_id, told, due_at)
    values (p_tenant_id, v_row.patient_id, p_session_id, jsonb_set(app.session_facts(app.session_state(p_tenant_id, p_session_id), v_row.patient_id),
      '{stands}', 'false'), now())
    on conflict (tenant_id, patient_id, session_id) do update set due_at = least(w.due_at, excluded.due_at);
    perform app.enqueue_at(p_tenant_id, 'session_notice', jsonb_build_object('id', v_row.patient_id), now());
  else
    perform app.cancel_sessions(p_tenant_id, array[p_session_id], 'Pedido online recusado');
  end if;
  return app.publish_sessions(p_tenant_id, array[p_session_id]);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."decide_online_booking"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_booking_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return to_jsonb(app.booking_settings_of(p_tenant_id)) - 'tenant_id' - 'updated_at' || jsonb_build_object(
    'cannot_tell', app.cannot_tell_strangers(p_tenant_id), 'offers', coalesce((
      select jsonb_agg(jsonb_build_object('therapist_id', o.therapist_id, 'session_type_id', o.session_type_id, 'note', o.note)
        order by o.therapist_id, o.session_type_id)
      from public.booking_offers o where o.tenant_id = p_tenant_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_booking_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.rotate_booking_link (
  p_tenant_id uuid,
  p_slug      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_slug text;
begin
  perform app.require_leader(p_tenant_id);
  select s.slug into v_slug from public.booking_settings s where s.tenant_id = p_tenant_id for update;
  -- pressed twice, it is changed once
  if v_slug = p_slug then
    update public.booking_settings s set slug = app.make_booking_slug(p_tenant_id, v_slug) where s.tenant_id = p_tenant_id;
  end if;
  return public.get_booking_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."rotate_booking_link"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_booking_settings (
  p_tenant_id uuid,
  p_settings  jsonb,
  p_offers    jsonb DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.booking_settings;
  v_row public.booking_settings;
begin
  perform app.require_leader(p_tenant_id);
  -- one at a time: the first of two makes the address
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  v_old := app.booking_settings_of(p_tenant_id);
  v_row := v_old;
  v_row.is_open := coalesce((p_settings -> 'is_open') = 'true', v_old.is_open);
  v_row.needs_approval := coalesce((p_settings -> 'needs_approval') = 'true', v_old.needs_approval);
  v_row.offers_intake := coalesce((p_settings -> 'offers_intake') = 'true', v_old.offers_intake);
  v_row.notice_hours := coalesce(app.typed_number(p_settings ->> 'notice_hours'), v_old.notice_hours);
  v_row.horizon_weeks := coalesce(app.typed_number(p_settings ->> 'horizon_weeks'), v_old.horizon_weeks);
  v_row.buffer_before := coalesce(app.typed_number(p_settings ->> 'buffer_before'), v_old.buffer_before);
  v_row.buffer_after := coalesce(app.typed_number(p_settings ->> 'buffer_after'), v_old.buffer_after);
  v_row.change_hours := coalesce(app.typed_number(p_settings ->> 'change_hours'), v_old.change_hours);
  if p_settings ? 'daily_limit' then
    v_row.daily_limit := app.typed_number(p_settings ->> 'daily_limit');
  end if;
  if p_settings ? 'welcome_text' then
    v_row.welcome_text := nullif(btrim(app.normalize_lines(p_settings ->> 'welcome_text')), '');
  end if;
  if p_settings ? 'privacy_text' then
    v_row.privacy_text := nullif(btrim(app.normalize_lines(p_settings ->> 'privacy_text')), '');
  end if;
  if jsonb_array_length(coalesce(p_offers, '[]')) > 300 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'offers';
  elsif exists (
    select from jsonb_array_elements(coalesce(p_offers, '[]')) o where not exists (
      select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = app.typed_id(o ->> 'therapist_id'))
  ) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif exists (
    select from jsonb_array_elements(coalesce(p_offers, '[]')) o where not exists (
      select from public.session_types y where y.tenant_id = p_tenant_id and y.id = app.typed_id(o ->> 'session_type_id'))
  ) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  if v_row.slug is null then
    v_row.slug := app.make_booking_slug(p_tenant_id, null);
  end if;
  insert into public.booking_settings (tenant_id, is_open, slug, needs_approval, notice_hours, horizon_weeks, buffer_before, buffer_after, daily_limit,
    change_hours, offers_intake, welcome_text, privacy_text)
  values (p_tenant_id, v_row.is_open, v_row.slug, v_row.needs_approval, v_row.notice_hours, v_row.horizon_weeks, v_row.buffer_before,
    v_row.buffer_after, v_row.daily_limit, v_row.change_hours, v_row.offers_intake, v_row.welcome_text, v_row.privacy_text)
  on conflict (tenant_id) do update set is_open = excluded.is_open, needs_approval = excluded.needs_approval, notice_hours = excluded.notice_hours,
    horizon_weeks = excluded.horizon_weeks, buffer_before = excluded.buffer_before, buffer_after = excluded.buffer_after,
    daily_limit = excluded.daily_limit, change_hours = excluded.change_hours, offers_intake = excluded.offers_intake,
    welcome_text = excluded.welcome_text, privacy_text = excluded.privacy_text;
  if p_offers is not null then
    delete from public.booking_offers o where o.tenant_id = p_tenant_id and not exists (
      select from jsonb_array_elements(p_offers) x
      where app.typed_id(x ->> 'therapist_id') = o.therapist_id and app.typed_id(x ->> 'session_type_id') = o.session_type_id);
    -- what stays keeps its id: the address of an offer is bookmarked
    insert into public.booking_offers (tenant_id, therapist_id, session_type_id, note)
    select distinct on (x.therapist_id, x.session_type_id) p_tenant_id, x.therapist_id, x.session_type_id, x.note
    from (
      select app.typed_id(o ->> 'therapist_id') as therapist_id, app.typed_id(o ->> 'session_type_id') as session_type_id,
        app.trimmed(o ->> 'note', 200) as note
      from jsonb_array_elements(p_offers) o
    ) x
    on conflict (tenant_id, therapist_id, session_type_id) do update set note = excluded.note;
  end if;
  perform app.tell_agenda(p_tenant_id, 'settings');
  return public.get_booking_settings(p_tenant_id);
exception when check_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_booking_settings"(uuid, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."booking_routes"
  ADD CONSTRAINT "booking_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."booking_offers"
  ADD CONSTRAINT "booking_offers_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."booking_offers"
  ADD CONSTRAINT "booking_offers_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."booking_offers"
  ADD CONSTRAINT "booking_offers_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."booking_settings"
  ADD CONSTRAINT "booking_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."online_bookings"
  ADD CONSTRAINT "online_bookings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."online_bookings"
  ADD CONSTRAINT "online_bookings_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."online_bookings"
  ADD CONSTRAINT "online_bookings_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX booking_routes_tenant ON app.booking_routes USING btree (tenant_id);

CREATE INDEX booking_offers_type ON public.booking_offers USING btree (tenant_id, session_type_id);

CREATE INDEX online_bookings_patient ON public.online_bookings USING btree (tenant_id, patient_id);

CREATE UNIQUE INDEX online_bookings_session ON public.online_bookings USING btree (tenant_id, session_id);

CREATE TRIGGER booking_settings_touch
  BEFORE UPDATE ON public.booking_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."booking_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."booking_offers"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."booking_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."online_bookings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."session_notice_wishes"."link" IS 'The address of an online booking, which its first notice says; it is kept nowhere else, and goes with the wish.';

COMMENT ON COLUMN "public"."booking_offers"."note" IS 'What the page says about it.';

COMMENT ON COLUMN "public"."booking_settings"."buffer_before" IS 'Minutes that stay free before a session that is booked online.';

COMMENT ON COLUMN "public"."booking_settings"."change_hours" IS 'Until how many hours before the session its link moves and cancels it.';

COMMENT ON COLUMN "public"."booking_settings"."daily_limit" IS 'Sessions that a therapist gets by the link on one day; NULL: as many as fit.';

COMMENT ON COLUMN "public"."booking_settings"."needs_approval" IS 'What is booked online takes its time at once, and the desk accepts or declines it.';

COMMENT ON COLUMN "public"."booking_settings"."notice_hours" IS 'How long before its beginning a time can still be booked.';

COMMENT ON COLUMN "public"."booking_settings"."slug" IS 'The last part of the public address; a new one ends the one before.';

COMMENT ON COLUMN "public"."online_bookings"."accepted_text" IS 'The privacy notice as it was accepted.';

COMMENT ON COLUMN "public"."online_bookings"."is_first_visit" IS 'What the person said of themselves; the page offers them the form of a first visit.';

COMMENT ON COLUMN "public"."online_bookings"."is_new" IS 'Nobody had this number and name: a patient was written down for it.';

COMMENT ON FUNCTION "app"."book_online"(text, text, text, text, jsonb, text) IS 'Caller: online-booking, for whoever has the address. p_form {offer_id, starts_at (UTC), full_name, social_name, phone, message, accepted, first_visit}; p_form_token names the form, so that a repetition is one session; p_link_token opens the booking and p_link is its address, which the notice says. {state: booked | taken | invalid (problems by field) | closed | unknown | limited}, the same for a number that the clinic knows and one that it does not.';

COMMENT ON FUNCTION "app"."booking_key"(text, text) IS 'The key of app.booking_routes: of a clinic (slug), of a booking''s link (link), of the form that it was sent with (form).';

COMMENT ON FUNCTION "app"."booking_settings_of"(uuid) IS 'The settings of a clinic''s online booking, or what holds without them: closed.';

COMMENT ON FUNCTION "app"."cancel_online_booking"(text, text) IS 'Caller: online-booking, for whoever holds the link of a booking, until the limit of the clinic. {state: cancelled | too_late | unknown | limited}; a repetition changes nothing.';

COMMENT ON FUNCTION "app"."cannot_tell_strangers"(uuid) IS 'Why the clinic cannot write to a number that never wrote to it; NULL where it can. It depends on the clinic alone, so that a page that says it tells nothing about a number.';

COMMENT ON FUNCTION "app"."invite_online_booking"(text, text) IS 'Caller: online-booking, for whoever holds the link of a booking and said that it is a first visit. {state: invited, token: of the intake form} or {state: none | unknown | limited}.';

COMMENT ON FUNCTION "app"."move_online_booking"(text, text, text) IS 'Caller: online-booking, for whoever holds the link of a booking. To another free time of the same therapist, until the limit of the clinic. {state: moved | taken | too_late | unknown | limited}; a repetition changes nothing.';

COMMENT ON FUNCTION "app"."online_moment"(text) IS 'A moment in an address of the public page, in UTC: 2026-12-01T18:00Z. NULL when it is none.';

COMMENT ON FUNCTION "app"."online_slots"(uuid, uuid[], uuid, date, date, timestamp with time zone, uuid) IS 'Caller: functions of online booking. When strangers may book a type of session: on the grid of the working hours, within notice and horizon, free with the buffers, in the room of the hours where they name one; no absence, recess or holiday, no day that has its limit. p_session_id is the one that is being moved.';

COMMENT ON FUNCTION "app"."open_booking_page"(text, uuid, date, text) IS 'Caller: online-booking, for whoever has the address. {state: open | closed | unknown | limited}; an open one with the clinic, its offers and, for an offer, days: [{day, slots: [{at, time}]}] and next (a day).';

COMMENT ON FUNCTION "app"."open_online_booking"(text, boolean, date, text) IS 'Caller: online-booking, for whoever holds the link of a booking. {state: booked | requested | declined | cancelled | over | unknown | limited} with when, whom, and may_change; p_moves: with the days to move to.';

COMMENT ON FUNCTION "public"."decide_online_booking"(uuid, uuid, boolean) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Accepts or declines what was asked for by the public link; the person is told. What is decided already stays. Answers the session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found.';

COMMENT ON FUNCTION "public"."get_booking_settings"(uuid) IS 'Caller: members. Online booking of the clinic: its settings (slug is NULL until it is saved once), offers [{therapist_id, session_type_id, note}], and cannot_tell: why no confirmation can be sent. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."rotate_booking_link"(uuid, text) IS 'Caller: owner, admin and supervisor. A new public address; the one before (p_slug, as it was read) opens nothing any more. Links of bookings stay. Answers get_booking_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."save_booking_settings"(uuid, jsonb, jsonb) IS 'Caller: owner, admin and supervisor. Keys that are not there stay; p_offers [{therapist_id, session_type_id, note}] replaces what can be booked, NULL leaves it. The first call makes the public address. Answers get_booking_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON TABLE "app"."booking_routes" IS 'SHA-256 of what addresses of online booking hold: the slug of a clinic (no booking), the secret of a booking''s own link, and the token of the form that it was sent with, by which a repetition is known. Copied to every node, so it refers to no booking.';

COMMENT ON TABLE "public"."booking_offers" IS 'Which types of session strangers may book with which therapist. Its id is what the public page names: nothing of the account of a therapist is in it.';

COMMENT ON TABLE "public"."booking_settings" IS 'Online booking of a clinic: whether it is open, under which link, and its rules.';

COMMENT ON TABLE "public"."online_bookings" IS 'Sessions that came by the public link: what was typed, and who decided where the desk decides.';

REVOKE ALL ON FUNCTION "app"."add_online_patient"(uuid, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_online_patient"(uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_online_patient"(uuid, text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."book_online"(text, text, text, text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."book_online"(text, text, text, text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."book_online"(text, text, text, text, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."book_online"(text, text, text, text, jsonb, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."booking_clinic"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."booking_clinic"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."booking_clinic"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."booking_key"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."booking_key"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."booking_key"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."booking_settings_of"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."booking_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."booking_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."cancel_online_booking"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."cancel_online_booking"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."cancel_online_booking"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."cancel_online_booking"(text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."cannot_tell_strangers"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."cannot_tell_strangers"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."cannot_tell_strangers"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_online_form"(jsonb, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_online_form"(jsonb, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_online_form"(jsonb, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."invite_online_booking"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."invite_online_booking"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."invite_online_booking"(text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."invite_online_booking"(text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."make_booking_slug"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."make_booking_slug"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."make_booking_slug"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."move_online_booking"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."move_online_booking"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_online_booking"(text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_online_booking"(text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."online_booking_of"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."online_booking_of"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."online_booking_of"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."online_booking_payload"(public.online_bookings) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."online_booking_payload"(public.online_bookings) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."online_booking_payload"(public.online_bookings) TO "postgres";

REVOKE ALL ON FUNCTION "app"."online_days"(uuid, uuid, uuid, date, timestamp WITH time zone, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."online_days"(uuid, uuid, uuid, date, timestamp WITH time zone, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."online_days"(uuid, uuid, uuid, date, timestamp WITH time zone, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."online_moment"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."online_moment"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."online_moment"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."online_slots"(uuid, uuid[], uuid, date, date, timestamp WITH time zone, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."online_slots"(uuid, uuid[], uuid, date, date, timestamp WITH time zone, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."online_slots"(uuid, uuid[], uuid, date, date, timestamp WITH time zone, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_booking_page"(text, uuid, date, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_booking_page"(text, uuid, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_booking_page"(text, uuid, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_booking_page"(text, uuid, date, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."open_online_booking"(text, boolean, date, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_online_booking"(text, boolean, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_online_booking"(text, boolean, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_online_booking"(text, boolean, date, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."patient_who_booked"(uuid, text, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."patient_who_booked"(uuid, text, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."patient_who_booked"(uuid, text, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_booking_turn"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_booking_turn"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_booking_turn"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_online_slot"(public.booking_settings, public.booking_offers, text, text, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_online_slot"(public.booking_settings, public.booking_offers, text, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_online_slot"(public.booking_settings, public.booking_offers, text, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_of_online_booking"(uuid, uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_of_online_booking"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_of_online_booking"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."decide_online_booking"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."decide_online_booking"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."decide_online_booking"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_booking_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_booking_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_booking_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."rotate_booking_link"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."rotate_booking_link"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."rotate_booking_link"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_booking_settings"(uuid, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_booking_settings"(uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_booking_settings"(uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."booking_offers" FROM "authenticated";

GRANT SELECT ON TABLE "public"."booking_offers" TO "authenticated";

REVOKE ALL ON TABLE "public"."booking_offers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."booking_offers" TO "service_role";

REVOKE ALL ON TABLE "public"."booking_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."booking_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."booking_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."booking_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."online_bookings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."online_bookings" TO "authenticated";

REVOKE ALL ON TABLE "public"."online_bookings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."online_bookings" TO "service_role";

insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient'), ('intake', 'patient'), ('intake_new', 'conversation'),
  ('online_booked', 'patient'), ('online_requested', 'patient'), ('online_changed', 'patient')
on conflict (kind) do update set about = excluded.about;
