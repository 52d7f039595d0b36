-- clinic money: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE SEQUENCE "app"."money_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "public"."absence_policies" (
  "tenant_id"           uuid                     NOT NULL,
  "id"                  uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id"        uuid,
  "notice_hours"        smallint                 NOT NULL,
  "missed_percent"      smallint                 NOT NULL,
  "late_cancel_percent" smallint                 NOT NULL,
  "excused_percent"     smallint                 NOT NULL,
  "makeup_days"         smallint,
  "updated_at"          timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "absence_policies_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "makeup_is_soon" CHECK (((makeup_days >= 1) AND (makeup_days <= 365))),
  CONSTRAINT "notice_is_sane" CHECK (((notice_hours >= 0) AND (notice_hours <= 720))),
  CONSTRAINT "one_policy_for_each" UNIQUE NULLS NOT DISTINCT (tenant_id, therapist_id),
  CONSTRAINT "shares_are_percents"
    CHECK (((LEAST(missed_percent, late_cancel_percent, excused_percent) >= 0) AND (GREATEST(missed_percent, late_cancel_percent, excused_percent) <= 100)))
);

ALTER TABLE "public"."absence_policies"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."absence_policies" FROM "anon";

CREATE TABLE "public"."money_allocations" (
  "tenant_id"    uuid                     NOT NULL,
  "number"       bigint                   NOT NULL DEFAULT nextval('app.money_numbers'::regclass),
  "payment_id"   uuid                     NOT NULL,
  "charge_id"    uuid                     NOT NULL,
  "amount_cents" integer                  NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "allocation_moves_something" CHECK ((amount_cents <> 0)),
  CONSTRAINT "money_allocations_pkey" PRIMARY KEY (tenant_id, number)
);

ALTER TABLE "public"."money_allocations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_allocations" FROM "anon";

CREATE TABLE "public"."money_charges" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL,
  "payer_id"     uuid                     NOT NULL,
  "patient_id"   uuid                     NOT NULL,
  "session_id"   uuid,
  "therapist_id" uuid,
  "origin"       text                     NOT NULL,
  "due_on"       date                     NOT NULL,
  "amount_cents" integer                  NOT NULL,
  "paid_cents"   integer                  NOT NULL DEFAULT 0,
  "reversed_at"  timestamp with time zone,
  "note"         text,
  "state"        text                     GENERATED ALWAYS AS (
CASE
    WHEN (reversed_at IS NOT NULL) THEN 'reversed'::text
    WHEN (paid_cents = 0) THEN 'unpaid'::text
    WHEN (paid_cents < amount_cents) THEN 'partly'::text
    ELSE 'paid'::text
END) STORED NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "charge_origin_is_known" CHECK ((origin = ANY (ARRAY['session'::text, 'package'::text, 'monthly_fee'::text, 'adjustment'::text]))),
  CONSTRAINT "money_charges_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "nothing_paid_on_what_is_taken_back" CHECK (((reversed_at IS NULL) OR (paid_cents = 0))),
  CONSTRAINT "paid_at_most_what_is_charged" CHECK (((paid_cents >= 0) AND (paid_cents <= amount_cents))),
  CONSTRAINT "session_of_a_session_charge" CHECK (((origin = 'session'::text) = (session_id IS NOT NULL)))
);

ALTER TABLE "public"."money_charges"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_charges" FROM "anon";

CREATE TABLE "public"."money_entries" (
  "tenant_id"           uuid                     NOT NULL,
  "id"                  uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "number"              bigint                   NOT NULL DEFAULT nextval('app.money_numbers'::regclass),
  "payer_id"            uuid                     NOT NULL,
  "patient_id"          uuid,
  "session_id"          uuid,
  "kind"                text                     NOT NULL,
  "amount_cents"        integer                  NOT NULL,
  "balance_after_cents" bigint                   NOT NULL,
  "method"              text,
  "occurred_on"         date                     NOT NULL,
  "note"                text,
  "reverses_id"         uuid,
  "created_by"          uuid,
  "created_at"          timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "amount_moves_something" CHECK (((amount_cents <> 0) AND (abs(amount_cents) <= 1000000000))),
  CONSTRAINT "method_of_what_was_paid" CHECK (((kind = ANY (ARRAY['payment'::text, 'refund'::text])) = (method IS NOT NULL))),
  CONSTRAINT "money_entries_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "note_fits" CHECK (((char_length(note) >= 1) AND (char_length(note) <= 300))),
  CONSTRAINT "reversal_names_what_it_takes_back" CHECK (((kind = ANY (ARRAY['reversal'::text, 'refund'::text])) = (reverses_id IS NOT NULL))),
  CONSTRAINT "sign_fits_kind" CHECK (
CASE kind
    WHEN 'charge'::text THEN (amount_cents > 0)
    WHEN 'refund'::text THEN (amount_cents > 0)
    WHEN 'payment'::text THEN (amount_cents < 0)
    ELSE true
END)
);

ALTER TABLE "public"."money_entries"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_entries" FROM "anon";

CREATE TABLE "public"."money_kinds" (
  "key"       text     NOT NULL,
  "position"  smallint NOT NULL,
  "direction" smallint NOT NULL,
  CONSTRAINT "money_kind_direction_is_a_sign" CHECK (((direction >= '-1'::integer) AND (direction <= 1))),
  CONSTRAINT "money_kinds_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."money_kinds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_kinds" FROM "anon";

CREATE TABLE "public"."money_payments" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "payer_id"        uuid                     NOT NULL,
  "amount_cents"    integer                  NOT NULL,
  "allocated_cents" integer                  NOT NULL DEFAULT 0,
  "refunded_cents"  integer                  NOT NULL DEFAULT 0,
  "reversed_at"     timestamp with time zone,
  "free_cents"      integer                  GENERATED ALWAYS AS (
CASE
    WHEN (reversed_at IS NULL) THEN ((amount_cents - allocated_cents) - refunded_cents)
    ELSE 0
END) STORED NOT NULL,
  "created_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "money_payments_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "no_more_than_was_paid" CHECK (((amount_cents > 0) AND (allocated_cents >= 0) AND (refunded_cents >= 0) AND ((allocated_cents + refunded_cents) <= amount_cents))),
  CONSTRAINT "nothing_left_of_what_is_taken_back" CHECK (((reversed_at IS NULL) OR ((allocated_cents = 0) AND (refunded_cents = 0))))
);

ALTER TABLE "public"."money_payments"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."money_payments" FROM "anon";

CREATE TABLE "public"."monthly_fee_months" (
  "tenant_id" uuid                     NOT NULL,
  "fee_id"    uuid                     NOT NULL,
  "month"     date                     NOT NULL,
  "charge_id" uuid,
  "posted_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "month_is_its_first_day" CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  CONSTRAINT "monthly_fee_months_pkey" PRIMARY KEY (tenant_id, fee_id, month)
);

ALTER TABLE "public"."monthly_fee_months"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."monthly_fee_months" FROM "anon";

CREATE TABLE "public"."monthly_fees" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "patient_id"      uuid                     NOT NULL,
  "therapist_id"    uuid,
  "session_type_id" uuid,
  "day"             smallint                 NOT NULL,
  "amount_cents"    integer                  NOT NULL,
  "starts_on"       date                     NOT NULL,
  "ends_on"         date,
  "prorates"        boolean                  NOT NULL DEFAULT true,
  "recess"          text                     NOT NULL DEFAULT 'charged'::text,
  "note"            text,
  "created_by"      uuid,
  "created_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "fee_ends_after_it_begins" CHECK ((ends_on >= starts_on)),
  CONSTRAINT "fee_is_due_on_a_day" CHECK (((day >= 1) AND (day <= 31))),
  CONSTRAINT "fee_is_positive" CHECK (((amount_cents >= 1) AND (amount_cents <= 100000000))),
  CONSTRAINT "fee_note_fits" CHECK (((char_length(note) >= 1) AND (char_length(note) <= 300))),
  CONSTRAINT "monthly_fees_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "recess_is_known" CHECK ((recess = ANY (ARRAY['charged'::text, 'prorated'::text])))
);

ALTER TABLE "public"."monthly_fees"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."monthly_fees" FROM "anon";

CREATE TABLE "public"."package_consumptions" (
  "tenant_id"  uuid                     NOT NULL,
  "number"     bigint                   NOT NULL DEFAULT nextval('app.money_numbers'::regclass),
  "package_id" uuid                     NOT NULL,
  "session_id" uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "units"      smallint                 NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "one_unit_at_a_time" CHECK ((abs(units) = 1)),
  CONSTRAINT "package_consumptions_pkey" PRIMARY KEY (tenant_id, number)
);

ALTER TABLE "public"."package_consumptions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."package_consumptions" FROM "anon";

CREATE TABLE "public"."payers" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "identity"      text                     NOT NULL,
  "patient_id"    uuid,
  "full_name"     text,
  "cpf"           text,
  "phone"         text,
  "email"         text,
  "balance_cents" bigint                   NOT NULL DEFAULT 0,
  "created_at"    timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "payer_is_known_once" UNIQUE (tenant_id, identity),
  CONSTRAINT "payer_is_somebody" CHECK (((patient_id IS NULL) <> (full_name IS NULL))),
  CONSTRAINT "payers_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "full_name_is_one_plain_line" CHECK (((full_name = app.normalize_name(full_name)) AND ((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))))
);

ALTER TABLE "public"."payers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."payers" FROM "anon";

CREATE TABLE "public"."payment_methods" (
  "key"      text     NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT "payment_method_key_is_a_word" CHECK ((key ~ '^[a-z_]{2,20}$'::text)),
  CONSTRAINT "payment_methods_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."payment_methods"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."payment_methods" FROM "anon";

CREATE TABLE "public"."session_bills" (
  "tenant_id"           uuid                     NOT NULL,
  "session_id"          uuid                     NOT NULL,
  "patient_id"          uuid                     NOT NULL,
  "therapist_id"        uuid                     NOT NULL,
  "session_type_id"     uuid                     NOT NULL,
  "day"                 date                     NOT NULL,
  "status"              text                     NOT NULL,
  "session_price_cents" integer,
  "price_cents"         integer,
  "price_source"        text                     NOT NULL,
  "plan"                text                     NOT NULL,
  "package_id"          uuid,
  "holds_unit"          boolean                  NOT NULL DEFAULT false,
  "monthly_fee_id"      uuid,
  "share_percent"       smallint                 NOT NULL,
  "is_late"             boolean                  NOT NULL DEFAULT false,
  "override_percent"    smallint,
  "override_reason"     text,
  "override_by"         uuid,
  "override_at"         timestamp with time zone,
  "charge_id"           uuid,
  "updated_at"          timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "bill_share_is_a_percent" CHECK (((LEAST(share_percent, override_percent) >= 0) AND (GREATEST(share_percent, override_percent) <= 100))),
  CONSTRAINT "override_is_whole" CHECK ((((override_percent IS NULL) = (override_reason IS NULL)) AND ((override_percent IS NULL) = (override_at IS NULL)))),
  CONSTRAINT "override_reason_fits" CHECK (((char_length(override_reason) >= 1) AND (char_length(override_reason) <= 200))),
  CONSTRAINT "plan_is_known" CHECK ((plan = ANY (ARRAY['single'::text, 'package'::text, 'monthly_fee'::text]))),
  CONSTRAINT "price_source_is_known" CHECK ((price_source = ANY (ARRAY['session'::text, 'patient'::text, 'therapist'::text, 'type'::text, 'none'::text]))),
  CONSTRAINT "session_bills_pkey" PRIMARY KEY (tenant_id, session_id, patient_id),
  CONSTRAINT "unit_is_of_a_package" CHECK (((NOT holds_unit) OR (package_id IS NOT NULL)))
);

ALTER TABLE "public"."session_bills"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_bills" FROM "anon";

CREATE TABLE "public"."session_packages" (
  "tenant_id"            uuid                     NOT NULL,
  "id"                   uuid                     NOT NULL,
  "patient_id"           uuid                     NOT NULL,
  "payer_id"             uuid                     NOT NULL,
  "session_type_id"      uuid,
  "therapist_id"         uuid,
  "sessions"             smallint                 NOT NULL,
  "used"                 smallint                 NOT NULL DEFAULT 0,
  "price_cents"          integer                  NOT NULL,
  "starts_on"            date                     NOT NULL,
  "expires_on"           date,
  "missed_consumes"      boolean                  NOT NULL DEFAULT true,
  "late_cancel_consumes" boolean                  NOT NULL DEFAULT true,
  "excused_consumes"     boolean                  NOT NULL DEFAULT false,
  "charge_id"            uuid,
  "ended_at"             timestamp with time zone,
  "note"                 text,
  "created_by"           uuid,
  "created_at"           timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"           timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "no_more_than_the_package_has" CHECK (((used >= 0) AND (used <= sessions))),
  CONSTRAINT "package_expires_after_it_begins" CHECK ((expires_on >= starts_on)),
  CONSTRAINT "package_has_sessions" CHECK (((sessions >= 1) AND (sessions <= 200))),
  CONSTRAINT "package_note_fits" CHECK (((char_length(note) >= 1) AND (char_length(note) <= 300))),
  CONSTRAINT "package_price_is_not_negative" CHECK (((price_cents >= 0) AND (price_cents <= 100000000))),
  CONSTRAINT "session_packages_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."session_packages"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_packages" FROM "anon";

CREATE TABLE "public"."session_prices" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "patient_id"      uuid,
  "therapist_id"    uuid,
  "session_type_id" uuid,
  "price_cents"     integer                  NOT NULL,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "price_is_not_negative" CHECK (((price_cents >= 0) AND (price_cents <= 100000000))),
  CONSTRAINT "price_is_of_somebody" CHECK (((patient_id IS NOT NULL) OR (therapist_id IS NOT NULL))),
  CONSTRAINT "price_is_said_once" UNIQUE NULLS NOT DISTINCT (tenant_id, patient_id, therapist_id, session_type_id),
  CONSTRAINT "session_prices_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."session_prices"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_prices" FROM "anon";

CREATE OR REPLACE FUNCTION app.absence_policy_of (
  p_tenant_id    uuid,
  p_therapist_id uuid
)
  RETURNS public.absence_policies
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.absence_policies;
begin
  select * into v_row from public.absence_policies a
  where a.tenant_id = p_tenant_id and (a.therapist_id = p_therapist_id or a.therapist_id is null)
  order by a.therapist_id nulls last limit 1;
  if v_row.tenant_id is null then
    v_row.tenant_id := p_tenant_id;
    v_row.notice_hours := 24;
    v_row.missed_percent := 100;
    v_row.late_cancel_percent := 0;
    v_row.excused_percent := 0;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.absence_share (
  p_policy  public.absence_policies,
  p_status  text,
  p_is_late boolean
)
  RETURNS smallint
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case p_status when 'missed' then p_policy.missed_percent when 'excused' then p_policy.excused_percent
    when 'cancelled' then case when p_is_late then p_policy.late_cancel_percent else 0 end else 100 end::smallint;
$function$;

CREATE OR REPLACE FUNCTION app.allocate (
  p_tenant_id    uuid,
  p_payment_id   uuid,
  p_charge_id    uuid,
  p_amount_cents integer
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.money_allocations (tenant_id, payment_id, charge_id, amount_cents)
  values (p_tenant_id, p_payment_id, p_charge_id, p_amount_cents);
  update public.money_charges c set paid_cents = c.paid_cents + p_amount_cents where c.tenant_id = p_tenant_id and c.id = p_charge_id;
  update public.money_payments m set allocated_cents = m.allocated_cents + p_amount_cents
  where m.tenant_id = p_tenant_id and m.id = p_payment_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.bill_participant (
  p_session    public.sessions,
  p_patient_id uuid,
  p_status     text,
  p_payer_id   uuid,
  p_again      text
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
    end if;
  end if;
  v_new.plan := coalesce(v_old.plan, 'single');
  v_new.holds_unit := coalesce(v_old.holds_unit, false);
  v_new := app.cover_bill(v_old, v_new, v_moved or p_again is not null or v_old.day <> v_new.day);
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
begin
  -- everybody who pays, in one order; what is read below is read under these locks
  perform from public.payers p
  where p.tenant_id = p_tenant_id and (
    p.id in (
      select app.payer_of(p_tenant_id, sp.patient_id) from public.session_patients sp
      where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id)
    or p.id in (select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = p_session_id))
  order by p.id for no key update;
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id;
  for v_one in
    select sp.patient_id, sp.status, app.payer_of(p_tenant_id, sp.patient_id) as payer_id, coalesce(b.holds_unit, false) as held
    from public.session_patients sp
    left join public.session_bills b on b.tenant_id = p_tenant_id and b.session_id = sp.session_id and b.patient_id = sp.patient_id
    where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and (p_patient_id is null or sp.patient_id = p_patient_id)
    order by sp.position, sp.patient_id
  loop
    perform app.bill_participant(v_session, v_one.patient_id, v_one.status, v_one.payer_id, p_again);
    if v_one.held and not exists (
      select from public.session_bills b
      where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = v_one.patient_id and b.holds_unit) then
      perform app.refill_packages(p_tenant_id, v_one.patient_id);
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.charge_bill (
  p_bill     public.session_bills,
  p_payer_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.money_charges;
  v_new public.money_charges;
  v_payments uuid[];
begin
  select * into v_old from public.money_charges c
  where c.tenant_id = p_bill.tenant_id and c.id = p_bill.charge_id and c.reversed_at is null for update;
  v_new.tenant_id := p_bill.tenant_id;
  -- what somebody has paid stays theirs
  v_new.payer_id := case when v_old.paid_cents > 0 then v_old.payer_id else p_payer_id end;
  v_new.amount_cents := case when p_bill.plan = 'single' then
    round(coalesce(p_bill.price_cents, 0)::numeric * coalesce(p_bill.override_percent, p_bill.share_percent) / 100) else 0 end;
  if v_old.id is not null and (v_old.payer_id, v_old.amount_cents) = (v_new.payer_id, v_new.amount_cents) then
    -- when and whose it is moves with the session, and no money
    update public.money_charges c set due_on = p_bill.day, therapist_id = p_bill.therapist_id
    where c.tenant_id = p_bill.tenant_id and c.id = v_old.id
      and (c.due_on, c.therapist_id) is distinct from (p_bill.day, p_bill.therapist_id);
    return v_old.id;
  end if;
  if v_old.id is not null then
    v_payments := app.close_charge(p_bill.tenant_id, v_old.id, null);
    perform app.tell_money(p_bill.tenant_id, v_old.payer_id);
  end if;
  if v_new.amount_cents = 0 then
    return null;
  end if;
  v_new.patient_id := p_bill.patient_id;
  v_new.session_id := p_bill.session_id;
  v_new.therapist_id := p_bill.therapist_id;
  v_new.origin := 'session';
  v_new.due_on := p_bill.day;
  v_new.id := app.open_charge(v_new);
  perform app.pay_charges(p_bill.tenant_id, v_payments, array[v_new.id]);
  perform app.tell_money(p_bill.tenant_id, v_new.payer_id);
  return v_new.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.charge_rows (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS TABLE (
    id             uuid,
    payer_id       uuid,
    payer_name     text,
    patient_id     uuid,
    patient_name   text,
    session_id     uuid,
    therapist_id   uuid,
    therapist_name text,
    origin         text,
    type_name      text,
    starts_local   text,
    due_on         date,
    amount_cents   integer,
    paid_cents     integer,
    state          text,
    is_overdue     boolean,
    note           text,
    thread_key     text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select c.id, c.payer_id, coalesce(q.name, y.full_name), c.patient_id, p.name, c.session_id, c.therapist_id, h.name, c.origin, t.name,
    app.local_text(s.starts_at, z.zone), c.due_on, c.amount_cents, c.paid_cents, c.state,
    c.state in ('unpaid', 'partly') and c.due_on < (now() at time zone z.zone)::date, c.note, app.thread_of_payer(y)
  from (select app.clinic_zone(p_tenant_id) as zone) z
  join public.money_charges c on c.tenant_id = p_tenant_id and c.id = any (p_ids)
  join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
  join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
  left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = c.therapist_id;
$function$;

CREATE OR REPLACE FUNCTION app.charges_condition()
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'c.tenant_id = $1 and c.reversed_at is null and ($3 is null or c.therapist_id = $3)
    and case $2 ->> ''state'' when ''open'' then c.paid_cents < c.amount_cents
      when ''overdue'' then c.paid_cents < c.amount_cents and c.due_on < $4
      when ''paid'' then c.paid_cents = c.amount_cents else true end
    and ($2 ->> ''from'' is null or c.due_on >= ($2 ->> ''from'')::date) and ($2 ->> ''to'' is null or c.due_on <= ($2 ->> ''to'')::date)
    and ($2 ->> ''therapist_id'' is null or c.therapist_id = ($2 ->> ''therapist_id'')::uuid)
    and ($2 ->> ''patient_id'' is null or c.patient_id = ($2 ->> ''patient_id'')::uuid)
    and ($2 ->> ''payer_id'' is null or c.payer_id = ($2 ->> ''payer_id'')::uuid)';
$function$;

CREATE OR REPLACE FUNCTION app.clinic_today (
  p_tenant_id uuid
)
  RETURNS date
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select (now() at time zone app.clinic_zone(p_tenant_id))::date;
$function$;

CREATE OR REPLACE FUNCTION app.close_charge (
  p_tenant_id uuid,
  p_charge_id uuid,
  p_note      text,
  p_id        uuid DEFAULT NULL::uuid
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_charge public.money_charges;
  v_entry public.money_entries;
  v_payments uuid[];
begin
  select * into v_charge from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.reversed_at is null for update;
  if v_charge.id is null then
    return '{}';
  end if;
  v_payments := app.release_allocations(p_tenant_id, p_charge_id, null);
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.payer_id := v_charge.payer_id;
  v_entry.patient_id := v_charge.patient_id;
  v_entry.session_id := v_charge.session_id;
  v_entry.kind := 'reversal';
  v_entry.amount_cents := -v_charge.amount_cents;
  v_entry.occurred_on := app.clinic_today(p_tenant_id);
  v_entry.note := p_note;
  v_entry.reverses_id := p_charge_id;
  perform app.post_money(v_entry);
  update public.money_charges c set reversed_at = clock_timestamp() where c.tenant_id = p_tenant_id and c.id = p_charge_id;
  return v_payments;
end;
$function$;

CREATE OR REPLACE FUNCTION app.cover_bill (
  p_old   public.session_bills,
  p_new   public.session_bills,
  p_again boolean
)
  RETURNS public.session_bills
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_new public.session_bills := p_new;
  v_is_paid boolean := exists (
    select from public.money_charges c where c.tenant_id = p_old.tenant_id and c.id = p_old.charge_id and c.paid_cents > 0);
begin
  if p_old.holds_unit then
    if app.is_consumed(v_new, p_old.package_id) then
      return v_new;
    end if;
    perform app.give_unit_back(p_old);
    v_new.holds_unit := false;
    return v_new;
  end if;
  -- what is paid by itself stays so; who did not come changes nothing
  if v_is_paid or (app.is_absence(v_new.status) and p_old.session_id is not null) or v_new.override_percent = 0
    or not (p_again or p_old.session_id is null or p_old.plan = 'package' or app.is_absence(p_old.status)) then
    return v_new;
  end if;
  v_new.package_id := null;
  v_new.monthly_fee_id := app.monthly_fee_of(v_new);
  v_new.plan := case when v_new.monthly_fee_id is not null then 'monthly_fee' else 'single' end;
  if v_new.monthly_fee_id is null and not app.is_absence(v_new.status) then
    v_new.package_id := app.take_unit(v_new);
    v_new.holds_unit := v_new.package_id is not null;
    v_new.plan := case when v_new.holds_unit then 'package' else 'single' end;
  end if;
  return v_new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.cover_sessions (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_from       date
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  for v_id in
    select b.session_id from public.session_bills b
    where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.day >= p_from and not app.is_absence(b.status) and not b.holds_unit
    order by b.day, b.session_id
  loop
    perform app.bill_session(p_tenant_id, v_id, 'plan', p_patient_id);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.credit_of (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(sum(m.free_cents), 0) from public.money_payments m where m.tenant_id = p_tenant_id and m.payer_id = p_payer_id;
$function$;

CREATE OR REPLACE FUNCTION app.give_unit_back (
  p_bill public.session_bills
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.session_packages k set used = k.used - 1 where k.tenant_id = p_bill.tenant_id and k.id = p_bill.package_id;
  insert into public.package_consumptions (tenant_id, package_id, session_id, patient_id, units, created_by)
  values (p_bill.tenant_id, p_bill.package_id, p_bill.session_id, p_bill.patient_id, -1, auth.uid());
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_absence (
  p_status text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_status in ('missed', 'excused', 'cancelled');
$function$;

CREATE OR REPLACE FUNCTION app.is_consumed (
  p_bill       public.session_bills,
  p_package_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_bill.override_percent is not null then p_bill.override_percent > 0
    when p_bill.status = 'missed' then k.missed_consumes
    when p_bill.status = 'excused' then k.excused_consumes
    when p_bill.status = 'cancelled' then p_bill.is_late and k.late_cancel_consumes
    else true end
  from public.session_packages k
  where k.tenant_id = p_bill.tenant_id and k.id = p_package_id;
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
    and p_session.cancel_reason is distinct from 'series_changed';
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
    package_id, holds_unit, monthly_fee_id, share_percent, is_late, override_percent, override_reason, override_by, override_at, charge_id)
  values (
    p_bill.tenant_id, p_bill.session_id, p_bill.patient_id, p_bill.therapist_id, p_bill.session_type_id, p_bill.day, p_bill.status,
    p_bill.session_price_cents, p_bill.price_cents, p_bill.price_source, p_bill.plan, p_bill.package_id, p_bill.holds_unit,
    p_bill.monthly_fee_id, p_bill.share_percent, p_bill.is_late, p_bill.override_percent, p_bill.override_reason, p_bill.override_by,
    p_bill.override_at, p_bill.charge_id)
  on conflict (tenant_id, session_id, patient_id) do update set
    therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id, day = excluded.day, status = excluded.status,
    session_price_cents = excluded.session_price_cents, price_cents = excluded.price_cents, price_source = excluded.price_source,
    plan = excluded.plan, package_id = excluded.package_id, holds_unit = excluded.holds_unit, monthly_fee_id = excluded.monthly_fee_id,
    share_percent = excluded.share_percent, is_late = excluded.is_late, override_percent = excluded.override_percent,
    override_reason = excluded.override_reason, override_by = excluded.override_by, override_at = excluded.override_at,
    charge_id = excluded.charge_id;
$function$;

CREATE OR REPLACE FUNCTION app.lock_payer (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS public.payers
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.payers;
begin
  select * into v_row from public.payers p where p.tenant_id = p_tenant_id and p.id = p_payer_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.money_faults()
  RETURNS TABLE (
    tenant_id uuid,
    fault     text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return query
    select p.tenant_id, 'money_balance'
    from public.payers p
    left join public.money_entries e on e.tenant_id = p.tenant_id and e.payer_id = p.id
    group by p.tenant_id, p.id, p.balance_cents having p.balance_cents <> coalesce(sum(e.amount_cents), 0)
    union
    select c.tenant_id, 'money_chain'
    from (
      select e.tenant_id, e.amount_cents, e.balance_after_cents,
        lag(e.balance_after_cents, 1, 0::bigint) over (partition by e.tenant_id, e.payer_id order by e.number) as before
      from public.money_entries e
    ) c
    where c.balance_after_cents <> c.before + c.amount_cents
    union
    -- a charge is paid by what is allocated to it, and taken back by one reversal of all of it
    select c.tenant_id, 'money_charge'
    from public.money_charges c
    join public.money_entries e on e.tenant_id = c.tenant_id and e.id = c.id
    where c.amount_cents <> e.amount_cents or c.payer_id <> e.payer_id
      or c.paid_cents <> (
        select coalesce(sum(a.amount_cents), 0) from public.money_allocations a where a.tenant_id = c.tenant_id and a.charge_id = c.id)
      or case when c.reversed_at is null then 0 else -c.amount_cents end <> (
        select coalesce(sum(r.amount_cents), 0) from public.money_entries r where r.tenant_id = c.tenant_id and r.reverses_id = c.id)
    union
    select m.tenant_id, 'money_payment'
    from public.money_payments m
    join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id
    where m.amount_cents <> -e.amount_cents or m.payer_id <> e.payer_id
      or m.allocated_cents <> (
        select coalesce(sum(a.amount_cents), 0) from public.money_allocations a where a.tenant_id = m.tenant_id and a.payment_id = m.id)
      or case when m.reversed_at is null then m.refunded_cents else m.amount_cents end <> (
        select coalesce(sum(r.amount_cents), 0) from public.money_entries r where r.tenant_id = m.tenant_id and r.reverses_id = m.id)
    union
    -- every entry that is owed or paid is followed up
    select e.tenant_id, 'money_entry'
    from public.money_entries e
    where e.kind in ('charge', 'payment', 'adjustment')
      and not exists (select from public.money_charges c where c.tenant_id = e.tenant_id and c.id = e.id)
      and not exists (select from public.money_payments m where m.tenant_id = e.tenant_id and m.id = e.id)
    union
    select k.tenant_id, 'money_package'
    from public.session_packages k
    where k.used <> (
        select coalesce(sum(u.units), 0) from public.package_consumptions u where u.tenant_id = k.tenant_id and u.package_id = k.id)
      or k.used <> (
        select count(*) from public.session_bills b where b.tenant_id = k.tenant_id and b.package_id = k.id and b.holds_unit);
end;
$function$;

CREATE OR REPLACE FUNCTION app.money_scope (
  p_tenant_id uuid
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when app.require_member(p_tenant_id) = 'therapist' then auth.uid() end;
$function$;

CREATE OR REPLACE FUNCTION app.monthly_fee_amount (
  p_fee   public.monthly_fees,
  p_month date
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- days of the month that count, of all that it has
  select round(p_fee.amount_cents::numeric * case when p_fee.prorates or p_fee.recess = 'prorated' then d.counted else least(d.active * d.days, d.days) end
    / d.days)::int
  from (
    select count(*) as days, count(*) filter (where a.is_active) as active, count(*) filter (
      where (a.is_active or not p_fee.prorates) and not (p_fee.recess = 'prorated' and a.is_recess)) as counted
    from generate_series(p_month::timestamp, p_month + interval '1 month' - interval '1 day', interval '1 day') g (day)
    cross join lateral (
      select g.day::date between p_fee.starts_on and coalesce(p_fee.ends_on, 'infinity') as is_active, exists (
        select from public.agenda_exceptions e
        where e.tenant_id = p_fee.tenant_id and e.kind = 'recess'
          and e.starts_at <= app.local_moment(g.day, app.clinic_zone(p_fee.tenant_id))
          and e.ends_at > app.local_moment(g.day, app.clinic_zone(p_fee.tenant_id))) as is_recess
    ) a
  ) d
  where d.active > 0;
$function$;

CREATE OR REPLACE FUNCTION app.monthly_fee_of (
  p_bill public.session_bills
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select f.id from public.monthly_fees f
  where f.tenant_id = p_bill.tenant_id and f.patient_id = p_bill.patient_id
    and p_bill.day >= f.starts_on and p_bill.day <= coalesce(f.ends_on, 'infinity')
    and coalesce(f.session_type_id, p_bill.session_type_id) = p_bill.session_type_id
    and coalesce(f.therapist_id, p_bill.therapist_id) = p_bill.therapist_id
  order by f.session_type_id nulls last, f.therapist_id nulls last, f.starts_on, f.id limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.open_charge (
  p_charge public.money_charges
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_entry public.money_entries;
  v_id uuid;
begin
  v_entry.tenant_id := p_charge.tenant_id;
  v_entry.id := p_charge.id;
  v_entry.payer_id := p_charge.payer_id;
  v_entry.patient_id := p_charge.patient_id;
  v_entry.session_id := p_charge.session_id;
  v_entry.kind := case when p_charge.origin = 'adjustment' then 'adjustment' else 'charge' end;
  v_entry.amount_cents := p_charge.amount_cents;
  v_entry.occurred_on := p_charge.due_on;
  v_entry.note := p_charge.note;
  v_id := app.post_money(v_entry);
  insert into public.money_charges (tenant_id, id,
    payer_id, patient_id, session_id, therapist_id, origin, due_on, amount_cents, note)
  values (
    p_charge.tenant_id, v_id, p_charge.payer_id, p_charge.patient_id, p_charge.session_id, p_charge.therapist_id, p_charge.origin,
    p_charge.due_on, p_charge.amount_cents, p_charge.note);
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.pay_charges (
  p_tenant_id   uuid,
  p_payment_ids uuid[],
  p_charge_ids  uuid[]
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_charge record;
  v_payment record;
  v_open integer;
  v_part integer;
  v_paid integer := 0;
begin
  for v_charge in
    select c.id, c.payer_id, c.amount_cents - c.paid_cents as open from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.reversed_at is null and c.paid_cents < c.amount_cents
    order by c.due_on, c.created_at, c.id
  loop
    v_open := v_charge.open;
    for v_payment in
      select m.id, m.free_cents from public.money_payments m
      where m.tenant_id = p_tenant_id and m.id = any (p_payment_ids) and m.payer_id = v_charge.payer_id and m.free_cents > 0
      order by array_position(p_payment_ids, m.id)
    loop
      exit when v_open = 0;
      v_part := least(v_open, v_payment.free_cents);
      perform app.allocate(p_tenant_id, v_payment.id, v_charge.id, v_part);
      v_open := v_open - v_part;
      v_paid := v_paid + v_part;
    end loop;
  end loop;
  return v_paid;
end;
$function$;

CREATE OR REPLACE FUNCTION app.payer_of (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_relation public.patient_relations;
  v_patient uuid;
  v_identity text;
  v_id uuid;
begin
  select * into v_relation from public.patient_relations r
  where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_payer;
  if v_relation.id is null or v_relation.related_patient_id is not null then
    v_patient := coalesce(v_relation.related_patient_id, p_patient_id);
    v_identity := 'patient:' || v_patient;
  else
    v_identity := coalesce('document:' || v_relation.cpf,
      'phone:' || v_relation.phone || ':' || app.normalize_text(v_relation.full_name),
      'person:' || p_patient_id || ':' || app.normalize_text(v_relation.full_name));
  end if;
  select p.id into v_id from public.payers p
  where p.tenant_id = p_tenant_id and p.identity = v_identity
    and (v_patient is not null or (p.full_name, p.cpf, p.phone, p.email)
      is not distinct from (v_relation.full_name, v_relation.cpf, v_relation.phone, v_relation.email));
  if v_id is null then
    insert into public.payers as p (tenant_id, identity, patient_id, full_name, cpf, phone, email)
    values (p_tenant_id, v_identity, v_patient, case when v_patient is null then v_relation.full_name end,
      case when v_patient is null then v_relation.cpf end, case when v_patient is null then v_relation.phone end,
      case when v_patient is null then v_relation.email end)
    on conflict (tenant_id, identity) do update set
      full_name = excluded.full_name, cpf = excluded.cpf, phone = excluded.phone, email = excluded.email
    returning p.id into v_id;
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.payment_answer (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', e.id, 'payer_id', e.payer_id, 'amount_cents', m.amount_cents, 'free_cents', m.free_cents,
    'refunded_cents', m.refunded_cents, 'method', e.method, 'received_on', e.occurred_on, 'balance_cents', y.balance_cents, 'charges', coalesce((
      select jsonb_agg(jsonb_build_object('id', a.charge_id, 'cents', a.cents, 'state', c.state) order by c.due_on, c.id)
      from (
        select x.charge_id, sum(x.amount_cents) as cents from public.money_allocations x
        where x.tenant_id = p_tenant_id and x.payment_id = p_id group by x.charge_id having sum(x.amount_cents) > 0) a
      join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id), '[]'))
  from public.money_entries e
  join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id
  join public.payers y on y.tenant_id = p_tenant_id and y.id = e.payer_id
  where e.tenant_id = p_tenant_id and e.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.post_money (
  p_entry public.money_entries
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_balance bigint;
  v_id uuid := coalesce(p_entry.id, gen_random_uuid());
begin
  -- the row stays locked: numbers of one payer are in the order of their balances
  update public.payers p set balance_cents = p.balance_cents + p_entry.amount_cents
  where p.tenant_id = p_entry.tenant_id and p.id = p_entry.payer_id
  returning p.balance_cents into v_balance;
  insert into public.money_entries (tenant_id, id,
    payer_id, patient_id, session_id, kind, amount_cents, balance_after_cents, method, occurred_on, note, reverses_id, created_by)
  values (
    p_entry.tenant_id, v_id, p_entry.payer_id, p_entry.patient_id, p_entry.session_id, p_entry.kind, p_entry.amount_cents, v_balance,
    p_entry.method, p_entry.occurred_on, p_entry.note, p_entry.reverses_id, auth.uid());
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_monthly_fees (
  p_tenant_id  uuid,
  p_month      date,
  p_patient_id uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_month date := date_trunc('month', p_month);
  v_last date := v_month + interval '1 month' - interval '1 day';
  v_fee public.monthly_fees;
  v_charge public.money_charges;
  v_posted integer := 0;
  v_cents bigint := 0;
begin
  for v_fee in
    select f.* from public.monthly_fees f
    where f.tenant_id = p_tenant_id and f.starts_on <= v_last and coalesce(f.ends_on, 'infinity') >= v_month
      and (p_patient_id is null or f.patient_id = p_patient_id)
      and not exists (
        select from public.monthly_fee_months m where m.tenant_id = p_tenant_id and m.fee_id = f.id and m.month = v_month)
    order by f.patient_id, f.id
  loop
    v_charge.tenant_id := p_tenant_id;
    v_charge.payer_id := app.payer_of(p_tenant_id, v_fee.patient_id);
    perform app.lock_payer(p_tenant_id, v_charge.payer_id);
    -- a month is charged once, also by two at a time
    insert into public.monthly_fee_months (tenant_id, fee_id, month) values (p_tenant_id, v_fee.id, v_month)
    on conflict (tenant_id, fee_id, month) do nothing;
    continue when not found;
    v_charge.id := null;
    v_charge.patient_id := v_fee.patient_id;
    v_charge.therapist_id := v_fee.therapist_id;
    v_charge.origin := 'monthly_fee';
    v_charge.due_on := v_month + least(v_fee.day, extract(day from v_last)::int) - 1;
    v_charge.amount_cents := app.monthly_fee_amount(v_fee, v_month);
    v_charge.note := v_fee.note;
    if v_charge.amount_cents > 0 then
      v_charge.id := app.open_charge(v_charge);
      update public.monthly_fee_months m set charge_id = v_charge.id
      where m.tenant_id = p_tenant_id and m.fee_id = v_fee.id and m.month = v_month;
      v_posted := v_posted + 1;
      v_cents := v_cents + v_charge.amount_cents;
      perform app.tell_money(p_tenant_id, v_charge.payer_id);
    end if;
  end loop;
  return jsonb_build_object('month', v_month, 'posted', v_posted, 'amount_cents', v_cents);
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_payment (
  p_entry public.money_entries
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.post_money(p_entry);
  insert into public.money_payments (tenant_id, id, payer_id, amount_cents)
  values (p_entry.tenant_id, p_entry.id, p_entry.payer_id, -p_entry.amount_cents);
end;
$function$;

CREATE OR REPLACE FUNCTION app.refill_packages (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  -- sessions that are charged by themselves and not paid yet, the earliest first: as long as units are left
  for v_id in
    select b.session_id from public.session_bills b
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = b.charge_id and c.paid_cents = 0
    where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.plan = 'single' and not app.is_absence(b.status)
    order by b.day, b.session_id
  loop
    exit when not exists (
      select from public.session_packages k
      where k.tenant_id = p_tenant_id and k.patient_id = p_patient_id and k.ended_at is null and k.used < k.sessions);
    perform app.bill_session(p_tenant_id, v_id, 'plan', p_patient_id);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_allocations (
  p_tenant_id  uuid,
  p_charge_id  uuid,
  p_payment_id uuid,
  p_at_most    integer DEFAULT NULL::integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_one record;
  v_left integer := p_at_most;
  v_payments uuid[] := '{}';
begin
  for v_one in
    select a.payment_id, a.charge_id, sum(a.amount_cents)::int as cents, min(a.number) as first
    from public.money_allocations a
    where a.tenant_id = p_tenant_id and (p_charge_id is null or a.charge_id = p_charge_id)
      and (p_payment_id is null or a.payment_id = p_payment_id)
    group by a.payment_id, a.charge_id having sum(a.amount_cents) > 0
    -- all of a charge in the order of paying; a part of a payment from its end
    order by case when p_at_most is null then min(a.number) else -max(a.number) end
  loop
    exit when v_left <= 0;
    perform app.allocate(p_tenant_id, v_one.payment_id, v_one.charge_id, -least(v_one.cents, coalesce(v_left, v_one.cents)));
    v_left := v_left - v_one.cents;
    v_payments := v_payments || v_one.payment_id;
  end loop;
  return v_payments;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reprice (
  p_tenant_id       uuid,
  p_patient_id      uuid,
  p_therapist_id    uuid,
  p_session_type_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_one record;
begin
  for v_one in
    select b.session_id, b.patient_id from public.session_bills b
    left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = b.charge_id
    where b.tenant_id = p_tenant_id and b.day >= app.clinic_today(p_tenant_id) and b.price_source <> 'session'
      and coalesce(c.paid_cents, 0) = 0 and (p_patient_id is null or b.patient_id = p_patient_id)
      and (p_therapist_id is null or b.therapist_id = p_therapist_id)
      and (p_session_type_id is null or b.session_type_id = p_session_type_id)
    order by b.patient_id, b.day, b.session_id
  loop
    perform app.bill_session(p_tenant_id, v_one.session_id, 'price', v_one.patient_id);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_amount (
  p_cents    integer,
  p_at_least integer DEFAULT 1
)
  RETURNS integer
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if p_cents is null or p_cents not between p_at_least and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_amount';
  end if;
  return p_cents;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_charge_filters (
  p_where jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_where jsonb := coalesce(p_where, '{}');
  v_key text;
begin
  foreach v_key in array array['therapist_id', 'patient_id', 'payer_id'] loop
    if v_where ->> v_key is not null and app.typed_id(v_where ->> v_key) is null then
      raise sqlstate 'PT400' using message = 'invalid_filter', detail = v_key;
    end if;
  end loop;
  if coalesce(v_where ->> 'state', 'all') not in ('all', 'open', 'overdue', 'paid') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(v_where ->> 'state', 40);
  end if;
  perform app.typed_date(v_where ->> 'from'), app.typed_date(v_where ->> 'to');
  return jsonb_strip_nulls(v_where);
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_money_day (
  p_tenant_id uuid,
  p_day       date
)
  RETURNS date
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_today date := app.clinic_today(p_tenant_id);
begin
  if p_day > v_today or p_day < v_today - 1830 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'Money has moved, on a day of the last five years.';
  end if;
  return coalesce(p_day, v_today);
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_money_reader (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
$function$;

CREATE OR REPLACE FUNCTION app.require_money_writer (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'operator']);
$function$;

CREATE OR REPLACE FUNCTION app.require_payment_method (
  p_method text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if not exists (select from public.payment_methods m where m.key = p_method) then
    raise sqlstate 'PT400' using message = 'invalid_method', detail = coalesce(left(p_method, 40), '');
  end if;
  return p_method;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_price_subject (
  p_tenant_id       uuid,
  p_patient_id      uuid,
  p_therapist_id    uuid,
  p_session_type_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_patient_id is not null and not exists (
    select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  elsif p_therapist_id is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif p_session_type_id is not null and not exists (
    select from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_session_type_id) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_reason (
  p_reason  text,
  p_longest integer DEFAULT 200
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_reason text := app.trimmed(p_reason, p_longest);
begin
  if v_reason is null then
    raise sqlstate 'PT400' using message = 'money_reason_required';
  end if;
  return v_reason;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reverse_payment (
  p_entry  public.money_entries,
  p_id     uuid,
  p_reason text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_new public.money_entries;
begin
  if exists (
    select from public.money_payments m where m.tenant_id = p_entry.tenant_id and m.id = p_entry.id and m.refunded_cents > 0) then
    raise sqlstate 'PT409' using message = 'not_reversible', detail = 'Part of it was refunded.';
  end if;
  perform app.release_allocations(p_entry.tenant_id, null, p_entry.id);
  update public.money_payments m set reversed_at = clock_timestamp() where m.tenant_id = p_entry.tenant_id and m.id = p_entry.id;
  v_new.tenant_id := p_entry.tenant_id;
  v_new.id := p_id;
  v_new.payer_id := p_entry.payer_id;
  v_new.patient_id := p_entry.patient_id;
  v_new.kind := 'reversal';
  v_new.amount_cents := -p_entry.amount_cents;
  v_new.occurred_on := app.clinic_today(p_entry.tenant_id);
  v_new.note := p_reason;
  v_new.reverses_id := p_entry.id;
  perform app.post_money(v_new);
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_price (
  p_tenant_id       uuid,
  p_patient_id      uuid,
  p_therapist_id    uuid,
  p_session_type_id uuid,
  OUT               price_cents integer,
  OUT               source text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  select s.price_cents, case when s.patient_id is not null then 'patient' else 'therapist' end into price_cents, source
  from public.session_prices s
  where s.tenant_id = p_tenant_id and (s.patient_id = p_patient_id or s.patient_id is null)
    and (s.therapist_id = p_therapist_id or s.therapist_id is null)
    and (s.session_type_id = p_session_type_id or s.session_type_id is null)
  order by s.patient_id is null, s.session_type_id is null, s.therapist_id is null limit 1;
  if source is null then
    select t.price_cents, case when t.price_cents is not null then 'type' else 'none' end into price_cents, source
    from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_session_type_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_unit (
  p_bill public.session_bills
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  for v_id in
    select k.id from public.session_packages k
    where k.tenant_id = p_bill.tenant_id and k.patient_id = p_bill.patient_id and k.ended_at is null and k.used < k.sessions
      and p_bill.day >= k.starts_on and p_bill.day <= coalesce(k.expires_on, 'infinity')
      and coalesce(k.session_type_id, p_bill.session_type_id) = p_bill.session_type_id
      and coalesce(k.therapist_id, p_bill.therapist_id) = p_bill.therapist_id
    order by k.expires_on nulls last, k.starts_on, k.created_at, k.id
  loop
    -- who comes second reads what the first has left
    update public.session_packages k set used = k.used + 1
    where k.tenant_id = p_bill.tenant_id and k.id = v_id and k.used < k.sessions and k.ended_at is null;
    if found then
      insert into public.package_consumptions (tenant_id, package_id, session_id, patient_id, units, created_by)
      values (p_bill.tenant_id, v_id, p_bill.session_id, p_bill.patient_id, 1, auth.uid());
      return v_id;
    end if;
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_money (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_told text := coalesce(current_setting('zelo.money_told', true), '');
begin
  -- once a transaction: a series posts all of its entries
  if position(p_payer_id::text in v_told) = 0 then
    perform set_config('zelo.money_told', left(v_told || p_payer_id, 4000), true);
    perform app.broadcast(p_tenant_id, 'money', jsonb_build_object('payer_id', p_payer_id));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_entries__refuse_change()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  raise exception using errcode = 'check_violation', message = 'an entry is never changed';
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_events__bill()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.bill_session(new.tenant_id, new.session_id);
  return null;
end;
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
  where t.tenant_id = p_payer.tenant_id and t.id in (
    select app.threads_of_patient(p_payer.tenant_id, p_payer.patient_id)
    union select app.thread_of_phone(p_payer.tenant_id, p_payer.phone))
  order by t.last_message_at desc nulls last limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.typed_package (
  p_tenant_id uuid,
  p_id        uuid,
  p_old       public.session_packages,
  p_package   jsonb
)
  RETURNS public.session_packages
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_new public.session_packages := p_old;
begin
  if p_old.id is null then
    v_new.tenant_id := p_tenant_id;
    v_new.id := p_id;
    v_new.patient_id := app.typed_id(p_package ->> 'patient_id');
    v_new.session_type_id := app.typed_id(p_package ->> 'session_type_id');
    v_new.therapist_id := app.typed_id(p_package ->> 'therapist_id');
    v_new.sessions := least(app.typed_number(p_package ->> 'sessions'), 32000);
    v_new.price_cents := app.typed_number(p_package ->> 'price_cents');
    v_new.starts_on := coalesce(app.typed_date(p_package ->> 'starts_on'), app.clinic_today(p_tenant_id));
    v_new.missed_consumes := true;
    v_new.late_cancel_consumes := true;
    v_new.excused_consumes := false;
  end if;
  if p_package ? 'expires_on' then
    v_new.expires_on := app.typed_date(p_package ->> 'expires_on');
  end if;
  v_new.missed_consumes := coalesce((p_package ->> 'missed_consumes') = 'true', v_new.missed_consumes);
  v_new.late_cancel_consumes := coalesce((p_package ->> 'late_cancel_consumes') = 'true', v_new.late_cancel_consumes);
  v_new.excused_consumes := coalesce((p_package ->> 'excused_consumes') = 'true', v_new.excused_consumes);
  if p_package ? 'note' then
    v_new.note := app.trimmed(p_package ->> 'note', 300);
  end if;
  if v_new.sessions is null or v_new.sessions not between 1 and 200 or v_new.price_cents is null
    or v_new.price_cents not between 0 and 100000000 or v_new.expires_on < v_new.starts_on then
    raise sqlstate 'PT400' using message = 'invalid_package';
  end if;
  if v_new.patient_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.require_price_subject(p_tenant_id, v_new.patient_id, v_new.therapist_id, v_new.session_type_id);
  return v_new;
end;
$function$;

CREATE OR REPLACE FUNCTION public.add_adjustment (
  p_tenant_id    uuid,
  p_id           uuid,
  p_patient_id   uuid,
  p_amount_cents integer,
  p_reason       text,
  p_day          date    DEFAULT NULL::date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reason text;
  v_payer uuid;
  v_charge public.money_charges;
  v_entry public.money_entries;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_amount(abs(p_amount_cents));
  v_reason := app.require_reason(p_reason, 300);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_payer := app.payer_of(p_tenant_id, p_patient_id);
  perform app.lock_payer(p_tenant_id, v_payer);
  select * into v_entry from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_entry.id is null and p_amount_cents > 0 then
    v_charge.tenant_id := p_tenant_id;
    v_charge.id := p_id;
    v_charge.payer_id := v_payer;
    v_charge.patient_id := p_patient_id;
    v_charge.origin := 'adjustment';
    v_charge.due_on := coalesce(p_day, app.clinic_today(p_tenant_id));
    v_charge.amount_cents := p_amount_cents;
    v_charge.note := v_reason;
    perform app.open_charge(v_charge);
  elsif v_entry.id is null then
    v_entry.tenant_id := p_tenant_id;
    v_entry.id := p_id;
    v_entry.payer_id := v_payer;
    v_entry.patient_id := p_patient_id;
    v_entry.kind := 'adjustment';
    v_entry.amount_cents := p_amount_cents;
    v_entry.occurred_on := app.require_money_day(p_tenant_id, p_day);
    v_entry.note := v_reason;
    perform app.post_payment(v_entry);
  elsif (v_entry.kind, v_entry.patient_id, v_entry.amount_cents) is distinct from ('adjustment', p_patient_id, p_amount_cents) then
    raise sqlstate 'PT409' using message = 'entry_id_in_use';
  end if;
  perform app.tell_money(p_tenant_id, v_payer);
  return (select to_jsonb(e) - 'tenant_id' from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."add_adjustment"(uuid, uuid, uuid, integer, text, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_absence_policy (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_writer(p_tenant_id);
  delete from public.absence_policies a where a.tenant_id = p_tenant_id and a.id = p_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_absence_policy"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_session_price (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.session_prices;
begin
  perform app.require_money_writer(p_tenant_id);
  delete from public.session_prices s where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_old;
  if v_old.id is not null then
    perform app.reprice(p_tenant_id, v_old.patient_id, v_old.therapist_id, v_old.session_type_id);
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_session_price"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.end_session_package (
  p_tenant_id uuid,
  p_id        uuid,
  p_reason    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reason text;
  v_row public.session_packages;
  v_bill public.session_bills;
  v_charge public.money_charges;
  v_payments uuid[];
begin
  perform app.require_money_writer(p_tenant_id);
  v_reason := app.require_reason(p_reason);
  select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_package_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_row.payer_id);
  select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id for update;
  if v_row.ended_at is null then
    update public.session_packages k set ended_at = clock_timestamp(), note = left(concat_ws(' · ', k.note, v_reason), 300)
    where k.tenant_id = p_tenant_id and k.id = p_id;
    -- sessions to come pay for themselves
    for v_bill in
      select b.* from public.session_bills b
      where b.tenant_id = p_tenant_id and b.package_id = p_id and b.holds_unit and b.day >= app.clinic_today(p_tenant_id)
        and b.status in ('scheduled', 'confirmed')
      order by b.day, b.session_id
    loop
      perform app.give_unit_back(v_bill);
      update public.session_bills b set holds_unit = false, package_id = null, plan = 'single'
      where b.tenant_id = p_tenant_id and b.session_id = v_bill.session_id and b.patient_id = v_bill.patient_id;
      perform app.bill_session(p_tenant_id, v_bill.session_id, 'plan', v_bill.patient_id);
    end loop;
    select * into v_row from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
    -- what was used is charged, what was not is taken back
    select * into v_charge from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_row.charge_id and c.reversed_at is null;
    if v_charge.id is not null and v_row.used < v_row.sessions then
      v_payments := app.close_charge(p_tenant_id, v_charge.id, v_reason);
      v_charge.id := null;
      v_charge.amount_cents := round(v_row.price_cents::numeric * v_row.used / v_row.sessions);
      if v_charge.amount_cents > 0 then
        v_charge.id := app.open_charge(v_charge);
        perform app.pay_charges(p_tenant_id, v_payments, array[v_charge.id]);
      end if;
      update public.session_packages k set charge_id = v_charge.id where k.tenant_id = p_tenant_id and k.id = p_id;
    end if;
    perform app.tell_money(p_tenant_id, v_row.payer_id);
  end if;
  return (select to_jsonb(l) from public.list_session_packages(p_tenant_id, v_row.patient_id) l where l.id = p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."end_session_package"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_patient_money (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_today date := app.clinic_today(p_tenant_id);
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return (
    select jsonb_build_object(
      'open_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on <= v_today), 0),
      'overdue_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < v_today), 0),
      'later_cents', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on > v_today), 0),
      'later_charges', count(*) filter (where c.due_on > v_today and c.paid_cents < c.amount_cents),
      'payers', case when v_scope is null then (
        select coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'name', coalesce(q.name, y.full_name), 'is_patient', y.patient_id = p_patient_id,
          'balance_cents', y.balance_cents, 'credit_cents', app.credit_of(p_tenant_id, y.id), 'thread_key', app.thread_of_payer(y))
          order by y.created_at), '[]')
        from public.payers y left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
        where y.tenant_id = p_tenant_id and (y.patient_id = p_patient_id or y.id in (
          select x.payer_id from public.money_charges x where x.tenant_id = p_tenant_id and x.patient_id = p_patient_id))) end)
    from public.money_charges c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.reversed_at is null and (v_scope is null or c.therapist_id = v_scope));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_patient_money"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
begin
  select s.therapist_id into v_therapist from public.sessions s
  where s.tenant_id = p_tenant_id and s.id = p_session_id and (v_scope is null or s.therapist_id = v_scope);
  if v_therapist is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return jsonb_build_object('session_id', p_session_id, 'patients', coalesce((
    select jsonb_agg(jsonb_build_object(
      'patient_id', b.patient_id, 'name', p.name, 'status', b.status, 'price_cents', b.price_cents, 'price_source', b.price_source,
      'plan', b.plan, 'share_percent', coalesce(b.override_percent, b.share_percent), 'is_late', b.is_late,
      'override', case when b.override_at is not null then jsonb_build_object(
        'percent', b.override_percent, 'reason', b.override_reason, 'by_name', f.full_name, 'at', b.override_at) end,
      'package', case when k.id is not null then jsonb_build_object(
        'id', k.id, 'sessions', k.sessions, 'used', k.used, 'expires_on', k.expires_on, 'holds_unit', b.holds_unit) end,
      'monthly_fee_id', b.monthly_fee_id, 'charge', to_jsonb(c)) order by sp.position, p.sort_name)
    from public.session_bills b
    join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = b.session_id and sp.patient_id = b.patient_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = b.patient_id
    left join public.profiles f on f.id = b.override_by
    left join public.session_packages k on k.tenant_id = p_tenant_id and k.id = b.package_id
    left join lateral app.charge_rows(p_tenant_id, array[b.charge_id]) c on true
    where b.tenant_id = p_tenant_id and b.session_id = p_session_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_money"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_absence_policies (
  p_tenant_id uuid
)
  RETURNS TABLE (
    id                  uuid,
    therapist_id        uuid,
    therapist_name      text,
    notice_hours        smallint,
    missed_percent      smallint,
    late_cancel_percent smallint,
    excused_percent     smallint,
    makeup_days         smallint
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select a.id, a.therapist_id, t.name, a.notice_hours, a.missed_percent, a.late_cancel_percent, a.excused_percent, a.makeup_days
    from (
      select * from public.absence_policies a where a.tenant_id = p_tenant_id
      union all
      select (app.absence_policy_of(p_tenant_id, null)).*
      where not exists (select from public.absence_policies a where a.tenant_id = p_tenant_id and a.therapist_id is null)
    ) a
    left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = a.therapist_id
    order by a.therapist_id nulls first;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_absence_policies"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_monthly_fees (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    id              uuid,
    patient_id      uuid,
    therapist_id    uuid,
    therapist_name  text,
    session_type_id uuid,
    type_name       text,
    day             smallint,
    amount_cents    integer,
    starts_on       date,
    ends_on         date,
    prorates        boolean,
    recess          text,
    note            text,
    is_active       boolean,
    months          jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select f.id, f.patient_id, f.therapist_id, h.name, f.session_type_id, t.name, f.day, f.amount_cents, f.starts_on, f.ends_on, f.prorates,
      f.recess, f.note, coalesce(f.ends_on >= app.clinic_today(p_tenant_id), true), coalesce((
        select jsonb_agg(jsonb_build_object('month', m.month, 'charge_id', m.charge_id, 'amount_cents', coalesce(c.amount_cents, 0),
          'state', c.state) order by m.month desc)
        from public.monthly_fee_months m
        left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = m.charge_id
        where m.tenant_id = p_tenant_id and m.fee_id = f.id), '[]')
    from public.monthly_fees f
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = f.therapist_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = f.session_type_id
    where f.tenant_id = p_tenant_id and f.patient_id = p_patient_id
    order by f.ends_on nulls first, f.starts_on desc;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_monthly_fees"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_overdue (
  p_tenant_id uuid,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    payer_id      uuid,
    payer_name    text,
    patients      text[],
    charges       integer,
    overdue_cents bigint,
    oldest_due_on date,
    patient_id    uuid,
    phone         text,
    thread_key    text
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
      app.thread_of_payer(y)
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

CREATE OR REPLACE FUNCTION public.list_payer_statement (
  p_tenant_id uuid,
  p_payer_id  uuid,
  p_until     date    DEFAULT NULL::date,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id             uuid,
    number         bigint,
    day            date,
    kind           text,
    origin         text,
    amount_cents   integer,
    balance_cents  bigint,
    method         text,
    patient_name   text,
    type_name      text,
    starts_local   text,
    note           text,
    reverses_id    uuid,
    is_reversed    boolean,
    refunded_cents integer,
    by_name        text,
    created_at     timestamp with time zone
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
  if not exists (select from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id) then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return query
    select l.id, l.number, l.day, l.kind, l.origin, l.amount_cents, l.balance, l.method, p.name, t.name, app.local_text(s.starts_at, v_zone),
      l.note, l.reverses_id, l.is_reversed, l.refunded, f.full_name, l.created_at
    from (
      select e.id, e.number, d.day, e.kind, c.origin, e.amount_cents, e.method, e.note, e.reverses_id, e.patient_id, e.session_id,
        e.created_by, e.created_at, coalesce(c.reversed_at, m.reversed_at) is not null as is_reversed, coalesce(m.refunded_cents, 0) as refunded,
        sum(e.amount_cents) over (order by d.day, e.number) as balance
      from public.money_entries e
      left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = e.id
      left join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id
      left join public.money_charges r on r.tenant_id = p_tenant_id and r.id = e.reverses_id
      -- a charge counts on its day, and what takes it back not before it
      cross join lateral (select greatest(coalesce(c.due_on, e.occurred_on), r.due_on) as day) d
      where e.tenant_id = p_tenant_id and e.payer_id = p_payer_id
    ) l
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = l.patient_id
    left join public.sessions s on s.tenant_id = p_tenant_id and s.id = l.session_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
    left join public.profiles f on f.id = l.created_by
    where l.day <= coalesce(p_until, app.clinic_today(p_tenant_id))
      and (l.day, l.number) < (coalesce(app.typed_date(p_after ->> 'day'), 'infinity'), coalesce((p_after ->> 'number')::bigint, 0))
    order by l.day desc, l.number desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_payer_statement"(uuid, uuid, date, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_charges (
  p_tenant_id uuid,
  p_where     jsonb   DEFAULT '{}'::jsonb,
  p_sort      text    DEFAULT 'due'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id             uuid,
    payer_id       uuid,
    payer_name     text,
    patient_id     uuid,
    patient_name   text,
    session_id     uuid,
    therapist_id   uuid,
    therapist_name text,
    origin         text,
    type_name      text,
    starts_local   text,
    due_on         date,
    amount_cents   integer,
    paid_cents     integer,
    state          text,
    is_overdue     boolean,
    note           text,
    thread_key     text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_where jsonb := app.require_charge_filters(p_where);
  v_newest boolean := coalesce(p_sort, 'due') = 'newest';
  v_ids uuid[];
begin
  if coalesce(p_sort, 'due') not in ('due', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute 'select array(select c.id from public.money_charges c where ' || app.charges_condition()
    || case when v_newest then ' and (c.due_on, c.id) < ($5, $6) order by c.due_on desc, c.id desc'
      else ' and (c.due_on, c.id) > ($5, $6) order by c.due_on, c.id' end || ' limit $7)'
  into v_ids
  using p_tenant_id, v_where, v_scope, app.clinic_today(p_tenant_id),
    coalesce(app.typed_date(p_after ->> 'due_on'), case when v_newest then 'infinity'::date else '-infinity'::date end),
    coalesce(app.typed_id(p_after ->> 'id'), case when v_newest then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
      else '00000000-0000-0000-0000-000000000000'::uuid end),
    least(greatest(coalesce(p_limit, 50), 1), 200);
  return query select r.* from app.charge_rows(p_tenant_id, v_ids) r order by array_position(v_ids, r.id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_charges"(uuid, jsonb, text, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_packages (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    id                   uuid,
    patient_id           uuid,
    payer_id             uuid,
    payer_name           text,
    session_type_id      uuid,
    type_name            text,
    therapist_id         uuid,
    therapist_name       text,
    sessions             smallint,
    used                 smallint,
    remaining            smallint,
    price_cents          integer,
    starts_on            date,
    expires_on           date,
    is_expired           boolean,
    missed_consumes      boolean,
    late_cancel_consumes boolean,
    excused_consumes     boolean,
    charge_id            uuid,
    charge_state         text,
    ended_at             timestamp with time zone,
    note                 text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select k.id, k.patient_id, k.payer_id, coalesce(q.name, y.full_name), k.session_type_id, t.name, k.therapist_id, h.name, k.sessions, k.used,
      case when k.ended_at is null then k.sessions - k.used else 0 end::smallint, k.price_cents, k.starts_on, k.expires_on,
      coalesce(k.expires_on < app.clinic_today(p_tenant_id), false), k.missed_consumes, k.late_cancel_consumes, k.excused_consumes,
      k.charge_id, c.state, k.ended_at, k.note
    from public.session_packages k
    join public.payers y on y.tenant_id = p_tenant_id and y.id = k.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = k.session_type_id
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = k.therapist_id
    left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = k.charge_id
    where k.tenant_id = p_tenant_id and k.patient_id = p_patient_id
    order by k.ended_at is not null, k.created_at desc;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_packages"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_prices (
  p_tenant_id  uuid,
  p_patient_id uuid DEFAULT NULL::uuid
)
  RETURNS TABLE (
    id              uuid,
    patient_id      uuid,
    patient_name    text,
    therapist_id    uuid,
    therapist_name  text,
    session_type_id uuid,
    type_name       text,
    price_cents     integer
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select s.id, s.patient_id, p.name, s.therapist_id, h.name, s.session_type_id, t.name, s.price_cents
    from public.session_prices s
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = s.patient_id
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
    where s.tenant_id = p_tenant_id and (p_patient_id is null or s.patient_id = p_patient_id)
    order by p.sort_name nulls first, h.name nulls first, t.name nulls first;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_prices"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
    override_percent = p_percent, override_reason = v_reason,
    override_by = case when p_percent is not null then auth.uid() end, override_at = case when p_percent is not null then now() end
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  perform app.bill_session(p_tenant_id, p_session_id, 'plan', p_patient_id);
  return public.get_session_money(p_tenant_id, p_session_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."override_session_charge"(uuid, uuid, uuid, integer, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.post_monthly_fees (
  p_tenant_id uuid,
  p_month     date DEFAULT NULL::date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_this date;
begin
  perform app.require_money_writer(p_tenant_id);
  v_this := date_trunc('month', app.clinic_today(p_tenant_id));
  if p_month < v_this - interval '1 year' or p_month >= v_this + interval '2 months' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A month of the last year, this one or the next.';
  end if;
  return app.post_monthly_fees(p_tenant_id, coalesce(p_month, v_this));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."post_monthly_fees"(uuid, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_absence (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid,
  p_status     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_session public.sessions;
  v_bill public.session_bills;
  v_policy public.absence_policies;
  v_cents integer;
begin
  perform app.require_session_status(p_status);
  select * into v_session from public.sessions s
  where s.tenant_id = p_tenant_id and s.id = p_session_id and (v_scope is null or s.therapist_id = v_scope);
  if v_session.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  select * into v_bill from public.session_bills b
  where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = p_patient_id;
  if v_bill.session_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_policy := app.absence_policy_of(p_tenant_id, v_session.therapist_id);
  if v_bill.status <> p_status then
    v_bill.status := p_status;
    v_bill.is_late := p_status = 'cancelled' and app.is_late_cancel(v_session, v_policy);
    v_bill.share_percent := app.absence_share(v_policy, p_status, v_bill.is_late);
    v_bill.override_percent := null;
  end if;
  v_cents := case when v_bill.plan = 'single'
    then round(coalesce(v_bill.price_cents, 0)::numeric * coalesce(v_bill.override_percent, v_bill.share_percent) / 100) else 0 end;
  return jsonb_build_object('status', p_status, 'plan', v_bill.plan, 'price_cents', v_bill.price_cents, 'share_percent',
    coalesce(v_bill.override_percent, v_bill.share_percent), 'amount_cents', v_cents, 'is_late', v_bill.is_late,
    'notice_hours', v_policy.notice_hours, 'consumes_unit',
    case when v_bill.plan = 'package' then app.is_consumed(v_bill, v_bill.package_id) end,
    'makeup_until', case when app.is_absence(p_status) and (v_cents > 0 or app.is_consumed(v_bill, v_bill.package_id)) then
      v_bill.day + v_policy.makeup_days end,
    'paid_cents', coalesce((
      select c.paid_cents from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_bill.charge_id), 0));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_absence"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.receive_payment (
  p_tenant_id    uuid,
  p_id           uuid,
  p_payer_id     uuid,
  p_charge_ids   uuid[],
  p_amount_cents integer,
  p_method       text,
  p_received_on  date    DEFAULT NULL::date,
  p_note         text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_entry public.money_entries;
  v_known public.money_entries;
  v_charges integer;
  v_open integer;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.payer_id := p_payer_id;
  v_entry.kind := 'payment';
  v_entry.amount_cents := -app.require_amount(p_amount_cents);
  v_entry.method := app.require_payment_method(p_method);
  v_entry.occurred_on := app.require_money_day(p_tenant_id, p_received_on);
  v_entry.note := app.trimmed(p_note, 300);
  perform app.lock_payer(p_tenant_id, p_payer_id);
  select * into v_known from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_known.id is not null then
    if (v_known.kind, v_known.payer_id, v_known.amount_cents) is distinct from ('payment', p_payer_id, v_entry.amount_cents) then
      raise sqlstate 'PT409' using message = 'entry_id_in_use';
    end if;
    return app.payment_answer(p_tenant_id, p_id);
  end if;
  select count(*), coalesce(sum(c.amount_cents - c.paid_cents), 0),
    case when count(distinct c.patient_id) = 1 then (array_agg(c.patient_id))[1] end into v_charges, v_open, v_entry.patient_id
  from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.payer_id = p_payer_id and c.reversed_at is null;
  if v_charges < coalesce(array_length(p_charge_ids, 1), 0) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif v_charges > 0 and v_open = 0 then
    raise sqlstate 'PT409' using message = 'already_paid';
  elsif v_charges > 0 and p_amount_cents > v_open then
    raise sqlstate 'PT409' using message = 'more_than_open', detail = v_open::text;
  end if;
  perform app.post_payment(v_entry);
  perform app.pay_charges(p_tenant_id, array[p_id], p_charge_ids);
  perform app.tell_money(p_tenant_id, p_payer_id);
  return app.payment_answer(p_tenant_id, p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."receive_payment"(uuid, uuid, uuid, uuid[], integer, text, date, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.refund_payment (
  p_tenant_id    uuid,
  p_id           uuid,
  p_payment_id   uuid,
  p_amount_cents integer,
  p_method       text,
  p_reason       text,
  p_refunded_on  date    DEFAULT NULL::date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_entry public.money_entries;
  v_known public.money_entries;
  v_payment public.money_payments;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := p_id;
  v_entry.kind := 'refund';
  v_entry.reverses_id := p_payment_id;
  v_entry.amount_cents := app.require_amount(p_amount_cents);
  v_entry.method := app.require_payment_method(p_method);
  v_entry.note := app.require_reason(p_reason);
  v_entry.occurred_on := app.require_money_day(p_tenant_id, p_refunded_on);
  select e.payer_id, e.patient_id into v_entry.payer_id, v_entry.patient_id from public.money_entries e
  where e.tenant_id = p_tenant_id and e.id = p_payment_id and e.kind = 'payment';
  if v_entry.payer_id is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_entry.payer_id);
  select * into v_known from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_known.id is not null then
    if (v_known.kind, v_known.reverses_id, v_known.amount_cents) is distinct from ('refund', p_payment_id, p_amount_cents) then
      raise sqlstate 'PT409' using message = 'entry_id_in_use';
    end if;
    return app.payment_answer(p_tenant_id, p_payment_id);
  end if;
  select * into v_payment from public.money_payments m where m.tenant_id = p_tenant_id and m.id = p_payment_id;
  if v_payment.reversed_at is not null or p_amount_cents > v_payment.amount_cents - v_payment.refunded_cents then
    raise sqlstate 'PT409' using message = 'more_than_paid', detail = case
      when v_payment.reversed_at is null then v_payment.amount_cents - v_payment.refunded_cents else 0 end::text;
  end if;
  -- what is free goes first; then what was paid last is open again
  if p_amount_cents > v_payment.free_cents then
    perform app.release_allocations(p_tenant_id, null, p_payment_id, p_amount_cents - v_payment.free_cents);
  end if;
  update public.money_payments m set refunded_cents = m.refunded_cents + p_amount_cents
  where m.tenant_id = p_tenant_id and m.id = p_payment_id;
  perform app.post_money(v_entry);
  perform app.tell_money(p_tenant_id, v_entry.payer_id);
  return app.payment_answer(p_tenant_id, p_payment_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."refund_payment"(uuid, uuid, uuid, integer, text, text, date) FROM PUBLIC, "anon", "service_role";

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
        charge_id = null, override_percent = 0, override_reason = v_reason, override_by = auth.uid(), override_at = now()
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

REVOKE ALL ON FUNCTION "public"."reverse_entry"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_absence_policy (
  p_tenant_id uuid,
  p_policy    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_therapist uuid := app.typed_id(p_policy ->> 'therapist_id');
  v_new public.absence_policies;
begin
  perform app.require_money_writer(p_tenant_id);
  v_new := app.absence_policy_of(p_tenant_id, v_therapist);
  v_new.notice_hours := coalesce(app.typed_number(p_policy ->> 'notice_hours'), v_new.notice_hours);
  v_new.missed_percent := coalesce(app.typed_number(p_policy ->> 'missed_percent'), v_new.missed_percent);
  v_new.late_cancel_percent := coalesce(app.typed_number(p_policy ->> 'late_cancel_percent'), v_new.late_cancel_percent);
  v_new.excused_percent := coalesce(app.typed_number(p_policy ->> 'excused_percent'), v_new.excused_percent);
  if p_policy ? 'makeup_days' then
    v_new.makeup_days := app.typed_number(p_policy ->> 'makeup_days');
  end if;
  perform app.require_price_subject(p_tenant_id, null, v_therapist, null);
  insert into public.absence_policies as a (
    tenant_id, therapist_id, notice_hours, missed_percent, late_cancel_percent, excused_percent, makeup_days)
  values (p_tenant_id, v_therapist, v_new.notice_hours, v_new.missed_percent, v_new.late_cancel_percent, v_new.excused_percent, v_new.makeup_days)
  on conflict (tenant_id, therapist_id) do update set
    notice_hours = excluded.notice_hours, missed_percent = excluded.missed_percent, late_cancel_percent = excluded.late_cancel_percent,
    excused_percent = excluded.excused_percent, makeup_days = excluded.makeup_days;
  return (
    select to_jsonb(l) from public.list_absence_policies(p_tenant_id) l where l.therapist_id is not distinct from v_therapist);
exception when check_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_policy';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_absence_policy"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_monthly_fee (
  p_tenant_id uuid,
  p_id        uuid,
  p_fee       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_today date;
  v_old public.monthly_fees;
  v_new public.monthly_fees;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_today := app.clinic_today(p_tenant_id);
  select * into v_old from public.monthly_fees f where f.tenant_id = p_tenant_id and f.id = p_id for no key update;
  v_new := v_old;
  v_new.patient_id := coalesce(v_old.patient_id, app.typed_id(p_fee ->> 'patient_id'));
  v_new.therapist_id := case when p_fee ? 'therapist_id' then app.typed_id(p_fee ->> 'therapist_id') else v_old.therapist_id end;
  v_new.session_type_id := case when p_fee ? 'session_type_id' then app.typed_id(p_fee ->> 'session_type_id') else v_old.session_type_id end;
  v_new.day := coalesce(least(greatest(app.typed_number(p_fee ->> 'day'), 0), 99), v_old.day);
  v_new.amount_cents := coalesce(app.typed_number(p_fee ->> 'amount_cents'), v_old.amount_cents);
  v_new.starts_on := coalesce(v_old.starts_on, app.typed_date(p_fee ->> 'starts_on'), v_today);
  v_new.ends_on := case when p_fee ? 'ends_on' then app.typed_date(p_fee ->> 'ends_on') else v_old.ends_on end;
  v_new.prorates := coalesce((p_fee ->> 'prorates') = 'true', v_old.prorates, true);
  v_new.recess := coalesce(p_fee ->> 'recess', v_old.recess, 'charged');
  v_new.note := case when p_fee ? 'note' then app.trimmed(p_fee ->> 'note', 300) else v_old.note end;
  if v_new.day is null or v_new.day not between 1 and 31 or v_new.amount_cents is null or v_new.amount_cents not between 1 and 100000000
    or v_new.ends_on < v_new.starts_on or v_new.recess not in ('charged', 'prorated') then
    raise sqlstate 'PT400' using message = 'invalid_monthly_fee';
  elsif v_new.patient_id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.require_price_subject(p_tenant_id, v_new.patient_id, v_new.therapist_id, v_new.session_type_id);
  insert into public.monthly_fees as f (
    tenant_id, id, patient_id, therapist_id, session_type_id, day, amount_cents, starts_on, ends_on, prorates, recess, note, created_by)
  values (
    p_tenant_id, p_id, v_new.patient_id, v_new.therapist_id, v_new.session_type_id, v_new.day, v_new.amount_cents, v_new.starts_on,
    v_new.ends_on, v_new.prorates, v_new.recess, v_new.note, auth.uid())
  on conflict (tenant_id, id) do update set
    therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id, day = excluded.day, amount_cents = excluded.amount_cents,
    ends_on = excluded.ends_on, prorates = excluded.prorates, recess = excluded.recess, note = excluded.note;
  perform app.cover_sessions(p_tenant_id, v_new.patient_id, v_new.starts_on);
  perform app.post_monthly_fees(p_tenant_id, v_today, v_new.patient_id);
  return (select to_jsonb(l) from public.list_monthly_fees(p_tenant_id, v_new.patient_id) l where l.id = p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_monthly_fee"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_session_package (
  p_tenant_id uuid,
  p_id        uuid,
  p_package   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.session_packages;
  v_new public.session_packages;
  v_charge public.money_charges;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_old from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  v_new := app.typed_package(p_tenant_id, p_id, v_old, p_package);
  v_new.payer_id := coalesce(v_old.payer_id, app.payer_of(p_tenant_id, v_new.patient_id));
  perform app.lock_payer(p_tenant_id, v_new.payer_id);
  insert into public.session_packages as k (
    tenant_id, id, patient_id, payer_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, missed_consumes,
    late_cancel_consumes, excused_consumes, note, created_by)
  values (
    p_tenant_id, p_id, v_new.patient_id, v_new.payer_id, v_new.session_type_id, v_new.therapist_id, v_new.sessions, v_new.price_cents,
    v_new.starts_on, v_new.expires_on, v_new.missed_consumes, v_new.late_cancel_consumes, v_new.excused_consumes, v_new.note, auth.uid())
  on conflict (tenant_id, id) do update set
    expires_on = excluded.expires_on, missed_consumes = excluded.missed_consumes, late_cancel_consumes = excluded.late_cancel_consumes,
    excused_consumes = excluded.excused_consumes, note = excluded.note
  returning * into v_new;
  if v_old.id is null and v_new.charge_id is null and v_new.price_cents > 0 then
    v_charge.tenant_id := p_tenant_id;
    v_charge.payer_id := v_new.payer_id;
    v_charge.patient_id := v_new.patient_id;
    v_charge.therapist_id := v_new.therapist_id;
    v_charge.origin := 'package';
    v_charge.due_on := v_new.starts_on;
    v_charge.amount_cents := v_new.price_cents;
    v_charge.note := v_new.note;
    v_charge.id := app.open_charge(v_charge);
    update public.session_packages k set charge_id = v_charge.id where k.tenant_id = p_tenant_id and k.id = p_id;
  end if;
  perform app.refill_packages(p_tenant_id, v_new.patient_id);
  perform app.tell_money(p_tenant_id, v_new.payer_id);
  return (select to_jsonb(l) from public.list_session_packages(p_tenant_id, v_new.patient_id) l where l.id = p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_package"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_session_price (
  p_tenant_id uuid,
  p_id        uuid,
  p_price     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient uuid := app.typed_id(p_price ->> 'patient_id');
  v_therapist uuid := app.typed_id(p_price ->> 'therapist_id');
  v_type uuid := app.typed_id(p_price ->> 'session_type_id');
  v_cents integer := app.typed_number(p_price ->> 'price_cents');
  v_id uuid;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif v_cents is null or v_cents not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_price';
  elsif v_patient is null and v_therapist is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  perform app.require_price_subject(p_tenant_id, v_patient, v_therapist, v_type);
  delete from public.session_prices s
  where s.tenant_id = p_tenant_id and s.id = p_id
    and (s.patient_id, s.therapist_id, s.session_type_id) is distinct from (v_patient, v_therapist, v_type);
  insert into public.session_prices as s (tenant_id, id, patient_id, therapist_id, session_type_id, price_cents)
  values (p_tenant_id, p_id, v_patient, v_therapist, v_type, v_cents)
  on conflict (tenant_id, patient_id, therapist_id, session_type_id) do update set price_cents = excluded.price_cents
  returning s.id into v_id;
  perform app.reprice(p_tenant_id, v_patient, v_therapist, v_type);
  return (select to_jsonb(l) from public.list_session_prices(p_tenant_id) l where l.id = v_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_price"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.sum_session_charges (
  p_tenant_id uuid,
  p_where     jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.money_scope(p_tenant_id);
  v_where jsonb := app.require_charge_filters(p_where);
  v_sums jsonb;
begin
  execute 'select jsonb_build_object(''charges'', count(*), ''amount_cents'', coalesce(sum(c.amount_cents), 0),
    ''paid_cents'', coalesce(sum(c.paid_cents), 0), ''open_cents'', coalesce(sum(c.amount_cents - c.paid_cents), 0),
    ''overdue_cents'', coalesce(sum(c.amount_cents - c.paid_cents) filter (where c.due_on < $4), 0))
    from public.money_charges c where ' || app.charges_condition()
  into v_sums using p_tenant_id, v_where, v_scope, app.clinic_today(p_tenant_id);
  return v_sums;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."sum_session_charges"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.use_credit (
  p_tenant_id  uuid,
  p_payer_id   uuid,
  p_charge_ids uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_used integer;
begin
  perform app.require_money_writer(p_tenant_id);
  perform app.lock_payer(p_tenant_id, p_payer_id);
  if exists (
    select from unnest(p_charge_ids) i where not exists (
      select from public.money_charges c
      where c.tenant_id = p_tenant_id and c.id = i and c.payer_id = p_payer_id and c.reversed_at is null)) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  v_used := app.pay_charges(p_tenant_id, array(
    select m.id from public.money_payments m
    where m.tenant_id = p_tenant_id and m.payer_id = p_payer_id and m.free_cents > 0 order by m.created_at, m.id), p_charge_ids);
  if v_used > 0 then
    perform app.tell_money(p_tenant_id, p_payer_id);
  end if;
  return jsonb_build_object('used_cents', v_used, 'credit_cents', app.credit_of(p_tenant_id, p_payer_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."use_credit"(uuid, uuid, uuid[]) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."absence_policies"
  ADD CONSTRAINT "absence_policies_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."absence_policies"
  ADD CONSTRAINT "absence_policies_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."money_allocations"
  ADD CONSTRAINT "money_allocations_tenant_id_charge_id_fkey" FOREIGN KEY (tenant_id, charge_id) REFERENCES public.money_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "money_charges_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "money_charges_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "money_charges_tenant_id_id_fkey" FOREIGN KEY (tenant_id, id) REFERENCES public.money_entries(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_entries"
  ADD CONSTRAINT "money_entries_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_entries"
  ADD CONSTRAINT "money_entries_tenant_id_reverses_id_fkey" FOREIGN KEY (tenant_id, reverses_id) REFERENCES public.money_entries(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_entries"
  ADD CONSTRAINT "money_entries_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_entries"
  ADD CONSTRAINT "money_entries_kind_fkey" FOREIGN KEY (kind) REFERENCES public.money_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."money_allocations"
  ADD CONSTRAINT "money_allocations_tenant_id_payment_id_fkey" FOREIGN KEY (tenant_id, payment_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_payments"
  ADD CONSTRAINT "money_payments_tenant_id_id_fkey" FOREIGN KEY (tenant_id, id) REFERENCES public.money_entries(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."monthly_fee_months"
  ADD CONSTRAINT "monthly_fee_months_tenant_id_charge_id_fkey" FOREIGN KEY (tenant_id, charge_id) REFERENCES public.money_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."monthly_fee_months"
  ADD CONSTRAINT "monthly_fee_months_tenant_id_fee_id_fkey" FOREIGN KEY (tenant_id, fee_id) REFERENCES public.monthly_fees(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."monthly_fees"
  ADD CONSTRAINT "monthly_fees_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."monthly_fees"
  ADD CONSTRAINT "monthly_fees_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."package_consumptions"
  ADD CONSTRAINT "package_consumptions_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."package_consumptions"
  ADD CONSTRAINT "package_consumptions_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "money_charges_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_entries"
  ADD CONSTRAINT "money_entries_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_payments"
  ADD CONSTRAINT "money_payments_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."payers"
  ADD CONSTRAINT "payers_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."payers"
  ADD CONSTRAINT "payers_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_entries"
  ADD CONSTRAINT "money_entries_method_fkey" FOREIGN KEY (method) REFERENCES public.payment_methods(key) ON DELETE RESTRICT;

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_status_fkey" FOREIGN KEY (status) REFERENCES public.session_statuses(key) ON DELETE RESTRICT;

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_tenant_id_charge_id_fkey" FOREIGN KEY (tenant_id, charge_id) REFERENCES public.money_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_tenant_id_monthly_fee_id_fkey" FOREIGN KEY (tenant_id, monthly_fee_id) REFERENCES public.monthly_fees(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_tenant_id_session_id_patient_id_fkey" FOREIGN KEY (tenant_id, session_id, patient_id)
    REFERENCES public.session_patients(tenant_id, session_id, patient_id) ON DELETE CASCADE;

ALTER TABLE "public"."package_consumptions"
  ADD CONSTRAINT "package_consumptions_tenant_id_package_id_fkey" FOREIGN KEY (tenant_id, package_id) REFERENCES public.session_packages(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_bills"
  ADD CONSTRAINT "session_bills_tenant_id_package_id_fkey" FOREIGN KEY (tenant_id, package_id) REFERENCES public.session_packages(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_packages"
  ADD CONSTRAINT "session_packages_tenant_id_charge_id_fkey" FOREIGN KEY (tenant_id, charge_id) REFERENCES public.money_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_packages"
  ADD CONSTRAINT "session_packages_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_packages"
  ADD CONSTRAINT "session_packages_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_packages"
  ADD CONSTRAINT "session_packages_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_prices"
  ADD CONSTRAINT "session_prices_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_prices"
  ADD CONSTRAINT "session_prices_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_prices"
  ADD CONSTRAINT "session_prices_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX money_allocations_charge ON public.money_allocations USING btree (tenant_id, charge_id);

CREATE INDEX money_allocations_payment ON public.money_allocations USING btree (tenant_id, payment_id);

CREATE INDEX money_charges_due ON public.money_charges USING btree (tenant_id, due_on, id)
  WHERE (reversed_at IS NULL);

CREATE INDEX money_charges_patient ON public.money_charges USING btree (tenant_id, patient_id, due_on, id);

CREATE INDEX money_charges_payer ON public.money_charges USING btree (tenant_id, payer_id, due_on, id);

CREATE INDEX money_charges_sessions ON public.money_charges USING btree (tenant_id, session_id)
  WHERE (session_id IS NOT NULL);

CREATE UNIQUE INDEX money_charges_session ON public.money_charges USING btree (tenant_id, session_id, patient_id)
  WHERE ((reversed_at IS NULL) AND (session_id IS NOT NULL));

CREATE INDEX money_entries_kind ON public.money_entries USING btree (kind);

CREATE INDEX money_entries_method ON public.money_entries USING btree (method)
  WHERE (method IS NOT NULL);

CREATE UNIQUE INDEX money_entries_number ON public.money_entries USING btree (tenant_id, payer_id, number);

CREATE INDEX money_entries_patient ON public.money_entries USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX money_entries_reverses ON public.money_entries USING btree (tenant_id, reverses_id)
  WHERE (reverses_id IS NOT NULL);

CREATE INDEX money_entries_session ON public.money_entries USING btree (tenant_id, session_id)
  WHERE (session_id IS NOT NULL);

CREATE INDEX money_payments_payer ON public.money_payments USING btree (tenant_id, payer_id, created_at);

CREATE INDEX monthly_fee_months_charge ON public.monthly_fee_months USING btree (tenant_id, charge_id)
  WHERE (charge_id IS NOT NULL);

CREATE INDEX monthly_fees_patient ON public.monthly_fees USING btree (tenant_id, patient_id);

CREATE INDEX monthly_fees_type ON public.monthly_fees USING btree (tenant_id, session_type_id)
  WHERE (session_type_id IS NOT NULL);

CREATE INDEX package_consumptions_package ON public.package_consumptions USING btree (tenant_id, package_id);

CREATE INDEX package_consumptions_patient ON public.package_consumptions USING btree (tenant_id, patient_id);

CREATE INDEX package_consumptions_session ON public.package_consumptions USING btree (tenant_id, session_id);

CREATE INDEX payers_patient ON public.payers USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX session_bills_charge ON public.session_bills USING btree (tenant_id, charge_id)
  WHERE (charge_id IS NOT NULL);

CREATE INDEX session_bills_fee ON public.session_bills USING btree (tenant_id, monthly_fee_id)
  WHERE (monthly_fee_id IS NOT NULL);

CREATE INDEX session_bills_package ON public.session_bills USING btree (tenant_id, package_id)
  WHERE (package_id IS NOT NULL);

CREATE INDEX session_bills_patient ON public.session_bills USING btree (tenant_id, patient_id, day);

CREATE INDEX session_bills_status ON public.session_bills USING btree (status);

CREATE INDEX session_packages_charge ON public.session_packages USING btree (tenant_id, charge_id)
  WHERE (charge_id IS NOT NULL);

CREATE INDEX session_packages_patient ON public.session_packages USING btree (tenant_id, patient_id);

CREATE INDEX session_packages_payer ON public.session_packages USING btree (tenant_id, payer_id);

CREATE INDEX session_packages_type ON public.session_packages USING btree (tenant_id, session_type_id)
  WHERE (session_type_id IS NOT NULL);

CREATE INDEX session_prices_therapist ON public.session_prices USING btree (tenant_id, therapist_id)
  WHERE (therapist_id IS NOT NULL);

CREATE INDEX session_prices_type ON public.session_prices USING btree (tenant_id, session_type_id)
  WHERE (session_type_id IS NOT NULL);

CREATE TRIGGER session_events_bill
  AFTER INSERT ON app.session_events
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_session_events__bill();

CREATE TRIGGER absence_policies_touch
  BEFORE UPDATE ON public.absence_policies
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER money_entries_refuse_change
  BEFORE UPDATE ON public.money_entries
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_entries__refuse_change();

CREATE TRIGGER monthly_fees_touch
  BEFORE UPDATE ON public.monthly_fees
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER payers_touch
  BEFORE UPDATE ON public.payers
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_bills_touch
  BEFORE UPDATE ON public.session_bills
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_packages_touch
  BEFORE UPDATE ON public.session_packages
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_prices_touch
  BEFORE UPDATE ON public.session_prices
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_desk" ON "public"."absence_policies"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."money_allocations"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."money_charges"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."money_entries"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."money_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_desk" ON "public"."money_payments"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."monthly_fee_months"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."monthly_fees"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."package_consumptions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."payers"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."payment_methods"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_desk" ON "public"."session_bills"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."session_packages"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."session_prices"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."absence_policies"."makeup_days" IS 'A missed session that was charged may be made up within so many days; null: not at all.';

COMMENT ON COLUMN "public"."absence_policies"."notice_hours" IS 'Who cancels later than this before the session pays late_cancel_percent.';

COMMENT ON COLUMN "public"."absence_policies"."therapist_id" IS 'Null: of the whole clinic, for whom has none of their own.';

COMMENT ON COLUMN "public"."money_charges"."state" IS 'unpaid, partly, paid, reversed: follows from the rest.';

COMMENT ON COLUMN "public"."money_charges"."therapist_id" IS 'Whose session it is: therapists see the own ones, and payouts will count by it. No foreign key, as in care teams.';

COMMENT ON COLUMN "public"."money_entries"."amount_cents" IS 'Above zero the payer owes more, below zero less.';

COMMENT ON COLUMN "public"."money_entries"."id" IS 'Of a payment, refund, reversal or adjustment from a screen: the client''s id, so that a repetition is known.';

COMMENT ON COLUMN "public"."money_entries"."occurred_on" IS 'The day it counts for, in the clinic''s time: when it is due, or when it was paid.';

COMMENT ON COLUMN "public"."money_kinds"."direction" IS '1: the payer owes more, -1: the payer owes less, 0: either.';

COMMENT ON COLUMN "public"."monthly_fees"."day" IS 'When it is due; the last day of a shorter month.';

COMMENT ON COLUMN "public"."monthly_fees"."prorates" IS 'Whether the first and the last month count by their days.';

COMMENT ON COLUMN "public"."monthly_fees"."recess" IS 'Whether days of the clinic''s recess are charged, or taken off.';

COMMENT ON COLUMN "public"."payers"."balance_cents" IS 'What the payer owes; below zero: what the clinic holds for them. The sum of their entries, always.';

COMMENT ON COLUMN "public"."payers"."identity" IS 'patient:<id>, document:<CPF or CNPJ>, phone:<phone>:<name> or person:<patient>:<name>: siblings share the mother who pays.';

COMMENT ON COLUMN "public"."session_bills"."charge_id" IS 'The charge in force, if there is one.';

COMMENT ON COLUMN "public"."session_bills"."session_price_cents" IS 'What the session itself said when it was billed last: a difference is a price that somebody typed.';

COMMENT ON COLUMN "public"."session_bills"."share_percent" IS 'By the absence policy in force when it happened; override_percent comes before it.';

COMMENT ON COLUMN "public"."session_packages"."session_type_id" IS 'Null: any type. therapist_id, null: any therapist.';

COMMENT ON COLUMN "public"."session_packages"."used" IS 'Units that sessions hold: the sum of package_consumptions.';

COMMENT ON FUNCTION "app"."absence_policy_of"(uuid, uuid) IS 'The therapist''s absence policy, or the clinic''s, or what holds where nobody has said anything: who misses a session pays it, who cancels does not.';

COMMENT ON FUNCTION "app"."absence_share"(public.absence_policies, text, boolean) IS 'What share of the price is charged for what became of a session.';

COMMENT ON FUNCTION "app"."allocate"(uuid, uuid, uuid, integer) IS 'What of a payment pays a charge; below zero: no longer. The payer is locked.';

COMMENT ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text) IS 'What a participant of a session owes for it, from how things stand. Called again without a change it changes nothing. p_again: ''plan'', what covers it is looked up anew; ''price'', its price too.';

COMMENT ON FUNCTION "app"."bill_session"(uuid, uuid, text, uuid) IS 'The money of a session follows the session: after every change of it, in its transaction. A unit of a package that comes free goes to the next session.';

COMMENT ON FUNCTION "app"."charge_bill"(public.session_bills, uuid) IS 'Brings the ledger to what a participant''s bill says, by reversal and new charge; what had paid the old one pays the new one. Answers the charge in force.';

COMMENT ON FUNCTION "app"."charge_rows"(uuid, uuid[]) IS 'Charges as screens show them. thread_key: the conversation with who pays.';

COMMENT ON FUNCTION "app"."charges_condition"() IS 'The filters of charges c, as SQL over $1 clinic, $2 filters, $3 whose sessions (null: all), $4 today: the list and its totals agree.';

COMMENT ON FUNCTION "app"."clinic_today"(uuid) IS 'The day that the clinic''s calendar shows.';

COMMENT ON FUNCTION "app"."close_charge"(uuid, uuid, text, uuid) IS 'Takes a charge back by a reversal. What paid it is free again: answers these payments, the oldest first. A charge that was taken back stays so.';

COMMENT ON FUNCTION "app"."cover_bill"(public.session_bills, public.session_bills, boolean) IS 'Decides what covers a participant, and takes or gives back the unit of a package. p_again: the day, the therapist, the type or a plan has changed.';

COMMENT ON FUNCTION "app"."cover_sessions"(uuid, uuid, date) IS 'What covers a patient''s sessions from a day on is looked up anew; what is paid by itself stays so.';

COMMENT ON FUNCTION "app"."credit_of"(uuid, uuid) IS 'What a clinic holds for a payer that pays nothing yet.';

COMMENT ON FUNCTION "app"."give_unit_back"(public.session_bills) IS 'The unit that a session holds goes back to its package.';

COMMENT ON FUNCTION "app"."is_absence"(text) IS 'Whether nobody came: missed, excused or cancelled.';

COMMENT ON FUNCTION "app"."is_consumed"(public.session_bills, uuid) IS 'Whether what became of a session consumes its unit of the package.';

COMMENT ON FUNCTION "app"."is_late_cancel"(public.sessions, public.absence_policies) IS 'Whether cancelling this session now is later than the policy''s notice.';

COMMENT ON FUNCTION "app"."keep_bill"(public.session_bills) IS 'Writes a bill down.';

COMMENT ON FUNCTION "app"."lock_payer"(uuid, uuid) IS 'The payer whose money is about to move: one at a time. Errors: PT404 payer_not_found.';

COMMENT ON FUNCTION "app"."money_faults"() IS 'Caller: app.check_books and tests. {tenant_id, fault money_balance|money_chain|money_charge|money_payment|money_entry|money_package}; no row is the only right answer.';

COMMENT ON FUNCTION "app"."money_scope"(uuid) IS 'Whose sessions'' money the caller sees: null is everybody''s, a therapist sees the own. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "app"."monthly_fee_amount"(public.monthly_fees, date) IS 'What a month of a fee costs: whole, or by the days on which it was in force and the clinic was not in recess; null for a month that it does not touch.';

COMMENT ON FUNCTION "app"."monthly_fee_of"(public.session_bills) IS 'The monthly fee that covers this session, or null.';

COMMENT ON FUNCTION "app"."open_charge"(public.money_charges) IS 'Posts a charge: its entry, and how far it is paid (not at all).';

COMMENT ON FUNCTION "app"."pay_charges"(uuid, uuid[], uuid[]) IS 'Charges are paid from what is free of these payments of their payer, the earliest due first. Answers how much of them. The payer is locked.';

COMMENT ON FUNCTION "app"."payer_of"(uuid, uuid) IS 'Who pays for a patient today: the relation that pays, or the patient. The payer is written down when it is new.';

COMMENT ON FUNCTION "app"."payment_answer"(uuid, uuid) IS 'A payment as receive_payment and its siblings answer it.';

COMMENT ON FUNCTION "app"."post_money"(public.money_entries) IS 'One movement of a payer with its balance: the only writer of the ledger. Errors: none.';

COMMENT ON FUNCTION "app"."post_monthly_fees"(uuid, date, uuid) IS 'Charges a month of every monthly fee, once; p_patient_id: of this patient only. Answers {month, posted, amount_cents} of what was charged now.';

COMMENT ON FUNCTION "app"."post_payment"(public.money_entries) IS 'What comes in for a payer, free until it is allocated. A payment provider''s webhook will call it as receive_payment does.';

COMMENT ON FUNCTION "app"."refill_packages"(uuid, uuid) IS 'Free units of a patient''s packages go to booked sessions that nothing covers yet.';

COMMENT ON FUNCTION "app"."release_allocations"(uuid, uuid, uuid, integer) IS 'A charge, or a payment, is no longer allocated, or for p_at_most less. Answers the payments that were, the oldest first.';

COMMENT ON FUNCTION "app"."reprice"(uuid, uuid, uuid, uuid) IS 'A price has changed: sessions from today on that nobody has paid take it, unless somebody typed another into the session.';

COMMENT ON FUNCTION "app"."require_amount"(integer, integer) IS 'An amount in cents, up to a million. Errors: PT400 invalid_amount.';

COMMENT ON FUNCTION "app"."require_charge_filters"(jsonb) IS '{state all|open|overdue|paid, from, to, therapist_id, patient_id, payer_id}. Errors: PT400 invalid_filter, PT400 invalid_date.';

COMMENT ON FUNCTION "app"."require_money_day"(uuid, date) IS 'The day on which money moved: today, unless it is said. Errors: PT400 invalid_date.';

COMMENT ON FUNCTION "app"."require_money_reader"(uuid) IS 'The caller''s role, if it sees the money of the whole clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_money_writer"(uuid) IS 'The caller''s role, if it moves money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_payment_method"(text) IS 'A way of paying. Errors: PT400 invalid_method.';

COMMENT ON FUNCTION "app"."require_price_subject"(uuid, uuid, uuid, uuid) IS 'Whom a price, a package or a fee is about; null is anybody. Errors: PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON FUNCTION "app"."require_reason"(text, integer) IS 'Why somebody does it, on one line. Errors: PT400 money_reason_required.';

COMMENT ON FUNCTION "app"."reverse_payment"(public.money_entries, uuid, text) IS 'A payment that never was, or came back: what it paid is open again. Errors: PT409 not_reversible.';

COMMENT ON FUNCTION "app"."session_price"(uuid, uuid, uuid, uuid) IS 'What a session costs this patient and where that is said: patient (the social fee), therapist, type, none.';

COMMENT ON FUNCTION "app"."take_unit"(public.session_bills) IS 'A unit for this session of the package that expires first; null where no package has one.';

COMMENT ON FUNCTION "app"."tell_money"(uuid, uuid) IS 'Tells open screens whose money moved, and no more: not everybody in a clinic sees amounts.';

COMMENT ON FUNCTION "app"."tg_money_entries__refuse_change"() IS 'The ledger is added to, never rewritten.';

COMMENT ON FUNCTION "app"."tg_session_events__bill"() IS 'Whatever happens to a session reaches its money. Definer: whoever changes sessions has no rights on the ledger.';

COMMENT ON FUNCTION "app"."thread_of_payer"(public.payers) IS 'The conversation with who pays that was used last, or null.';

COMMENT ON FUNCTION "app"."typed_package"(uuid, uuid, public.session_packages, jsonb) IS 'What a form says of a package; of one that is sold, only until when it lasts and what consumes a unit can change. Errors: PT400 invalid_package, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON FUNCTION "public"."add_adjustment"(uuid, uuid, uuid, integer, text, date) IS 'Caller: owner, admin and operator. By hand: above zero the patient''s payer owes more (something beside sessions, an old debt), below zero less (a discount, kept as credit until it is used). p_id comes from the client, and a repetition answers what is there. Answers the entry. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_amount, PT400 money_reason_required, PT400 invalid_date, PT404 patient_not_found, PT409 entry_id_in_use.';

COMMENT ON FUNCTION "public"."delete_absence_policy"(uuid, uuid) IS 'Caller: owner, admin and operator. A therapist''s policy goes, and the clinic''s holds. One that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."delete_session_price"(uuid, uuid) IS 'Caller: owner, admin and operator. The next rule counts, for sessions from today on that nobody has paid. One that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."end_session_package"(uuid, uuid, text) IS 'Caller: owner, admin and operator. A package ends before its time: sessions to come are charged by themselves, the package for what it was used; what was paid beyond that is the payer''s credit. One that has ended stays so. Answers the row of list_session_packages. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 money_reason_required, PT404 session_package_not_found.';

COMMENT ON FUNCTION "public"."get_patient_money"(uuid, uuid) IS 'Caller: members; a therapist sees the own sessions, and no payers. {open_cents until today, overdue_cents, later_cents, later_charges, payers: [{id, name, is_patient, balance_cents, credit_cents, thread_key}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."get_session_money"(uuid, uuid) IS 'Caller: members; a therapist within the own agenda. {session_id, patients: [{patient_id, name, status, price_cents, price_source, plan, share_percent, is_late, override, package, monthly_fee_id, charge}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_not_found.';

COMMENT ON FUNCTION "public"."list_absence_policies"(uuid) IS 'Caller: members. The clinic''s absence policy first (id null: what holds until somebody says otherwise), then those of therapists. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_monthly_fees"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. A patient''s monthly fees with the months that are charged, the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) IS 'Caller: members; a therapist sees the own sessions. Who owes for days that have passed, the longest first. p_after {oldest_due_on, payer_id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_payer_statement"(uuid, uuid, date, jsonb, integer) IS 'Caller: owner, admin, supervisor and operator. What a payer owed and paid until a day (today), the newest first, with the balance after each line by day: what is charged for later sessions is not in it. p_after {day, number} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_session_charges"(uuid, jsonb, text, jsonb, integer) IS 'Caller: members; a therapist sees the own sessions. What is charged and not taken back. p_where {state all|open|overdue|paid, from, to, therapist_id, patient_id, payer_id}; by due date, or the newest first; p_after {due_on, id} of the last row. thread_key: the conversation with who pays. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_session_packages"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. A patient''s packages, the ones in force first; remaining units. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_session_prices"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. Prices that differ from the types'': of therapists, then of patients; or those of one patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."override_session_charge"(uuid, uuid, uuid, integer, text) IS 'Caller: owner, admin and operator. Charges another share than the policy says, with a reason; null goes back to the policy. Answers get_session_money. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_amount, PT400 money_reason_required, PT404 session_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."post_monthly_fees"(uuid, date) IS 'Caller: owner, admin and operator. Charges a month of every monthly fee (this one, unless it is said); what is charged already stays. Answers {month, posted, amount_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."preview_absence"(uuid, uuid, uuid, text) IS 'Caller: members; a therapist within the own agenda. What a status would be charged by the absence policy, before anybody gives it: {status, plan, price_cents, share_percent, amount_cents, is_late, notice_hours, consumes_unit, makeup_until, paid_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_status, PT404 session_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."receive_payment"(uuid, uuid, uuid, uuid[], integer, text, date, text) IS 'Caller: owner, admin and operator. A payer pays these charges, the earliest due first, in whole or in part; without charges it is kept for them. p_id comes from the client, and a repetition answers what is there. Answers {id, payer_id, amount_cents, free_cents, refunded_cents, method, received_on, balance_cents, charges: [{id, cents, state}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_amount, PT400 invalid_method, PT400 invalid_date, PT404 payer_not_found, PT404 session_charge_not_found, PT409 entry_id_in_use, PT409 already_paid, PT409 more_than_open.';

COMMENT ON FUNCTION "public"."refund_payment"(uuid, uuid, uuid, integer, text, text, date) IS 'Caller: owner, admin and operator. Money goes back to a payer, in whole or in part: what it paid is open again, the last first. p_id comes from the client, and a repetition answers what is there. Answers the payment as receive_payment does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_amount, PT400 invalid_method, PT400 money_reason_required, PT400 invalid_date, PT404 money_entry_not_found, PT409 entry_id_in_use, PT409 more_than_paid.';

COMMENT ON FUNCTION "public"."reverse_entry"(uuid, uuid, uuid, text) IS 'Caller: owner, admin and operator. Takes back a charge, a payment or an adjustment by a reversal with a reason; what a charge was paid with is free again, what a payment paid is open again. A package is ended instead, a refund stays. p_id comes from the client, and a repetition answers what is there. Answers {id, reverses_id, amount_cents, balance_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 money_reason_required, PT404 money_entry_not_found, PT409 entry_reversed, PT409 not_reversible, PT409 entry_id_in_use.';

COMMENT ON FUNCTION "public"."save_absence_policy"(uuid, jsonb) IS 'Caller: owner, admin and operator. p_policy {therapist_id (null: the clinic), notice_hours 0-720, missed_percent, late_cancel_percent, excused_percent, makeup_days 1-365 or null}; keys that are not there stay. What has happened keeps its share. Answers the row of list_absence_policies. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_policy, PT404 therapist_not_found.';

COMMENT ON FUNCTION "public"."save_monthly_fee"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. p_fee {patient_id, therapist_id, session_type_id, day 1-31, amount_cents, starts_on, ends_on, prorates, recess charged|prorated, note}; keys that are not there stay, patient and beginning always. Its sessions are not charged one by one; this month is charged at once, what is charged already stays. Answers the row of list_monthly_fees. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_monthly_fee, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON FUNCTION "public"."save_session_package"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. Sells a package: p_package {patient_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, missed_consumes, late_cancel_consumes, excused_consumes, note}. Its price is charged once; sessions that are booked and not paid take its units, the earliest first. Saved again, only its end, what consumes a unit and the note change. Answers the row of list_session_packages. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_package, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON FUNCTION "public"."save_session_price"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. p_price {patient_id, therapist_id, session_type_id, price_cents}: of a patient (social fee) or a therapist, for one type or all. What is said twice is said anew. Sessions from today on that nobody has paid take it. Answers the row of list_session_prices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_price, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON FUNCTION "public"."sum_session_charges"(uuid, jsonb) IS 'Caller: members; a therapist sees the own sessions. {charges, amount_cents, paid_cents, open_cents, overdue_cents} under the filters of list_session_charges. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."use_credit"(uuid, uuid, uuid[]) IS 'Caller: owner, admin and operator. Charges of a payer are paid from what the clinic holds for them, the earliest due first. Answers {used_cents, credit_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found, PT404 session_charge_not_found.';

COMMENT ON TABLE "public"."absence_policies" IS 'Share that is charged by what happened; a session keeps the share that was in force when it happened.';

COMMENT ON TABLE "public"."money_allocations" IS 'What of a payment pays a charge: paid_cents of the charge and allocated_cents of the payment are its sums. Payouts and receipts count by it.';

COMMENT ON TABLE "public"."money_charges" IS 'What is charged: of a session and patient, a package, a month or by hand; paid is what the allocations say.';

COMMENT ON TABLE "public"."money_entries" IS 'What payers owe and have paid, in the order of number for each payer: balance_after_cents is the one before plus amount_cents. A mistake is taken back by another row.';

COMMENT ON TABLE "public"."money_kinds" IS 'charge, payment, reversal, refund, adjustment.';

COMMENT ON TABLE "public"."money_payments" IS 'Payments, and adjustments in the payer''s favour: how much of each pays charges, went back, or is free.';

COMMENT ON TABLE "public"."monthly_fee_months" IS 'Which months of a monthly fee are charged; charge_id is null where nothing was left to charge.';

COMMENT ON TABLE "public"."monthly_fees" IS 'An amount a month, however many sessions it has: a month of five weeks costs the same. Its sessions are not charged one by one.';

COMMENT ON TABLE "public"."package_consumptions" IS '1: a session took a unit, -1: it gave it back. used of the package is the sum.';

COMMENT ON TABLE "public"."payers" IS 'Who pays a clinic, and what they owe. Locked by whoever posts an entry: the order of one payer''s money is the order of this lock.';

COMMENT ON TABLE "public"."payment_methods" IS 'How a patient pays, in the order in which it is offered; its words are texts of the screen.';

COMMENT ON TABLE "public"."session_bills" IS 'Of each participant: the price and where it comes from, what covers it, the share that is charged, and the charge in force.';

COMMENT ON TABLE "public"."session_packages" IS 'Sessions that are paid together. A session takes its unit with the booking and gives it back when it is cancelled in time.';

COMMENT ON TABLE "public"."session_prices" IS 'A patient''s price comes before a therapist''s, and that before the type''s own; of two of one rank the one that says more.';

REVOKE ALL ON FUNCTION "app"."absence_policy_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."absence_policy_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."absence_policy_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."absence_share"(public.absence_policies, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."absence_share"(public.absence_policies, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."absence_share"(public.absence_policies, text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."allocate"(uuid, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."allocate"(uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."allocate"(uuid, uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."bill_participant"(public.sessions, uuid, text, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."bill_session"(uuid, uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."bill_session"(uuid, uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."bill_session"(uuid, uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."charge_bill"(public.session_bills, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."charge_bill"(public.session_bills, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."charge_bill"(public.session_bills, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."charge_rows"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."charge_rows"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."charge_rows"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."charges_condition"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."charges_condition"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."charges_condition"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."clinic_today"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."clinic_today"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."clinic_today"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."close_charge"(uuid, uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_charge"(uuid, uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_charge"(uuid, uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."cover_bill"(public.session_bills, public.session_bills, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."cover_bill"(public.session_bills, public.session_bills, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."cover_bill"(public.session_bills, public.session_bills, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."cover_sessions"(uuid, uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."cover_sessions"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."cover_sessions"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."credit_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."credit_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."credit_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_unit_back"(public.session_bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_unit_back"(public.session_bills) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_unit_back"(public.session_bills) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_absence"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_absence"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_absence"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_consumed"(public.session_bills, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_consumed"(public.session_bills, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_consumed"(public.session_bills, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_late_cancel"(public.sessions, public.absence_policies) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_late_cancel"(public.sessions, public.absence_policies) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_late_cancel"(public.sessions, public.absence_policies) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_bill"(public.session_bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_bill"(public.session_bills) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_bill"(public.session_bills) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_payer"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_payer"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_payer"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."money_faults"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."money_faults"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."money_faults"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."money_scope"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."money_scope"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."money_scope"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."monthly_fee_amount"(public.monthly_fees, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."monthly_fee_amount"(public.monthly_fees, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."monthly_fee_amount"(public.monthly_fees, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."monthly_fee_of"(public.session_bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."monthly_fee_of"(public.session_bills) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."monthly_fee_of"(public.session_bills) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_charge"(public.money_charges) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_charge"(public.money_charges) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_charge"(public.money_charges) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pay_charges"(uuid, uuid[], uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pay_charges"(uuid, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pay_charges"(uuid, uuid[], uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payer_of"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payer_of"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payer_of"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payment_answer"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payment_answer"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payment_answer"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."post_money"(public.money_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_money"(public.money_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_money"(public.money_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."post_monthly_fees"(uuid, date, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_monthly_fees"(uuid, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_monthly_fees"(uuid, date, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."post_payment"(public.money_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_payment"(public.money_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_payment"(public.money_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refill_packages"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refill_packages"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refill_packages"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."release_allocations"(uuid, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."release_allocations"(uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_allocations"(uuid, uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reprice"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reprice"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reprice"(uuid, uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_amount"(integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_amount"(integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_amount"(integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_charge_filters"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_charge_filters"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_charge_filters"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_money_day"(uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_money_day"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_money_day"(uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_money_reader"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_money_reader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_money_reader"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_money_writer"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_money_writer"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_money_writer"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_payment_method"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_payment_method"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_payment_method"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_price_subject"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_price_subject"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_price_subject"(uuid, uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_reason"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_reason"(text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_reason"(text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reverse_payment"(public.money_entries, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reverse_payment"(public.money_entries, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reverse_payment"(public.money_entries, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_price"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."session_price"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_price"(uuid, uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_unit"(public.session_bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_unit"(public.session_bills) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_unit"(public.session_bills) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_money"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_money"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_money"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_entries__refuse_change"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_entries__refuse_change"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_entries__refuse_change"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_events__bill"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_events__bill"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_events__bill"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."thread_of_payer"(public.payers) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."thread_of_payer"(public.payers) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."thread_of_payer"(public.payers) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_package"(uuid, uuid, public.session_packages, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_package"(uuid, uuid, public.session_packages, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_package"(uuid, uuid, public.session_packages, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_adjustment"(uuid, uuid, uuid, integer, text, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."add_adjustment"(uuid, uuid, uuid, integer, text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_adjustment"(uuid, uuid, uuid, integer, text, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_absence_policy"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_absence_policy"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_absence_policy"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_session_price"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_session_price"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_session_price"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_session_package"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."end_session_package"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_session_package"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_patient_money"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_patient_money"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_patient_money"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_money"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_money"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_money"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_absence_policies"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_absence_policies"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_absence_policies"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_monthly_fees"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_monthly_fees"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_monthly_fees"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_overdue"(uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payer_statement"(uuid, uuid, date, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_payer_statement"(uuid, uuid, date, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payer_statement"(uuid, uuid, date, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_charges"(uuid, jsonb, text, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_charges"(uuid, jsonb, text, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_charges"(uuid, jsonb, text, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_packages"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_packages"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_packages"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_prices"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_prices"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_prices"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."override_session_charge"(uuid, uuid, uuid, integer, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."override_session_charge"(uuid, uuid, uuid, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."override_session_charge"(uuid, uuid, uuid, integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."post_monthly_fees"(uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."post_monthly_fees"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."post_monthly_fees"(uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_absence"(uuid, uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_absence"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_absence"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."receive_payment"(uuid, uuid, uuid, uuid[], integer, text, date, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."receive_payment"(uuid, uuid, uuid, uuid[], integer, text, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."receive_payment"(uuid, uuid, uuid, uuid[], integer, text, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."refund_payment"(uuid, uuid, uuid, integer, text, text, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."refund_payment"(uuid, uuid, uuid, integer, text, text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."refund_payment"(uuid, uuid, uuid, integer, text, text, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."reverse_entry"(uuid, uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."reverse_entry"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."reverse_entry"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_absence_policy"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_absence_policy"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_absence_policy"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_monthly_fee"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_monthly_fee"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_monthly_fee"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_package"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_package"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_package"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_price"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_price"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_price"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."sum_session_charges"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."sum_session_charges"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."sum_session_charges"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."use_credit"(uuid, uuid, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."use_credit"(uuid, uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."use_credit"(uuid, uuid, uuid[]) TO "postgres";

REVOKE ALL ON TABLE "public"."absence_policies" FROM "authenticated";

GRANT SELECT ON TABLE "public"."absence_policies" TO "authenticated";

REVOKE ALL ON TABLE "public"."absence_policies" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."absence_policies" TO "service_role";

REVOKE ALL ON TABLE "public"."money_allocations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_allocations" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_allocations" FROM "service_role";

GRANT SELECT ON TABLE "public"."money_allocations" TO "service_role";

REVOKE ALL ON TABLE "public"."money_charges" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_charges" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_charges" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."money_charges" TO "service_role";

REVOKE ALL ON TABLE "public"."money_entries" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_entries" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_entries" FROM "service_role";

GRANT SELECT ON TABLE "public"."money_entries" TO "service_role";

REVOKE ALL ON TABLE "public"."money_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."money_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."money_payments" FROM "authenticated";

GRANT SELECT ON TABLE "public"."money_payments" TO "authenticated";

REVOKE ALL ON TABLE "public"."money_payments" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."money_payments" TO "service_role";

REVOKE ALL ON TABLE "public"."monthly_fee_months" FROM "authenticated";

GRANT SELECT ON TABLE "public"."monthly_fee_months" TO "authenticated";

REVOKE ALL ON TABLE "public"."monthly_fee_months" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."monthly_fee_months" TO "service_role";

REVOKE ALL ON TABLE "public"."monthly_fees" FROM "authenticated";

GRANT SELECT ON TABLE "public"."monthly_fees" TO "authenticated";

REVOKE ALL ON TABLE "public"."monthly_fees" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."monthly_fees" TO "service_role";

REVOKE ALL ON TABLE "public"."package_consumptions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."package_consumptions" TO "authenticated";

REVOKE ALL ON TABLE "public"."package_consumptions" FROM "service_role";

GRANT SELECT ON TABLE "public"."package_consumptions" TO "service_role";

REVOKE ALL ON TABLE "public"."payers" FROM "authenticated";

GRANT SELECT ON TABLE "public"."payers" TO "authenticated";

REVOKE ALL ON TABLE "public"."payers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."payers" TO "service_role";

REVOKE ALL ON TABLE "public"."payment_methods" FROM "authenticated";

GRANT SELECT ON TABLE "public"."payment_methods" TO "authenticated";

REVOKE ALL ON TABLE "public"."payment_methods" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."payment_methods" TO "service_role";

REVOKE ALL ON TABLE "public"."session_bills" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_bills" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_bills" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_bills" TO "service_role";

REVOKE ALL ON TABLE "public"."session_packages" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_packages" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_packages" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_packages" TO "service_role";

REVOKE ALL ON TABLE "public"."session_prices" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_prices" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_prices" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_prices" TO "service_role";

insert into public.money_kinds (key, position, direction) values
  ('charge', 1, 1), ('payment', 2, -1), ('reversal', 3, 0), ('refund', 4, 1), ('adjustment', 5, 0)
on conflict (key) do update set position = excluded.position, direction = excluded.direction;

insert into public.payment_methods (key, position) values
  ('pix', 1), ('cash', 2), ('card', 3), ('transfer', 4), ('other', 5)
on conflict (key) do update set position = excluded.position;
