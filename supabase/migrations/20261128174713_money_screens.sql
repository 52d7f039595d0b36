-- money screens: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."session_bills"
  DROP CONSTRAINT "plan_is_known";

DROP FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text);

DROP FUNCTION "public"."list_overdue"(uuid, jsonb, integer);

DROP FUNCTION "public"."list_session_types"(uuid, boolean);

CREATE TABLE "app"."unbilled_sessions" (
  "tenant_id"  uuid                     NOT NULL,
  "session_id" uuid                     NOT NULL,
  "run_id"     uuid,
  "billed_at"  timestamp with time zone,
  "billed_by"  uuid,
  CONSTRAINT "run_is_whole" CHECK (((run_id IS NULL) = (billed_at IS NULL))),
  CONSTRAINT "unbilled_sessions_pkey" PRIMARY KEY (tenant_id, session_id)
);

ALTER TABLE "app"."unbilled_sessions"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."money_reminders" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL,
  "payer_id"      uuid                     NOT NULL,
  "thread_key"    text                     NOT NULL,
  "body"          text                     NOT NULL,
  "overdue_cents" bigint                   NOT NULL,
  "created_by"    uuid,
  "created_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "money_reminders_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "reminder_body_fits" CHECK (((char_length(body) >= 1) AND (char_length(body) <= 1000)))
);

ALTER TABLE "public"."money_reminders"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_reminders" FROM "anon";

CREATE TABLE "public"."money_settings" (
  "tenant_id"     uuid                     NOT NULL,
  "reminder_days" smallint                 NOT NULL DEFAULT 7,
  "reminder_text" text,
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "money_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "reminder_days_are_sane" CHECK (((reminder_days >= 1) AND (reminder_days <= 90))),
  CONSTRAINT "reminder_text_fits" CHECK (((char_length(reminder_text) >= 10) AND (char_length(reminder_text) <= 1000)))
);

ALTER TABLE "public"."money_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_settings" FROM "anon";

ALTER TABLE "public"."payers"
  ADD COLUMN "reminders_allowed_at" timestamp WITH time zone;

ALTER TABLE "public"."payers"
  ADD COLUMN "reminders_allowed_by" uuid;

ALTER TABLE "public"."session_bills"
  ADD COLUMN "makeup_of" uuid;

ALTER TABLE "public"."session_types"
  ADD COLUMN "charges_once" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."sessions"
  ADD COLUMN "charges_once" boolean;

CREATE OR REPLACE FUNCTION app.bill_participant (
  p_session    public.sessions,
  p_patient_id uuid,
  p_status     text,
  p_payer_id   uuid,
  p_again      text,
  p_is_shared  boolean         DEFAULT false
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.session_bills;
  v_new public.session_bills;
  v_is_new boolean;
  v_is_typed boolean;
  v_moved boolean;
  v_policy public.absence_policies := app.absence_policy_of(p_session.tenant_id, p_session.therapist_id);
begin
  select * into v_old from public.session_bills b
  where b.tenant_id = p_session.tenant_id and b.session_id = p_session.id and b.patient_id = p_patient_id;
  v_is_new := v_old.session_id is null;
  v_new := v_old;
  v_new.tenant_id := p_session.tenant_id;
  v_new.session_id := p_session.id;
  v_new.patient_id := p_patient_id;
  v_new.therapist_id := p_session.therapist_id;
  v_new.session_type_id := p_session.session_type_id;
  v_new.day := (p_session.starts_at at time zone app.clinic_zone(p_session.tenant_id))::date;
  v_new.status := p_status;
  v_new.session_price_cents := p_session.price_cents;
  v_moved := v_is_new or (v_old.therapist_id, v_old.session_type_id) is distinct from (v_new.therapist_id, v_new.session_type_id);

  -- the price: what somebody typed into the session, or what the rules say
  v_is_typed := case when v_is_new then p_session.price_cents is distinct from (
      select t.price_cents from public.session_types t where t.tenant_id = p_session.tenant_id and t.id = p_session.session_type_id)
    else p_session.price_cents is distinct from v_old.session_price_cents end;
  if v_is_typed then
    v_new.price_cents := p_session.price_cents;
    v_new.price_source := 'session';
  elsif (v_moved or p_again = 'price') and v_old.price_source is distinct from 'session' then
    select s.price_cents, s.source into v_new.price_cents, v_new.price_source
    from app.session_price(p_session.tenant_id, p_patient_id, p_session.therapist_id, p_session.session_type_id) s;
  end if;

  -- the share: by what happened, as the policy is at that moment
  if v_is_new or v_old.status <> p_status then
    v_new.is_late := not v_is_new and p_status = 'cancelled' and app.is_late_cancel(p_session, v_policy);
    v_new.share_percent := app.absence_share(v_policy, p_status, v_new.is_late);
    if app.is_absence(p_status) is distinct from app.is_absence(v_old.status) then
      v_new.override_percent := null;
      v_new.override_reason := null;
      v_new.override_by := null;
      v_new.override_at := null;
      v_new.makeup_of := null;
    end if;
  end if;
  v_new.plan := coalesce(v_old.plan, 'single');
  v_new.holds_unit := coalesce(v_old.holds_unit, false);
  if p_is_shared then
    -- who stands first pays for everybody
    if v_old.holds_unit then
      perform app.give_unit_back(v_old);
    end if;
    v_new.holds_unit := false;
    v_new.package_id := null;
    v_new.monthly_fee_id := null;
    v_new.plan := 'shared';
  else
    if v_old.plan = 'shared' then
      v_old.plan := 'single';
      v_new.plan := 'single';
      v_moved := true;
    end if;
    v_new := app.cover_bill(v_old, v_new, v_moved or p_again is not null or v_old.day <> v_new.day);
  end if;
  v_new.charge_id := app.charge_bill(v_new, p_payer_id);
  perform app.keep_bill(v_new);
end;
$function$;

CREATE OR REPLACE FUNCTION app.bill_session (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_again      text DEFAULT NULL::text,
  p_patient_id uuid DEFAULT NULL::uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions;
  v_one record;
  v_once boolean;
begin
  if exists (
    select from app.unbilled_sessions u where u.tenant_id = p_tenant_id and u.session_id = p_session_id and u.billed_at is null) then
    return;
  end if;
  -- everybody who pays, in one order; what is read below is read under these locks
  perform from public.payers p
  where p.tenant_id = p_tenant_id and (
    p.id in (
      select app.payer_of(p_tenant_id, sp.patient_id) from public.session_patients sp
      where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id)
    or p.id in (select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = p_session_id))
  order by p.id for no key update;
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id;
  v_once := coalesce(v_session.charges_once, (
    select t.charges_once from public.session_types t where t.tenant_id = p_tenant_id and t.id = v_session.session_type_id));
  for v_one in
    select sp.patient_id, case when v_once and l.is_lead then l.status else sp.status end as status, v_once and not l.is_lead as is_shared,
      app.payer_of(p_tenant_id, sp.patient_id) as payer_id, coalesce(b.holds_unit, false) as held
    from public.session_patients sp
    -- who pays for all is the first who has not left; the session is what the one did who did most
    cross join lateral (
      select sp.patient_id = (
          select o.patient_id from public.session_patients o where o.tenant_id = p_tenant_id and o.session_id = p_session_id
          order by o.status = 'cancelled', o.position, o.patient_id limit 1) as is_lead, (
          select o.status from public.session_patients o where o.tenant_id = p_tenant_id and o.session_id = p_session_id
          order by array_position(array['attended', 'confirmed', 'scheduled', 'missed', 'excused', 'cancelled'], o.status) limit 1) as status
    ) l
    left join public.session_bills b on b.tenant_id = p_tenant_id and b.session_id = sp.session_id and b.patient_id = sp.patient_id
    where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and (p_patient_id is null or sp.patient_id = p_patient_id)
    -- what others no longer pay is taken back first
    order by v_once and l.is_lead, sp.position, sp.patient_id
  loop
    perform app.bill_participant(v_session, v_one.patient_id, v_one.status, v_one.payer_id, p_again, v_one.is_shared);
    if v_one.held and not exists (
      select from public.session_bills b
      where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = v_one.patient_id and b.holds_unit) then
      perform app.refill_packages(p_tenant_id, v_one.patient_id);
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.bill_unbilled (
  p_tenant_id uuid,
  p_from      date,
  p_run_id    uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_id uuid;
  v_ids uuid[] := '{}';
begin
  for v_id in
    select u.session_id from app.unbilled_sessions u
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = u.session_id
    where u.tenant_id = p_tenant_id and u.billed_at is null and s.starts_at >= (p_from::timestamp at time zone v_zone)
    order by s.starts_at, s.id limit 500
    for update of u
  loop
    update app.unbilled_sessions u set run_id = p_run_id, billed_at = now(), billed_by = auth.uid()
    where u.tenant_id = p_tenant_id and u.session_id = v_id;
    perform app.bill_session(p_tenant_id, v_id);
    v_ids := v_ids || v_id;
  end loop;
  return (
    select jsonb_build_object('sessions', cardinality(v_ids), 'charges', count(c.id), 'amount_cents', coalesce(sum(c.amount_cents), 0),
      'covered', count(*) filter (where b.plan in ('package', 'monthly_fee')), 'first_on', min(b.day), 'last_on', max(b.day), 'left', (
        select count(*) from app.unbilled_sessions u
        join public.sessions s on s.tenant_id = p_tenant_id and s.id = u.session_id
        where u.tenant_id = p_tenant_id and u.billed_at is null and s.starts_at >= (p_from::timestamp at time zone v_zone)))
    from public.session_bills b
    left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = b.charge_id
    where b.tenant_id = p_tenant_id and b.session_id = any (v_ids));
end;
$function$;

CREATE OR REPLACE FUNCTION app.insert_session (
  s             public.sessions,
  p_patient_ids uuid[],
  p_kind        text            DEFAULT 'booked'::text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.sessions (tenant_id, id, therapist_id,
    room_id, session_type_id, starts_at, ends_at, status, blocks_time, is_online, online_url, price_cents, capacity, charges_once,
    title, note, series_id, slot_date, squeezed_in_by, squeezed_in_at, squeezed_in_reason, cancel_reason, created_by)
  values (
    s.tenant_id, s.id, s.therapist_id, s.room_id, s.session_type_id, s.starts_at, s.ends_at, s.status, true, s.is_online, s.online_url,
    s.price_cents, s.capacity, s.charges_once, s.title, s.note, s.series_id, s.slot_date, s.squeezed_in_by, s.squeezed_in_at, s.squeezed_in_reason,
    s.cancel_reason, s.created_by);
  insert into public.session_patients (tenant_id, session_id, patient_id, status, position)
  select s.tenant_id, s.id, p.id, s.status, p.n from unnest(p_patient_ids) with ordinality p (id, n);
  -- whoever is booked treats
  perform app.join_care_team(s.tenant_id, i, s.therapist_id) from unnest(p_patient_ids) i;
  perform app.note_session_event(s.tenant_id, s.id, p_kind, null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_collection_hour (
  p_at   timestamp with time zone,
  p_zone text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case extract(isodow from l.at) when 7 then false when 6 then l.at::time >= '09:00' and l.at::time < '14:00'
    else l.at::time >= '09:00' and l.at::time < '20:00' end
  from (select p_at at time zone p_zone as at) l;
$function$;

CREATE OR REPLACE FUNCTION app.keep_bill (
  p_bill public.session_bills
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.session_bills as b (
    tenant_id, session_id, patient_id, therapist_id, session_type_id, day, status, session_price_cents, price_cents, price_source, plan,
    package_id, holds_unit, monthly_fee_id, share_percent, is_late, override_percent, override_reason, override_by, override_at, charge_id, makeup_of)
  values (
    p_bill.tenant_id, p_bill.session_id, p_bill.patient_id, p_bill.therapist_id, p_bill.session_type_id, p_bill.day, p_bill.status,
    p_bill.session_price_cents, p_bill.price_cents, p_bill.price_source, p_bill.plan, p_bill.package_id, p_bill.holds_unit,
    p_bill.monthly_fee_id, p_bill.share_percent, p_bill.is_late, p_bill.override_percent, p_bill.override_reason, p_bill.override_by,
    p_bill.override_at, p_bill.charge_id, p_bill.makeup_of)
  on conflict (tenant_id, session_id, patient_id) do update set
    therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id, day = excluded.day, status = excluded.status,
    session_price_cents = excluded.session_price_cents, price_cents = excluded.price_cents, price_source = excluded.price_source,
    plan = excluded.plan, package_id = excluded.package_id, holds_unit = excluded.holds_unit, monthly_fee_id = excluded.monthly_fee_id,
    share_percent = excluded.share_percent, is_late = excluded.is_late, override_percent = excluded.override_percent,
    override_reason = excluded.override_reason, override_by = excluded.override_by, override_at = excluded.override_at,
    charge_id = excluded.charge_id, makeup_of = excluded.makeup_of;
$function$;

CREATE OR REPLACE FUNCTION app.last_reminder (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select max(r.created_at) from public.money_reminders r
  where r.tenant_id = p_tenant_id and r.payer_id = p_payer_id and exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.client_id = r.id and m.status <> 'failed');
$function$;

CREATE OR REPLACE FUNCTION app.makeups_of (
  p_bill public.session_bills
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('session_id', b.session_id, 'day', b.day) order by b.day), '[]')
  from public.session_bills b
  where b.tenant_id = p_bill.tenant_id and b.patient_id = p_bill.patient_id and b.session_id <> p_bill.session_id and b.day <= p_bill.day
    and app.is_absence(b.status) and not app.is_absence(p_bill.status) and (b.charge_id is not null or b.holds_unit)
    and p_bill.day <= b.day + (app.absence_policy_of(b.tenant_id, b.therapist_id)).makeup_days
    and not exists (
      select from public.session_bills m where m.tenant_id = b.tenant_id and m.makeup_of = b.session_id and m.patient_id = b.patient_id);
$function$;

CREATE OR REPLACE FUNCTION app.money_text (
  p_cents bigint
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'R$ ' || translate(to_char(p_cents::numeric / 100, 'FM999,999,999,990.00'), ',.', '.,');
$function$;

CREATE OR REPLACE FUNCTION app.reminder_of (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_payer public.payers;
  v_settings public.money_settings;
  v_thread public.conversation_threads;
  v_name text;
  v_phone text;
  v_cents bigint;
  v_oldest date;
  v_charges integer;
  v_last timestamptz := app.last_reminder(p_tenant_id, p_payer_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  select * into v_payer from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id;
  if v_payer.id is null then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  select * into v_settings from public.money_settings m where m.tenant_id = p_tenant_id;
  v_settings.reminder_days := coalesce(v_settings.reminder_days, 7);
  v_name := coalesce(v_payer.full_name, (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_payer.patient_id));
  select sum(c.amount_cents - c.paid_cents), min(c.due_on), count(*) into v_cents, v_oldest, v_charges
  from public.money_charges c
  where c.tenant_id = p_tenant_id and c.payer_id = p_payer_id and c.reversed_at is null and c.due_on < app.clinic_today(p_tenant_id)
    and c.paid_cents < c.amount_cents;
  -- never a group: what somebody owes is nobody else's business
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.thread_key = app.thread_of_payer(v_payer);
  v_phone := coalesce(substring(v_thread.thread_key from '\+[0-9]+$'), v_payer.phone, (
    select f.phone from public.contact_phones f
    where f.tenant_id = p_tenant_id and f.patient_id = v_payer.patient_id order by f.is_primary desc, f.position limit 1));
  return jsonb_build_object('payer_id', p_payer_id, 'name', v_name, 'overdue_cents', coalesce(v_cents, 0), 'oldest_due_on', v_oldest,
    'charges', v_charges, 'thread_key', v_thread.thread_key, 'phone', v_phone, 'last_reminded_at', v_last,
    'next_on', (v_last at time zone v_zone)::date + v_settings.reminder_days, 'allowed_at', v_payer.reminders_allowed_at,
    'is_decent_hour', app.is_collection_hour(now(), v_zone),
    'body', replace(replace(replace(replace(coalesce(v_settings.reminder_text, app.reminder_text()),
        '{nome}', split_part(v_name, ' ', 1)), '{valor}', app.money_text(coalesce(v_cents, 0))),
        '{vencimento}', coalesce(to_char(v_oldest, 'DD/MM/YYYY'), '')),
        '{clinica}', (select t.name from public.tenants t where t.id = p_tenant_id)),
    'problems', to_jsonb(array_remove(array[
      case when coalesce(v_cents, 0) = 0 then 'nothing_overdue' end,
      case when v_thread.id is null then 'no_conversation' end,
      case when v_thread.opted_out then 'opted_out' end,
      case when (v_last at time zone v_zone)::date + v_settings.reminder_days > app.clinic_today(p_tenant_id) then 'too_soon' end,
      case when v_phone ~ '^\+551[1-9]' and v_payer.reminders_allowed_at is null then 'needs_permission' end], null)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_text()
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'Olá, {nome}! Tudo bem? Passando para lembrar do valor de {valor}, em aberto desde {vencimento}. Se já pagou, é só desconsiderar e nos mandar o comprovante. Se precisar combinar outra data, é só responder por aqui. {clinica}'::text;
$function$;

CREATE OR REPLACE FUNCTION app.thread_of_payer (
  p_payer public.payers
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select t.thread_key from public.conversation_threads t
  where t.tenant_id = p_payer.tenant_id and t.thread_key not like '%group:%' and t.id in (
    select app.threads_of_patient(p_payer.tenant_id, p_payer.patient_id)
    union select app.thread_of_phone(p_payer.tenant_id, p_payer.phone))
  order by t.last_message_at desc nulls last limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.typed_session (
  p_tenant_id uuid,
  p_session   jsonb
)
  RETURNS public.sessions
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_type public.session_types;
  v_row public.sessions;
  v_minutes integer;
  v_price integer;
begin
  if jsonb_typeof(p_session) is distinct from 'object' then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  select * into v_type from public.session_types t
  where t.tenant_id = p_tenant_id and t.id = app.typed_id(p_session ->> 'session_type_id') and t.archived_at is null;
  if v_type.id is null then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  v_row.tenant_id := p_tenant_id;
  v_row.session_type_id := v_type.id;
  select t.user_id into v_row.therapist_id from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = app.typed_id(p_session ->> 'therapist_id') and t.is_active;
  if v_row.therapist_id is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if p_session ->> 'room_id' is not null then
    select r.id into v_row.room_id from public.rooms r
    where r.tenant_id = p_tenant_id and r.id = app.typed_id(p_session ->> 'room_id') and r.archived_at is null;
    if v_row.room_id is null then
      raise sqlstate 'PT404' using message = 'room_not_found';
    end if;
  end if;
  v_minutes := coalesce(app.typed_number(p_session ->> 'minutes'), v_type.minutes);
  if v_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_row.starts_at := app.local_moment(app.typed_moment(p_session ->> 'start_local'), app.clinic_zone(p_tenant_id));
  v_row.ends_at := v_row.starts_at + make_interval(mins => v_minutes);
  v_row.is_online := coalesce(p_session -> 'is_online' = 'true', v_type.is_online);
  v_row.online_url := app.require_link(p_session ->> 'online_url');
  v_price := case when p_session ? 'price_cents' then app.typed_number(p_session ->> 'price_cents') else v_type.price_cents end;
  if v_price not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_price';
  end if;
  v_row.price_cents := v_price;
  v_row.capacity := least(greatest(coalesce(app.typed_number(p_session ->> 'capacity'), v_type.capacity), 1), 100);
  v_row.charges_once := case when p_session ->> 'charges_once' in ('true', 'false') then (p_session ->> 'charges_once')::boolean end;
  v_row.title := app.trimmed(p_session ->> 'title', 120);
  v_row.note := nullif(btrim(app.normalize_lines(left(p_session ->> 'note', 500))), '');
  v_row.created_by := auth.uid();
  v_row.status := 'scheduled';
  v_row.version := 1;
  v_row.created_at := clock_timestamp();
  v_row.updated_at := now();
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION public.allow_reminders (
  p_tenant_id uuid,
  p_payer_id  uuid,
  p_allowed   boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_payer(p_tenant_id, p_payer_id);
  update public.payers y set
    reminders_allowed_at = case when p_allowed then coalesce(y.reminders_allowed_at, now()) end,
    reminders_allowed_by = case when p_allowed then coalesce(y.reminders_allowed_by, auth.uid()) end
  where y.tenant_id = p_tenant_id and y.id = p_payer_id;
  return app.reminder_of(p_tenant_id, p_payer_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."allow_reminders"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.attend_and_pay (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_id         uuid,
  p_method     text,
  p_patient_id uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session jsonb;
  v_ids uuid[];
  v_payers uuid[];
  v_open integer;
  v_payment jsonb;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_payment_method(p_method);
  v_session := case when p_patient_id is null then public.set_session_status(p_tenant_id, p_session_id, 'attended')
    else public.set_attendance(p_tenant_id, p_session_id, p_patient_id, 'attended') end;
  if exists (select from public.money_payments m where m.tenant_id = p_tenant_id and m.id = p_id) then
    return jsonb_build_object('session', v_session, 'payment', app.payment_answer(p_tenant_id, p_id));
  end if;
  select array_agg(c.id), array_agg(distinct c.payer_id), sum(c.amount_cents - c.paid_cents) into v_ids, v_payers, v_open
  from public.money_charges c
  where c.tenant_id = p_tenant_id and c.session_id = p_session_id and c.reversed_at is null and c.paid_cents < c.amount_cents
    and (p_patient_id is null or c.patient_id = p_patient_id);
  if cardinality(v_payers) > 1 then
    raise sqlstate 'PT409' using message = 'several_payers', detail = cardinality(v_payers)::text;
  elsif v_open > 0 then
    v_payment := public.receive_payment(p_tenant_id, p_id, v_payers[1], v_ids, v_open, p_method);
  end if;
  return jsonb_build_object('session', v_session, 'payment', v_payment);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."attend_and_pay"(uuid, uuid, uuid, text, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.begin_reminder (
  p_tenant_id uuid,
  p_id        uuid,
  p_payer_id  uuid,
  p_body      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_body text;
  v_reminder jsonb;
  v_known public.money_reminders;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_body := nullif(btrim(app.normalize_lines(p_body)), '');
  if v_body is null or char_length(v_body) > 1000 then
    raise sqlstate 'PT400' using message = 'invalid_reminder';
  end if;
  perform app.lock_payer(p_tenant_id, p_payer_id);
  select * into v_known from public.money_reminders r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_known.id is null then
    v_reminder := app.reminder_of(p_tenant_id, p_payer_id);
    if jsonb_array_length(v_reminder -> 'problems') > 0 then
      raise sqlstate 'PT409' using message = 'reminder_refused', detail = v_reminder #>> '{problems,0}';
    end if;
    insert into public.money_reminders (tenant_id, id, payer_id, thread_key, body, overdue_cents, created_by)
    values (p_tenant_id, p_id, p_payer_id, v_reminder ->> 'thread_key', v_body, (v_reminder ->> 'overdue_cents')::bigint, auth.uid())
    returning * into v_known;
  elsif v_known.payer_id <> p_payer_id then
    raise sqlstate 'PT409' using message = 'entry_id_in_use';
  end if;
  return jsonb_build_object('id', v_known.id, 'thread_key', v_known.thread_key, 'body', v_known.body);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_reminder"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.bill_unbilled_sessions (
  p_tenant_id uuid,
  p_id        uuid,
  p_from      date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif p_from is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('unbilled:' || p_tenant_id, 0));
  if exists (select from app.unbilled_sessions u where u.tenant_id = p_tenant_id and u.run_id = p_id) then
    return jsonb_build_object('id', p_id, 'sessions', 0, 'charges', 0, 'amount_cents', 0, 'covered', 0, 'left', 0);
  end if;
  return app.bill_unbilled(p_tenant_id, p_from, p_id) || jsonb_build_object('id', p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."bill_unbilled_sessions"(uuid, uuid, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_money_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.money_settings;
begin
  perform app.require_money_reader(p_tenant_id);
  select * into v_row from public.money_settings m where m.tenant_id = p_tenant_id;
  return jsonb_build_object('reminder_days', coalesce(v_row.reminder_days, 7), 'reminder_text', coalesce(v_row.reminder_text, app.reminder_text()),
    'is_own_text', v_row.reminder_text is not null, 'unbilled_sessions', (
      select count(*) from app.unbilled_sessions u where u.tenant_id = p_tenant_id and u.billed_at is null));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_money_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_payer (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_payer public.payers;
  v_today date;
begin
  perform app.require_money_reader(p_tenant_id);
  v_today := app.clinic_today(p_tenant_id);
  select * into v_payer from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id;
  if v_payer.id is null then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return (
    select jsonb_build_object('id', v_payer.id, 'name', coalesce(v_payer.full_name, (
        select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_payer.patient_id)),
      'is_patient', v_payer.patient_id is not null, 'patient_id', v_payer.patient_id, 'phone', v_payer.phone,
      'credit_cents', app.credit_of(p_tenant_id, v_payer.id), 'thread_key', app.thread_of_payer(v_payer),
      'open_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on <= v_today), 0),
      'overdue_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < v_today), 0),
      'balance_cents', v_payer.balance_cents, 'patients', (
        select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.sort_name), '[]') from public.patients p
        where p.tenant_id = p_tenant_id and p.id in (
          select x.patient_id from public.money_charges x where x.tenant_id = p_tenant_id and x.payer_id = p_payer_id)))
    from public.money_charges c where c.tenant_id = p_tenant_id and c.payer_id = p_payer_id and c.reversed_at is null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_payer"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session_money (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_therapist uuid;
  v_once boolean;
begin
  select s.therapist_id, coalesce(s.charges_once, t.charges_once) into v_therapist, v_once
  from public.sessions s join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  where s.tenant_id = p_tenant_id and s.id = p_session_id and (v_scope is null or s.therapist_id = v_scope);
  if v_therapist is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return jsonb_build_object('session_id', p_session_id, 'charges_once', v_once, 'patients', coalesce((
    select jsonb_agg(jsonb_build_object(
      'patient_id', b.patient_id, 'name', p.name, 'status', b.status, 'price_cents', b.price_cents, 'price_source', b.price_source,
      'plan', b.plan, 'share_percent', coalesce(b.override_percent, b.share_percent), 'is_late', b.is_late,
      'override', case when b.override_at is not null then jsonb_build_object(
        'percent', b.override_percent, 'reason', b.override_reason, 'by_name', f.full_name, 'at', b.override_at) end,
      'package', case when k.id is not null then jsonb_build_object(
        'id', k.id, 'sessions', k.sessions, 'used', k.used, 'expires_on', k.expires_on, 'holds_unit', b.holds_unit) end,
      'monthly_fee_id', b.monthly_fee_id, 'makeup_of', b.makeup_of, 'makeups', app.makeups_of(b), 'makeup_until',
      case when app.is_absence(b.status) and (b.charge_id is not null or b.holds_unit) then
        b.day + (app.absence_policy_of(p_tenant_id, b.therapist_id)).makeup_days end,
      'charge', to_jsonb(c)) order by sp.position, p.sort_name)
    from public.session_bills b
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = b.session_id and sp.patient_id = b.patient_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = b.patient_id
    left join public.profiles f on f.id = b.override_by
    left join public.session_packages k on k.tenant_id = p_tenant_id and k.id = b.package_id
    left join lateral app.charge_rows(p_tenant_id, array[b.charge_id]) c on true
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_overdue (
  p_tenant_id uuid,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    payer_id         uuid,
    payer_name       text,
    patients         text[],
    charges          integer,
    overdue_cents    bigint,
    oldest_due_on    date,
    patient_id       uuid,
    phone            text,
    thread_key       text,
    days             integer,
    last_reminded_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_today date := app.clinic_today(p_tenant_id);
begin
  return query
    select o.payer_id, coalesce(q.name, y.full_name), o.patients, o.charges, o.cents, o.oldest, o.patient_id,
      coalesce(y.phone, (select f.phone from public.contact_phones f
        where f.tenant_id = p_tenant_id and f.entity_type = 'patient' and f.entity_id = y.patient_id and f.is_primary)),
      app.thread_of_payer(y), v_today - o.oldest, app.last_reminder(p_tenant_id, o.payer_id)
    from (
      select c.payer_id, array_agg(distinct p.name) as patients, count(*)::int as charges, sum(c.amount_cents - c.paid_cents) as cents,
        min(c.due_on) as oldest, (array_agg(c.patient_id order by c.due_on, c.id))[1] as patient_id
      from public.money_charges c
      join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
      where c.tenant_id = p_tenant_id and c.reversed_at is null and c.due_on < v_today and c.paid_cents < c.amount_cents
        and (v_scope is null or c.therapist_id = v_scope)
      group by c.payer_id
    ) o
    join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    where (o.oldest, o.payer_id) > (coalesce(app.typed_date(p_after ->> 'oldest_due_on'), '-infinity'),
      coalesce(app.typed_id(p_after ->> 'payer_id'), '00000000-0000-0000-0000-000000000000'))
    order by o.oldest, o.payer_id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_package_uses (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS TABLE (
    session_id     uuid,
    day            date,
    starts_local   text,
    status         text,
    is_late        boolean,
    therapist_name text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  perform app.require_money_reader(p_tenant_id);
  if not exists (select from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id) then
    raise sqlstate 'PT404' using message = 'session_package_not_found';
  end if;
  return query
    select b.session_id, b.day, app.local_text(s.starts_at, v_zone), b.status, b.is_late, h.name
    from public.session_bills b
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = b.session_id
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = b.therapist_id
    where b.tenant_id = p_tenant_id and b.package_id = p_id and b.holds_unit
    order by s.starts_at, b.session_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_package_uses"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_types (
  p_tenant_id uuid,
  p_archived  boolean DEFAULT false
)
  RETURNS TABLE (
    id           uuid,
    name         text,
    minutes      smallint,
    price_cents  integer,
    color        text,
    capacity     smallint,
    is_online    boolean,
    charges_once boolean,
    "position"   integer,
    archived_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.id, t.name, t.minutes, t.price_cents, t.color, t.capacity, t.is_online, t.charges_once, t.position, t.archived_at
    from public.session_types t
    where t.tenant_id = p_tenant_id and (t.archived_at is null or p_archived)
    order by t.position, t.name_key, t.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_types"(uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.override_session_charge (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid,
  p_percent    integer,
  p_reason     text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reason text;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_percent is not null then
    if p_percent not between 0 and 100 then
      raise sqlstate 'PT400' using message = 'invalid_amount', detail = '0 to 100 percent.';
    end if;
    v_reason := app.require_reason(p_reason);
  end if;
  if not exists (select from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id) then
    raise sqlstate 'PT404' using message = 'session_not_found';
  elsif not exists (
    select from public.session_bills b
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, app.payer_of(p_tenant_id, p_patient_id));
  update public.session_bills b set
    makeup_of = null, override_percent = p_percent, override_reason = v_reason,
    override_by = case when p_percent is not null then auth.uid() end, override_at = case when p_percent is not null then now() end
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  perform app.bill_session(p_tenant_id, p_session_id, 'plan', p_patient_id);
  return public.get_session_money(p_tenant_id, p_session_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.preview_package_end (
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
  v_row public.session_packages;
  v_later integer;
  v_used integer;
  v_cents integer;
  v_paid integer;
begin
  perform app.require_money_reader(p_tenant_id);
  select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_package_not_found';
  end if;
  select count(*) into v_later from public.session_bills b
  where b.tenant_id = p_tenant_id and b.package_id = p_id and b.holds_unit and b.day >= app.clinic_today(p_tenant_id)
    and b.status in ('scheduled', 'confirmed');
  v_used := v_row.used - v_later;
  v_cents := case when v_used < v_row.sessions then round(v_row.price_cents::numeric * v_used / v_row.sessions) else v_row.price_cents end;
  select coalesce(max(c.paid_cents), 0) into v_paid from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = v_row.charge_id and c.reversed_at is null;
  return jsonb_build_object('used', v_used, 'unused', v_row.sessions - v_used, 'later_sessions', v_later, 'charged_cents', v_cents,
    'paid_cents', v_paid, 'credit_cents', greatest(v_paid - v_cents, 0), 'open_cents', greatest(v_cents - v_paid, 0));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_package_end"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_reminder (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_reader(p_tenant_id);
  return app.reminder_of(p_tenant_id, p_payer_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_reminder"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_unbilled_sessions (
  p_tenant_id uuid,
  p_from      date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_answer jsonb;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_from is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  -- what the act itself would say; nothing of it stays
  begin
    v_answer := app.bill_unbilled(p_tenant_id, p_from, gen_random_uuid());
    raise sqlstate 'PT999' using message = 'only_looked';
  exception when sqlstate 'PT999' then
    return v_answer;
  end;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_unbilled_sessions"(uuid, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.reverse_entry (
  p_tenant_id uuid,
  p_id        uuid,
  p_entry_id  uuid,
  p_reason    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reason text;
  v_old public.money_entries;
  v_known uuid;
  v_origin text;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_reason := app.require_reason(p_reason);
  select * into v_old from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_entry_id;
  if v_old.id is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_old.payer_id);
  select e.id into v_known from public.money_entries e
  where e.tenant_id = p_tenant_id and e.reverses_id = p_entry_id and e.kind = 'reversal';
  if v_known is not null and v_known <> p_id then
    raise sqlstate 'PT409' using message = 'entry_reversed';
  elsif v_known is null then
    select c.origin into v_origin from public.money_charges c where c.tenant_id = p_tenant_id and c.id = p_entry_id;
    if v_origin = 'package' or v_old.kind not in ('charge', 'payment', 'adjustment') then
      raise sqlstate 'PT409' using message = 'not_reversible', detail = coalesce(v_origin, v_old.kind);
    elsif v_origin is null then
      perform app.reverse_payment(v_old, p_id, v_reason);
    else
      perform app.close_charge(p_tenant_id, p_entry_id, v_reason, p_id);
      -- the session is not charged again by its next change
      update public.session_bills b set
        charge_id = null, override_percent = 0, override_reason = v_reason, override_by = auth.uid(), override_at = now(), makeup_of = null
      where b.tenant_id = p_tenant_id and b.charge_id = p_entry_id;
    end if;
    perform app.tell_money(p_tenant_id, v_old.payer_id);
  end if;
  return (
    select jsonb_build_object('id', e.id, 'reverses_id', e.reverses_id, 'amount_cents', e.amount_cents, 'balance_cents', y.balance_cents)
    from public.money_entries e join public.payers y on y.tenant_id = p_tenant_id and y.id = e.payer_id
    where e.tenant_id = p_tenant_id and e.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_money_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_days integer;
  v_text text;
begin
  perform app.require_money_writer(p_tenant_id);
  v_days := coalesce(app.typed_number(p_settings ->> 'reminder_days'), 7);
  v_text := nullif(btrim(app.normalize_lines(p_settings ->> 'reminder_text')), '');
  if v_days not between 1 and 90 or char_length(v_text) not between 10 and 1000 then
    raise sqlstate 'PT400' using message = 'invalid_reminder';
  end if;
  insert into public.money_settings as m (tenant_id, reminder_days, reminder_text)
  values (p_tenant_id, v_days, nullif(v_text, app.reminder_text()))
  on conflict (tenant_id) do update set
    reminder_days = excluded.reminder_days, reminder_text = excluded.reminder_text, updated_at = now();
  return public.get_money_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_money_settings"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_session_type (
  p_tenant_id uuid,
  p_id        uuid,
  p_type      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.session_types;
  v_name text;
  v_minutes integer;
  v_price integer;
  v_capacity integer;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_old from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  v_name := case when p_type ? 'name' or v_old.id is null then app.require_name(p_type ->> 'name', 60) else v_old.name end;
  v_minutes := coalesce(app.typed_number(p_type ->> 'minutes'), v_old.minutes, 50);
  v_price := case when p_type ? 'price_cents' then app.typed_number(p_type ->> 'price_cents') else v_old.price_cents end;
  v_capacity := coalesce(app.typed_number(p_type ->> 'capacity'), v_old.capacity, 1);
  if v_minutes not between 5 and 720 or v_price not between 0 and 100000000 or v_capacity not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_session_type', detail = '5 to 720 minutes, 1 to 100 people, a price that is not negative.';
  end if;
  insert into public.session_types as t (tenant_id, id, name, minutes, price_cents, color, capacity, is_online, charges_once, position)
  values (p_tenant_id, p_id, v_name, v_minutes, v_price, app.require_color(p_type ->> 'color', coalesce(v_old.color, 'gray')), v_capacity,
    coalesce((p_type ->> 'is_online') = 'true', v_old.is_online, false),
    coalesce((p_type ->> 'charges_once') = 'true', v_old.charges_once, false), coalesce(app.typed_number(p_type ->> 'position'), v_old.position, 100))
  on conflict (tenant_id, id) do update set
    name = excluded.name, minutes = excluded.minutes, price_cents = excluded.price_cents, color = excluded.color,
    capacity = excluded.capacity, is_online = excluded.is_online, charges_once = excluded.charges_once, position = excluded.position;
  perform app.tell_agenda(p_tenant_id, 'session_types');
  return (select to_jsonb(l) from public.list_session_types(p_tenant_id, true) l where l.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'name_in_use', detail = v_name;
end;
$function$;

CREATE OR REPLACE FUNCTION public.set_session_charging (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_once       boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_session(p_tenant_id, p_session_id);
  update public.sessions s set charges_once = p_once where s.tenant_id = p_tenant_id and s.id = p_session_id;
  perform app.bill_session(p_tenant_id, p_session_id, 'plan');
  return public.get_session_money(p_tenant_id, p_session_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_session_charging"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_session_makeup (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid,
  p_missed_id  uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_bill public.session_bills;
  v_missed public.session_bills;
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_session(p_tenant_id, p_session_id);
  perform app.lock_payer(p_tenant_id, app.payer_of(p_tenant_id, p_patient_id));
  select * into v_bill from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  if v_bill.session_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  select b.* into v_missed from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_missed_id and b.patient_id = p_patient_id;
  if p_missed_id is not null and (v_missed.session_id is null or v_bill.override_percent is not null and v_bill.makeup_of is null
    or p_missed_id is distinct from v_bill.makeup_of
      and not app.makeups_of(v_bill) @> jsonb_build_array(jsonb_build_object('session_id', p_missed_id))) then
    raise sqlstate 'PT409' using message = 'makeup_not_possible';
  end if;
  if p_missed_id is not null or v_bill.makeup_of is not null then
    update public.session_bills b set
      makeup_of = p_missed_id, override_percent = case when p_missed_id is not null then 0 end,
      override_reason = case when p_missed_id is not null then 'Reposição de ' || to_char(v_missed.day, 'DD/MM/YYYY') end,
      override_by = case when p_missed_id is not null then auth.uid() end, override_at = case when p_missed_id is not null then now() end
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
    perform app.bill_session(p_tenant_id, p_session_id, 'plan', p_patient_id);
  end if;
  return public.get_session_money(p_tenant_id, p_session_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'makeup_not_possible';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_session_makeup"(uuid, uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.undo_unbilled_sessions (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session uuid;
  v_bill public.session_bills;
  v_undone integer := 0;
  v_kept integer := 0;
begin
  perform app.require_money_writer(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('unbilled:' || p_tenant_id, 0));
  for v_session in
    select u.session_id from app.unbilled_sessions u
    where u.tenant_id = p_tenant_id and u.run_id = p_id order by u.session_id for update
  loop
    perform from public.payers y
    where y.tenant_id = p_tenant_id and y.id in (
      select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = v_session)
    order by y.id for no key update;
    -- what somebody has paid stays
    if exists (
      select from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = v_session and c.paid_cents > 0) then
      v_kept := v_kept + 1;
      continue;
    end if;
    for v_bill in
      select b.* from public.session_bills b where b.tenant_id = p_tenant_id and b.session_id = v_session order by b.patient_id
    loop
      if v_bill.charge_id is not null then
        perform app.close_charge(p_tenant_id, v_bill.charge_id, 'Cobrança de sessões antigas desfeita');
        perform app.tell_money(p_tenant_id, (
          select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_bill.charge_id));
      end if;
      if v_bill.holds_unit then
        perform app.give_unit_back(v_bill);
      end if;
      delete from public.session_bills b
      where b.tenant_id = p_tenant_id and b.session_id = v_session and b.patient_id = v_bill.patient_id;
    end loop;
    update app.unbilled_sessions u set run_id = null, billed_at = null, billed_by = null
    where u.tenant_id = p_tenant_id and u.session_id = v_session;
    v_undone := v_undone + 1;
  end loop;
  return jsonb_build_object('undone', v_undone, 'kept', v_kept);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."undo_unbilled_sessions"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."unbilled_sessions"
  ADD CONSTRAINT "unbilled_sessions_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_reminders"
  ADD CONSTRAINT "money_reminders_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_settings"
  ADD CONSTRAINT "money_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "plan_is_known" CHECK ((plan = ANY (ARRAY['single'::text, 'package'::text, 'monthly_fee'::text, 'shared'::text])));

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_tenant_id_makeup_of_fkey" FOREIGN KEY (tenant_id, makeup_of) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX money_reminders_payer ON public.money_reminders USING btree (tenant_id, payer_id, created_at);

CREATE UNIQUE INDEX session_bills_makeup ON public.session_bills USING btree (tenant_id, makeup_of, patient_id)
  WHERE (makeup_of IS NOT NULL);

CREATE POLICY "select_nobody" ON "app"."unbilled_sessions"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."money_reminders"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."money_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."money_settings"."reminder_text" IS 'With {nome}, {valor}, {vencimento} and {clinica}; null: the text of the product.';

COMMENT ON COLUMN "public"."payers"."reminders_allowed_at" IS 'Since when their written permission to be reminded by message is known: São Paulo asks for it (Lei 13.226/2008).';

COMMENT ON COLUMN "public"."session_bills"."makeup_of" IS 'The missed session that this one makes up for: it costs nothing more.';

COMMENT ON COLUMN "public"."session_bills"."plan" IS 'shared: another participant''s charge is for everybody of the session.';

COMMENT ON COLUMN "public"."session_types"."charges_once" IS 'A couple or a family pays once a session, by who stands first; otherwise each participant pays.';

COMMENT ON COLUMN "public"."sessions"."charges_once" IS 'Null: as its type says.';

COMMENT ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text, boolean) IS 'What a participant of a session owes for it, from how things stand. Called again without a change it changes nothing. p_again: ''plan'', what covers it is looked up anew; ''price'', its price too. p_is_shared: somebody else of the session is charged for all.';

COMMENT ON FUNCTION "app"."bill_unbilled"(uuid, date, uuid) IS 'Charges sessions from before the ledger from a day on, up to 500 at a time. Answers {sessions, charges, amount_cents, covered, first_on, last_on, left}.';

COMMENT ON FUNCTION "app"."is_collection_hour"(timestamp with time zone, text) IS 'Whether it is a decent hour to remind somebody of money: Monday to Friday 9 to 20, Saturday 9 to 14.';

COMMENT ON FUNCTION "app"."last_reminder"(uuid, uuid) IS 'When a payer was reminded last, by a message that left or is on its way.';

COMMENT ON FUNCTION "app"."makeups_of"(public.session_bills) IS 'Missed sessions that were charged, or took a unit, and that this one could make up for: [{session_id, day}].';

COMMENT ON FUNCTION "app"."money_text"(bigint) IS 'Cents as a patient reads them: R$ 1.250,00.';

COMMENT ON FUNCTION "app"."reminder_of"(uuid, uuid) IS 'The reminder that a payer could get now, and what stands against it. Errors: PT404 payer_not_found.';

COMMENT ON FUNCTION "app"."reminder_text"() IS 'The words of a reminder, as long as a clinic has none of its own.';

COMMENT ON FUNCTION "app"."thread_of_payer"(public.payers) IS 'The conversation with who pays that was used last, never a group, or null.';

COMMENT ON FUNCTION "public"."allow_reminders"(uuid, uuid, boolean) IS 'Caller: owner, admin and operator. Notes that a payer has permitted reminders in writing, or no longer. Answers preview_reminder. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found.';

COMMENT ON FUNCTION "public"."attend_and_pay"(uuid, uuid, uuid, text, uuid) IS 'Caller: owner, admin and operator. One press: who was booked came, and paid what the session has open, today. p_patient_id: one participant. Answers {session, payment as receive_payment or null where nothing was open}. p_id comes from the client, and a repetition answers what is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_method, PT404 session_not_found, PT404 patient_not_found, PT409 session_full, PT409 time_taken, PT409 several_payers, PT409 entry_id_in_use.';

COMMENT ON FUNCTION "public"."begin_reminder"(uuid, uuid, uuid, text) IS 'Caller: owner, admin and operator. A payer is about to be reminded: whoever calls sends the answered body with send-whatsapp-message under the same id. Refused before the clinic''s number of days since the last one, to who said stop, and in São Paulo without written permission. Answers {id, thread_key, body}; a repetition the same. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_reminder, PT404 payer_not_found, PT409 reminder_refused, PT409 entry_id_in_use.';

COMMENT ON FUNCTION "public"."bill_unbilled_sessions"(uuid, uuid, date) IS 'Caller: owner, admin and operator. Charges sessions that were booked before there was a ledger, from a day on, up to 500 at a time. p_id comes from the client, and a repetition changes nothing. Answers as preview_unbilled_sessions, with id. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."get_money_settings"(uuid) IS 'Caller: owner, admin, supervisor and operator. {reminder_days, reminder_text, is_own_text, unbilled_sessions: how many were booked before there was a ledger and are not charged}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_payer"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. Who pays: {id, name, is_patient, patient_id, phone, credit_cents, thread_key, open_cents until today, overdue_cents, balance_cents, patients: [{id, name}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found.';

COMMENT ON FUNCTION "public"."get_session_money"(uuid, uuid) IS 'Caller: members; a therapist within the own agenda. {session_id, charges_once, patients: [{patient_id, name, status, price_cents, price_source, plan, share_percent, is_late, override, package, monthly_fee_id, makeup_of, makeups: [{session_id, day}] it could make up for, makeup_until, charge}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_not_found.';

COMMENT ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) IS 'Caller: members; a therapist sees the own sessions. Who owes for days that have passed, the longest first: for how many days, and when they were reminded last. p_after {oldest_due_on, payer_id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_package_uses"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. The sessions that hold a unit of a package, also those that were missed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_package_not_found.';

COMMENT ON FUNCTION "public"."list_session_types"(uuid, boolean) IS 'Caller: members. What the clinic offers, in order; p_archived: also what it no longer does. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."preview_package_end"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. What ending a package would do: {used, unused, later_sessions: sessions to come that would be charged by themselves, charged_cents for what was used, paid_cents, credit_cents, open_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_package_not_found.';

COMMENT ON FUNCTION "public"."preview_reminder"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. The reminder that a payer would get, and why not: {payer_id, name, overdue_cents, oldest_due_on, charges, thread_key, phone, last_reminded_at, next_on, allowed_at, is_decent_hour, body, problems: nothing_overdue|no_conversation|opted_out|too_soon|needs_permission}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found.';

COMMENT ON FUNCTION "public"."preview_unbilled_sessions"(uuid, date) IS 'Caller: owner, admin and operator. What bill_unbilled_sessions would charge: {sessions, charges, amount_cents, covered by packages and fees, first_on, last_on, left}. Changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."save_money_settings"(uuid, jsonb) IS 'Caller: owner, admin and operator. p_settings {reminder_days 1-90, reminder_text with {nome}, {valor}, {vencimento}, {clinica}; empty: the text of the product}. Answers get_money_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_reminder.';

COMMENT ON FUNCTION "public"."save_session_type"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor and operator. p_type {name, minutes, price_cents, color, capacity, is_online, charges_once, position}: keys that are not there stay. Sessions that are booked keep what they have. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_session_type, PT400 invalid_color, PT409 name_in_use.';

COMMENT ON FUNCTION "public"."set_session_charging"(uuid, uuid, boolean) IS 'Caller: owner, admin and operator. A session of several is charged once, by who stands first, or to each participant; null: as its type says. Answers get_session_money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found.';

COMMENT ON FUNCTION "public"."set_session_makeup"(uuid, uuid, uuid, uuid) IS 'Caller: owner, admin and operator. A session makes up for one that was missed and charged, within the days of the absence policy, and costs nothing more; null: no longer. Answers get_session_money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found, PT409 makeup_not_possible.';

COMMENT ON FUNCTION "public"."undo_unbilled_sessions"(uuid, uuid) IS 'Caller: owner, admin and operator. Takes back what one bill_unbilled_sessions charged, by reversals; sessions that somebody has paid since stay. Answers {undone, kept}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON TABLE "app"."unbilled_sessions" IS 'run_id is the act that charged it; null: not charged, and no change of the session charges it.';

COMMENT ON TABLE "public"."money_reminders" IS 'Reminders that were begun. One counts once a message with its id stands in the conversation and has not failed.';

COMMENT ON TABLE "public"."money_settings" IS 'After how many days somebody may be reminded again, and in which words.';

REVOKE ALL ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."bill_unbilled"(uuid, date, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."bill_unbilled"(uuid, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."bill_unbilled"(uuid, date, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_collection_hour"(timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_collection_hour"(timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_collection_hour"(timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."last_reminder"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."last_reminder"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."last_reminder"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."makeups_of"(public.session_bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."makeups_of"(public.session_bills) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."makeups_of"(public.session_bills) TO "postgres";

REVOKE ALL ON FUNCTION "app"."money_text"(bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."money_text"(bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."money_text"(bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reminder_text"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_text"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_text"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."allow_reminders"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."allow_reminders"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."allow_reminders"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."attend_and_pay"(uuid, uuid, uuid, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."attend_and_pay"(uuid, uuid, uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."attend_and_pay"(uuid, uuid, uuid, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_reminder"(uuid, uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_reminder"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_reminder"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."bill_unbilled_sessions"(uuid, uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."bill_unbilled_sessions"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."bill_unbilled_sessions"(uuid, uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_money_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_money_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_money_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_payer"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_payer"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_payer"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_package_uses"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_package_uses"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_package_uses"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_types"(uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_types"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_types"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_package_end"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_package_end"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_package_end"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_reminder"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_reminder"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_reminder"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_unbilled_sessions"(uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_unbilled_sessions"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_unbilled_sessions"(uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_money_settings"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_money_settings"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_money_settings"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_session_charging"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_session_charging"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_session_charging"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_session_makeup"(uuid, uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_session_makeup"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_session_makeup"(uuid, uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_unbilled_sessions"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."undo_unbilled_sessions"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_unbilled_sessions"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."money_reminders" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_reminders" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_reminders" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."money_reminders" TO "service_role";

REVOKE ALL ON TABLE "public"."money_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."money_settings" TO "service_role";

-- Sessions from before the ledger stay uncharged until somebody says otherwise.
insert into app.unbilled_sessions (tenant_id, session_id)
select s.tenant_id, s.id from public.sessions s
where exists (select from public.session_patients p where p.tenant_id = s.tenant_id and p.session_id = s.id)
  and not exists (select from public.session_bills b where b.tenant_id = s.tenant_id and b.session_id = s.id)
on conflict do nothing;
