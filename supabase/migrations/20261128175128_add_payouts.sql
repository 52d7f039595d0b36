-- add payouts: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE SEQUENCE "app"."payout_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "public"."payout_entries" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "number"       bigint                   NOT NULL DEFAULT nextval('app.payout_numbers'::regclass),
  "therapist_id" uuid                     NOT NULL,
  "month"        date                     NOT NULL,
  "kind"         text                     NOT NULL,
  "amount_cents" integer                  NOT NULL,
  "counts_on"    date                     NOT NULL,
  "charge_id"    uuid,
  "payment_id"   uuid,
  "paid_cents"   integer                  NOT NULL DEFAULT 0,
  "rule_id"      uuid,
  "percent"      numeric(5,2),
  "fixed_cents"  integer,
  "units"        smallint,
  "note"         text,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "payout_adjustment_has_a_reason" CHECK (((kind <> 'adjustment'::text) OR ((char_length(note) >= 1) AND (char_length(note) <= 200)))),
  CONSTRAINT "payout_entries_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "payout_is_never_early" CHECK ((month >= date_trunc('month'::text, (counts_on)::timestamp with time zone))),
  CONSTRAINT "payout_kind_is_known" CHECK ((kind = ANY (ARRAY['paid'::text, 'returned'::text, 'corrected'::text, 'adjustment'::text]))),
  CONSTRAINT "payout_month_is_its_first_day" CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  CONSTRAINT "payout_moves_something" CHECK ((amount_cents <> 0)),
  CONSTRAINT "payout_names_its_source" CHECK ((((kind = 'adjustment'::text) = (charge_id IS NULL)) AND ((charge_id IS NULL) = (payment_id IS NULL))))
);

ALTER TABLE "public"."payout_entries"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."payout_entries" FROM "anon";

CREATE TABLE "public"."payout_rules" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "number"          bigint                   NOT NULL DEFAULT nextval('app.payout_numbers'::regclass),
  "therapist_id"    uuid,
  "session_type_id" uuid,
  "payer_id"        uuid,
  "percent"         numeric(5,2),
  "fixed_cents"     integer,
  "valid_from"      date                     NOT NULL,
  "created_by"      uuid,
  "created_at"      timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "replaced_by"     uuid,
  "replaced_at"     timestamp with time zone,
  CONSTRAINT "fixed_is_an_amount" CHECK (((fixed_cents >= 0) AND (fixed_cents <= 100000000))),
  CONSTRAINT "payout_rules_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "percent_is_a_share" CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric))),
  CONSTRAINT "percent_or_fixed" CHECK (((percent IS NULL) OR (fixed_cents IS NULL)))
);

ALTER TABLE "public"."payout_rules"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."payout_rules" FROM "anon";

CREATE TABLE "public"."payout_statement_events" (
  "tenant_id"    uuid                     NOT NULL,
  "number"       bigint                   NOT NULL DEFAULT nextval('app.payout_numbers'::regclass),
  "therapist_id" uuid                     NOT NULL,
  "month"        date                     NOT NULL,
  "kind"         text                     NOT NULL,
  "total_cents"  bigint                   NOT NULL,
  "reason"       text,
  "paid_on"      date,
  "method"       text,
  "actor_id"     uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "payout_statement_events_pkey" PRIMARY KEY (tenant_id, number),
  CONSTRAINT "reopening_has_a_reason" CHECK (((kind <> 'reopened'::text) OR ((char_length(reason) >= 1) AND (char_length(reason) <= 200)))),
  CONSTRAINT "statement_event_is_known" CHECK ((kind = ANY (ARRAY['closed'::text, 'reopened'::text, 'paid'::text, 'payment_undone'::text])))
);

ALTER TABLE "public"."payout_statement_events"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."payout_statement_events" FROM "anon";

CREATE TABLE "public"."payout_statements" (
  "tenant_id"    uuid                     NOT NULL,
  "therapist_id" uuid                     NOT NULL,
  "month"        date                     NOT NULL,
  "status"       text                     NOT NULL DEFAULT 'open'::text,
  "total_cents"  bigint,
  "snapshot"     jsonb,
  "closed_by"    uuid,
  "closed_at"    timestamp with time zone,
  "paid_on"      date,
  "method"       text,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "closed_statement_is_whole"
    CHECK ((((status = 'open'::text) = (snapshot IS NULL)) AND ((status = 'open'::text) = (total_cents IS NULL)) AND ((status = 'open'::text) = (closed_at IS NULL)))),
  CONSTRAINT "paid_statement_is_whole" CHECK ((((status = 'paid'::text) = (paid_on IS NOT NULL)) AND ((paid_on IS NULL) = (method IS NULL)))),
  CONSTRAINT "payout_statements_pkey" PRIMARY KEY (tenant_id, therapist_id, month),
  CONSTRAINT "statement_month_is_its_first_day" CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  CONSTRAINT "statement_status_is_known" CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text, 'paid'::text])))
);

ALTER TABLE "public"."payout_statements"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."payout_statements" FROM "anon";

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
  where c.tenant_id = p_bill.tenant_id and c.id = p_bill.charge_id and c.reversed_at is null for no key update;
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

CREATE OR REPLACE FUNCTION app.charges_of_rule (
  p_rule public.payout_rules
)
  RETURNS uuid[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array(
    select c.id from public.money_charges c
    where c.tenant_id = (p_rule).tenant_id and c.paid_cents > 0 and c.due_on >= (p_rule).valid_from and c.therapist_id is not null
      and ((p_rule).therapist_id is null or c.therapist_id = (p_rule).therapist_id)
      and ((p_rule).payer_id is null or c.payer_id = (p_rule).payer_id));
$function$;

CREATE OR REPLACE FUNCTION app.check_books()
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_faults jsonb;
begin
  insert into app.book_checks (faults)
  select coalesce(jsonb_agg(to_jsonb(f) order by f.tenant_id, f.addon_type nulls first, f.fault), '[]')
  from (
    select c.tenant_id, null as addon_type, c.fault from app.credit_faults() c
    union
    select a.tenant_id, a.addon_type, a.fault from app.addon_faults() a
    union
    select m.tenant_id, null, m.fault from app.money_faults() m
    union
    select p.tenant_id, null, p.fault from app.payout_faults() p
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
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
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.reversed_at is null for no key update;
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

CREATE OR REPLACE FUNCTION app.expected_payouts (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS TABLE (
    charge_id      uuid,
    therapist_id   uuid,
    due_on         date,
    open_cents     integer,
    expected_cents integer,
    percent        numeric,
    fixed_cents    integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_ids uuid[] := array(
    select c.id from public.money_charges c
    where c.tenant_id = p_tenant_id and c.reversed_at is null and c.due_on >= p_month and c.due_on < p_month + interval '1 month'
      and c.paid_cents < c.amount_cents and c.therapist_id is not null and (p_therapist_id is null or c.therapist_id = p_therapist_id));
begin
  return query
    select t.charge_id, t.therapist_id, t.due_on, c.amount_cents - c.paid_cents,
      app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, t.base_cents)
        - app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, t.base_cents - (c.amount_cents - c.paid_cents)),
      t.percent, t.fixed_cents
    from app.payout_terms(p_tenant_id, v_ids) t
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = t.charge_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_payouts (
  p_tenant_id uuid,
  p_alone     boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_alone then
    perform pg_advisory_xact_lock(hashtextextended('payouts:' || p_tenant_id, 0));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended('payouts:' || p_tenant_id, 0));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_payout (
  p_statement   public.payout_statements,
  p_kind        text,
  p_total_cents bigint,
  p_reason      text                     DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.payout_statement_events (tenant_id, therapist_id, month, kind, total_cents, reason, paid_on, method, actor_id)
  values (p_statement.tenant_id, p_statement.therapist_id, p_statement.month, p_kind, p_total_cents, p_reason,
    case when p_kind in ('paid', 'payment_undone') then p_statement.paid_on end,
    case when p_kind in ('paid', 'payment_undone') then p_statement.method end, auth.uid());
  perform app.tell_payout(p_statement.tenant_id, p_statement.therapist_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.payout_answer (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(l) || jsonb_build_object(
    'clinic_name', (select n.name from public.tenants n where n.id = p_tenant_id),
    'closed_by_name', (
      select f.full_name from public.payout_statements s join public.profiles f on f.id = s.closed_by
      where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = p_month),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'kind', v.kind, 'total_cents', v.total_cents, 'reason', v.reason, 'paid_on', v.paid_on, 'method', v.method, 'by_name', f.full_name,
        'at', v.created_at) order by v.number desc)
      from public.payout_statement_events v left join public.profiles f on f.id = v.actor_id
      where v.tenant_id = p_tenant_id and v.therapist_id = p_therapist_id and v.month = p_month), '[]'))
  from public.list_payouts(p_tenant_id, p_month, p_therapist_id) l;
$function$;

CREATE OR REPLACE FUNCTION app.payout_differences (
  p_tenant_id  uuid,
  p_charge_ids uuid[],
  p_rule       public.payout_rules DEFAULT NULL::public.payout_rules
)
  RETURNS TABLE (
    therapist_id uuid,
    charge_id    uuid,
    payment_id   uuid,
    counts_on    date,
    amount_cents integer,
    paid_cents   integer,
    rule_id      uuid,
    percent      numeric,
    fixed_cents  integer,
    units        integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
begin
  return query
    select coalesce(t.therapist_id, q.therapist_id), coalesce(t.charge_id, q.charge_id), coalesce(t.payment_id, q.payment_id),
      coalesce(t.counts_on, q.counts_on), coalesce(t.amount_cents, 0) - coalesce(q.amount, 0)::int,
      coalesce(t.paid_cents, 0) - coalesce(q.paid, 0)::int, t.rule_id, t.percent, t.fixed_cents, coalesce(t.units, q.units)
    from app.payout_targets(p_tenant_id, p_charge_ids, p_rule) t
    full join (
      select e.therapist_id, e.charge_id, e.payment_id, min(e.counts_on) as counts_on, sum(e.amount_cents) as amount, sum(e.paid_cents) as paid,
        min(e.units)::int as units
      from public.payout_entries e
      where e.tenant_id = p_tenant_id and e.charge_id = any (p_charge_ids)
      group by e.therapist_id, e.charge_id, e.payment_id
    ) q on q.charge_id = t.charge_id and q.payment_id = t.payment_id and q.therapist_id = t.therapist_id
    where coalesce(t.amount_cents, 0) <> coalesce(q.amount, 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.payout_faults()
  RETURNS TABLE (
    tenant_id uuid,
    fault     text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
begin
  return query
    -- what is posted is what all payments and rules give when they are counted anew
    select n.tenant_id, 'payout_entries'
    from (
      select r.tenant_id from public.payout_rules r union select e.tenant_id from public.payout_entries e
    ) n
    where exists (
      select from app.payout_differences(n.tenant_id, array(
        select c.id from public.money_charges c where c.tenant_id = n.tenant_id and c.paid_cents > 0
        union
        select e.charge_id from public.payout_entries e where e.tenant_id = n.tenant_id and e.charge_id is not null)))
    union
    select e.tenant_id, 'payout_exceeds'
    from public.payout_entries e
    where e.charge_id is not null
    group by e.tenant_id, e.charge_id, e.payment_id
    having sum(e.amount_cents) < 0 or sum(e.amount_cents) > coalesce((
      select sum(a.amount_cents) from public.money_allocations a
      where a.tenant_id = e.tenant_id and a.charge_id = e.charge_id and a.payment_id = e.payment_id), 0)
    union
    select s.tenant_id, 'payout_statement'
    from public.payout_statements s
    where s.status <> 'open' and s.total_cents <> (
      select coalesce(sum(e.amount_cents), 0) from public.payout_entries e
      where e.tenant_id = s.tenant_id and e.therapist_id = s.therapist_id and e.month = s.month);
end;
$function$;

CREATE OR REPLACE FUNCTION app.payout_lines (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS TABLE (
    id           uuid,
    number       bigint,
    kind         text,
    counts_on    date,
    amount_cents integer,
    paid_cents   integer,
    percent      numeric,
    fixed_cents  integer,
    units        integer,
    is_late      boolean,
    charge_id    uuid,
    payment_id   uuid,
    origin       text,
    charge_cents integer,
    due_on       date,
    session_id   uuid,
    starts_local text,
    type_name    text,
    patient_id   uuid,
    patient_name text,
    payer_name   text,
    method       text,
    note         text,
    by_name      text,
    created_at   timestamp with time zone
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select e.id, e.number, e.kind, e.counts_on, e.amount_cents, e.paid_cents, e.percent, e.fixed_cents, e.units::int,
    e.month > date_trunc('month', e.counts_on), e.charge_id, e.payment_id, c.origin, c.amount_cents, c.due_on, c.session_id,
    app.local_text(s.starts_at, z.zone), t.name, c.patient_id, p.name, coalesce(q.name, y.full_name), m.method, e.note,
    case when e.kind = 'adjustment' then f.full_name end, e.created_at
  from (select app.clinic_zone(p_tenant_id) as zone) z
  join public.payout_entries e on e.tenant_id = p_tenant_id and e.therapist_id = p_therapist_id and e.month = p_month
  left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = e.charge_id
  left join public.money_entries m on m.tenant_id = p_tenant_id and m.id = e.payment_id
  left join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
  left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
  left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  left join public.profiles f on f.id = e.created_by
  order by e.number;
$function$;

CREATE OR REPLACE FUNCTION app.payout_month (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_day          date
)
  RETURNS date
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select min(m.month) from (
    select date_trunc('month', p_day)::date as month
    union
    select (s.month + interval '1 month')::date from public.payout_statements s
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.status <> 'open' and s.month >= date_trunc('month', p_day)
  ) m
  where not exists (
    select from public.payout_statements s
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = m.month and s.status <> 'open');
$function$;

CREATE OR REPLACE FUNCTION app.payout_scope (
  p_tenant_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if app.require_member(p_tenant_id) in ('owner', 'admin') then
    return null;
  elsif not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = auth.uid()) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return auth.uid();
end;
$function$;

CREATE OR REPLACE FUNCTION app.payout_share (
  p_percent     numeric,
  p_fixed_cents integer,
  p_units       integer,
  p_base_cents  integer,
  p_paid_cents  bigint
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case
    when p_percent is not null then round(p_percent * p_paid_cents / 100)
    when p_fixed_cents is not null and p_base_cents > 0 then
      round(least(p_fixed_cents::bigint * p_units, p_base_cents)::numeric * p_paid_cents / p_base_cents)
    else 0 end::integer;
$function$;

CREATE OR REPLACE FUNCTION app.payout_targets (
  p_tenant_id  uuid,
  p_charge_ids uuid[],
  p_rule       public.payout_rules DEFAULT NULL::public.payout_rules
)
  RETURNS TABLE (
    charge_id    uuid,
    payment_id   uuid,
    therapist_id uuid,
    counts_on    date,
    paid_cents   integer,
    amount_cents integer,
    rule_id      uuid,
    percent      numeric,
    fixed_cents  integer,
    units        integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
begin
  return query
    select t.charge_id, p.payment_id, t.therapist_id, p.day, p.cents,
      app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, p.upto)
        - app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, p.upto - p.cents),
      t.rule_id, t.percent, t.fixed_cents, t.units
    from (
      select a.charge_id, a.payment_id, min(e.occurred_on) as day, sum(a.amount_cents)::int as cents,
        (sum(sum(a.amount_cents)) over (partition by a.charge_id order by min(a.number)))::bigint as upto
      from public.money_allocations a
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = a.payment_id and e.kind = 'payment'
      where a.tenant_id = p_tenant_id and a.charge_id = any (p_charge_ids)
      group by a.charge_id, a.payment_id having sum(a.amount_cents) > 0
    ) p
    join app.payout_terms(p_tenant_id, p_charge_ids, p_rule) t on t.charge_id = p.charge_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.payout_terms (
  p_tenant_id  uuid,
  p_charge_ids uuid[],
  p_rule       public.payout_rules DEFAULT NULL::public.payout_rules
)
  RETURNS TABLE (
    charge_id       uuid,
    therapist_id    uuid,
    session_type_id uuid,
    payer_id        uuid,
    due_on          date,
    base_cents      integer,
    rule_id         uuid,
    percent         numeric,
    fixed_cents     integer,
    units           integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
begin
  return query
    select c.id, c.therapist_id, k.type_id, c.payer_id, c.due_on, c.amount_cents - k.credit, r.id, r.percent, r.fixed_cents, k.units
    from public.money_charges c
    cross join lateral (
      select
        case c.origin
          when 'session' then (
            select s.session_type_id from public.sessions s where s.tenant_id = p_tenant_id and s.id = c.session_id)
          when 'package' then (
            select g.session_type_id from public.session_packages g where g.tenant_id = p_tenant_id and g.charge_id = c.id)
          when 'monthly_fee' then (
            select f.session_type_id from public.monthly_fee_months m
            join public.monthly_fees f on f.tenant_id = p_tenant_id and f.id = m.fee_id
            where m.tenant_id = p_tenant_id and m.charge_id = c.id)
        end as type_id,
        case c.origin
          when 'package' then (
            select g.sessions::int from public.session_packages g where g.tenant_id = p_tenant_id and g.charge_id = c.id)
          when 'monthly_fee' then coalesce(
            (select e.units::int from public.payout_entries e
             where e.tenant_id = p_tenant_id and e.charge_id = c.id order by e.number limit 1),
            (select greatest(count(*), 1)::int from public.monthly_fee_months m
             join public.session_bills b on b.tenant_id = p_tenant_id and b.monthly_fee_id = m.fee_id
               and b.day >= m.month and b.day < m.month + interval '1 month' and not app.is_absence(b.status)
             where m.tenant_id = p_tenant_id and m.charge_id = c.id))
          else 1
        end as units,
        -- what was settled by a discount is nobody's money
        coalesce((
          select sum(a.amount_cents) from public.money_allocations a
          join public.money_entries e on e.tenant_id = p_tenant_id and e.id = a.payment_id and e.kind <> 'payment'
          where a.tenant_id = p_tenant_id and a.charge_id = c.id), 0)::int as credit
    ) k
    left join lateral (
      select v.* from (
        -- of each subject what was said last for this day
        select distinct on (x.therapist_id, x.session_type_id, x.payer_id) x.*
        from (
          select q.* from public.payout_rules q where q.tenant_id = p_tenant_id and q.replaced_at is null
          union all
          select (p_rule).* where (p_rule).id is not null
        ) x
        where (x.therapist_id is null or x.therapist_id = c.therapist_id) and (x.session_type_id is null or x.session_type_id = k.type_id)
          and (x.payer_id is null or x.payer_id = c.payer_id)
          -- 'infinity': of a preview, for every day
          and (x.valid_from <= c.due_on or x.valid_from = 'infinity')
        order by x.therapist_id, x.session_type_id, x.payer_id, x.valid_from desc, x.number desc
      ) v
      where v.percent is not null or v.fixed_cents is not null
      order by num_nonnulls(v.therapist_id, v.payer_id, v.session_type_id) desc, v.therapist_id is null, v.payer_id is null limit 1
    ) r on true
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.therapist_id is not null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_payouts (
  p_tenant_id  uuid,
  p_charge_ids uuid[],
  p_is_money   boolean
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_posted integer;
begin
  perform app.lock_payouts(p_tenant_id, false);
  insert into public.payout_entries (tenant_id,
    therapist_id, month, kind, amount_cents, counts_on, charge_id, payment_id, paid_cents, rule_id, percent, fixed_cents, units,
    created_by)
  select p_tenant_id, d.therapist_id, app.payout_month(p_tenant_id, d.therapist_id, d.counts_on),
    case when not p_is_money then 'corrected' when d.amount_cents > 0 then 'paid' else 'returned' end, d.amount_cents, d.counts_on, d.charge_id,
    d.payment_id, d.paid_cents, d.rule_id, d.percent, d.fixed_cents, d.units, auth.uid()
  from app.payout_differences(p_tenant_id, p_charge_ids) d
  order by d.counts_on, d.charge_id, d.payment_id, d.amount_cents;
  get diagnostics v_posted = row_count;
  return v_posted;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_payout_keeper (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin']);
$function$;

CREATE OR REPLACE FUNCTION app.require_payout_month (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS date
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_month is null or p_month > app.clinic_today(p_tenant_id) then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A month that has begun.';
  elsif not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  return date_trunc('month', p_month);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_payout (
  p_tenant_id    uuid,
  p_therapist_id uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_tenant_id, 'payout', jsonb_build_object('therapist_id', p_therapist_id));
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_allocations__pay_out()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.post_payouts(new.tenant_id, array[new.charge_id], true);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_charges__pay_out()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.post_payouts(new.tenant_id, array[new.id], false);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_monthly_fees__pay_out()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.post_payouts(new.tenant_id, array(
    select m.charge_id from public.monthly_fee_months m
    where m.tenant_id = new.tenant_id and m.fee_id = new.id and m.charge_id is not null), false);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_bills__pay_out()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.post_payouts(new.tenant_id, array[new.charge_id], false);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_payout_rule (
  p_tenant_id uuid,
  p_id        uuid,
  p_rule      jsonb
)
  RETURNS public.payout_rules
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.payout_rules;
begin
  v_row.tenant_id := p_tenant_id;
  v_row.id := p_id;
  v_row.number := 9223372036854775807;
  v_row.therapist_id := app.typed_id(p_rule ->> 'therapist_id');
  v_row.session_type_id := app.typed_id(p_rule ->> 'session_type_id');
  v_row.payer_id := app.typed_id(p_rule ->> 'payer_id');
  v_row.valid_from := app.typed_date(p_rule ->> 'valid_from');
  if p_rule ->> 'percent' is not null then
    if p_rule ->> 'percent' !~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' or (p_rule ->> 'percent')::numeric > 100 then
      raise sqlstate 'PT400' using message = 'invalid_payout_rule', detail = 'percent';
    end if;
    v_row.percent := (p_rule ->> 'percent')::numeric;
  end if;
  if p_rule ->> 'fixed_cents' is not null then
    v_row.fixed_cents := app.typed_number(p_rule ->> 'fixed_cents');
    if v_row.percent is not null or v_row.fixed_cents is null or v_row.fixed_cents not between 0 and 100000000 then
      raise sqlstate 'PT400' using message = 'invalid_payout_rule', detail = 'fixed_cents';
    end if;
  end if;
  if v_row.valid_from is null or v_row.valid_from < '2000-01-01' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'valid_from';
  end if;
  if v_row.therapist_id is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_row.therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif v_row.session_type_id is not null and not exists (
    select from public.session_types t where t.tenant_id = p_tenant_id and t.id = v_row.session_type_id) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  elsif v_row.payer_id is not null and not exists (
    select from public.payers y where y.tenant_id = p_tenant_id and y.id = v_row.payer_id) then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION public.add_payout_adjustment (
  p_tenant_id    uuid,
  p_id           uuid,
  p_therapist_id uuid,
  p_month        date,
  p_amount_cents integer,
  p_reason       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_month date;
  v_reason text;
  v_known public.payout_entries;
begin
  perform app.require_payout_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  perform app.require_amount(abs(p_amount_cents));
  v_reason := app.require_reason(p_reason);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_known from public.payout_entries e where e.tenant_id = p_tenant_id and e.id = p_id;
  if v_known.id is not null then
    if (v_known.kind, v_known.therapist_id, v_known.month, v_known.amount_cents)
      is distinct from ('adjustment', p_therapist_id, v_month, p_amount_cents) then
      raise sqlstate 'PT409' using message = 'entry_id_in_use';
    end if;
  elsif app.payout_month(p_tenant_id, p_therapist_id, v_month) <> v_month then
    raise sqlstate 'PT409' using message = 'payout_closed';
  else
    insert into public.payout_entries (tenant_id, id, therapist_id, month, kind, amount_cents, counts_on, note, created_by)
    values (p_tenant_id, p_id, p_therapist_id, v_month, 'adjustment', p_amount_cents,
      least((v_month + interval '1 month' - interval '1 day')::date, app.clinic_today(p_tenant_id)), v_reason, auth.uid());
    perform app.tell_payout(p_tenant_id, p_therapist_id);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."add_payout_adjustment"(uuid, uuid, uuid, date, integer, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.close_payout (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date,
  p_total_cents  bigint DEFAULT NULL::bigint
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_month date;
  v_total bigint;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_row from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
  if v_row.status is null or v_row.status = 'open' then
    select coalesce(sum(e.amount_cents), 0) into v_total from public.payout_entries e
    where e.tenant_id = p_tenant_id and e.therapist_id = p_therapist_id and e.month = v_month;
    if v_total <> p_total_cents then
      raise sqlstate 'PT409' using message = 'payout_changed', detail = v_total::text;
    end if;
    insert into public.payout_statements as s (tenant_id, therapist_id, month, status, total_cents, snapshot, closed_by, closed_at)
    values (p_tenant_id, p_therapist_id, v_month, 'closed', v_total, jsonb_build_object('lines', coalesce((
      select jsonb_agg(to_jsonb(l) order by l.number) from app.payout_lines(p_tenant_id, p_therapist_id, v_month) l), '[]')),
      auth.uid(), clock_timestamp())
    on conflict (tenant_id, therapist_id, month) do update set
      status = excluded.status, total_cents = excluded.total_cents, snapshot = excluded.snapshot, closed_by = excluded.closed_by,
      closed_at = excluded.closed_at
    returning * into v_row;
    perform app.note_payout(v_row, 'closed', v_total);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."close_payout"(uuid, uuid, date, bigint) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_payout_rule (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_rule public.payout_rules;
begin
  perform app.require_payout_keeper(p_tenant_id);
  perform app.lock_payouts(p_tenant_id, true);
  update public.payout_rules r set replaced_at = clock_timestamp(), replaced_by = auth.uid()
  where r.tenant_id = p_tenant_id and r.id = p_id and r.replaced_at is null
  returning * into v_rule;
  if v_rule.id is not null then
    perform app.post_payouts(p_tenant_id, app.charges_of_rule(v_rule), false);
    perform app.tell_payout(p_tenant_id, v_rule.therapist_id);
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_payout_rule"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.find_payout_payers (
  p_tenant_id uuid,
  p_search    text DEFAULT NULL::text
)
  RETURNS TABLE (
    id         uuid,
    name       text,
    is_patient boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_words text := app.normalize_text(p_search);
begin
  perform app.require_payout_keeper(p_tenant_id);
  return query
    select y.id, coalesce(q.name, y.full_name), y.patient_id is not null
    from public.payers y
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    where y.tenant_id = p_tenant_id
      and (coalesce(v_words, '') = '' or position(v_words in app.normalize_text(coalesce(q.name, y.full_name))) > 0)
    order by 3, 2 limit 20;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."find_payout_payers"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_payout (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
  v_answer jsonb;
begin
  if p_month is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  elsif p_therapist_id is null or p_therapist_id <> coalesce(v_scope, p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  v_answer := app.payout_answer(p_tenant_id, p_therapist_id, date_trunc('month', p_month)::date);
  if v_answer is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  return v_answer;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_payout"(uuid, uuid, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_charges_of_nobody (
  p_tenant_id uuid,
  p_month     date
)
  RETURNS TABLE (
    id           uuid,
    origin       text,
    due_on       date,
    patient_id   uuid,
    patient_name text,
    amount_cents integer,
    paid_cents   integer,
    note         text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_month date := date_trunc('month', p_month);
begin
  perform app.require_payout_keeper(p_tenant_id);
  return query
    select c.id, c.origin, c.due_on, c.patient_id, p.name, c.amount_cents, c.paid_cents, c.note
    from public.money_charges c
    join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    where c.tenant_id = p_tenant_id and c.therapist_id is null and c.reversed_at is null and c.origin in ('package', 'monthly_fee')
      and c.due_on >= v_month and c.due_on < v_month + interval '1 month'
    order by c.due_on, c.id limit 200;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_charges_of_nobody"(uuid, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_expected_payouts (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS TABLE (
    charge_id      uuid,
    origin         text,
    due_on         date,
    session_id     uuid,
    starts_local   text,
    type_name      text,
    patient_id     uuid,
    patient_name   text,
    state          text,
    open_cents     integer,
    expected_cents integer,
    percent        numeric,
    fixed_cents    integer
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
begin
  if p_therapist_id is null or p_therapist_id <> coalesce(v_scope, p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  return query
    select x.charge_id, c.origin, x.due_on, c.session_id, app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)), t.name, c.patient_id, p.name,
      c.state, x.open_cents, x.expected_cents, x.percent, x.fixed_cents
    from app.expected_payouts(p_tenant_id, p_therapist_id, date_trunc('month', p_month)::date) x
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = x.charge_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
    order by x.due_on, x.charge_id limit 500;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_expected_payouts"(uuid, uuid, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_payout_lines (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date,
  p_after        bigint  DEFAULT NULL::bigint,
  p_limit        integer DEFAULT 50
)
  RETURNS TABLE (
    id           uuid,
    number       bigint,
    kind         text,
    counts_on    date,
    amount_cents integer,
    paid_cents   integer,
    percent      numeric,
    fixed_cents  integer,
    units        integer,
    is_late      boolean,
    charge_id    uuid,
    payment_id   uuid,
    origin       text,
    charge_cents integer,
    due_on       date,
    session_id   uuid,
    starts_local text,
    type_name    text,
    patient_id   uuid,
    patient_name text,
    payer_name   text,
    method       text,
    note         text,
    by_name      text,
    created_at   timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
  v_month date := date_trunc('month', p_month);
  v_snapshot jsonb;
begin
  if p_therapist_id <> coalesce(v_scope, p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  select s.snapshot into v_snapshot from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
  if v_snapshot is not null then
    return query
      select x.* from jsonb_to_recordset(v_snapshot -> 'lines') as x (
        id uuid, number bigint, kind text, counts_on date, amount_cents integer, paid_cents integer, percent numeric, fixed_cents integer,
        units integer, is_late boolean, charge_id uuid, payment_id uuid, origin text, charge_cents integer, due_on date, session_id uuid,
        starts_local text, type_name text, patient_id uuid, patient_name text, payer_name text, method text, note text, by_name text,
        created_at timestamptz)
      where x.number > coalesce(p_after, 0) order by x.number limit least(greatest(p_limit, 1), 500);
  else
    return query
      select l.* from app.payout_lines(p_tenant_id, p_therapist_id, v_month) l
      where l.number > coalesce(p_after, 0) order by l.number limit least(greatest(p_limit, 1), 500);
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_payout_lines"(uuid, uuid, date, bigint, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_payout_rules (
  p_tenant_id    uuid,
  p_with_history boolean DEFAULT false
)
  RETURNS TABLE (
    id              uuid,
    therapist_id    uuid,
    therapist_name  text,
    session_type_id uuid,
    type_name       text,
    payer_id        uuid,
    payer_name      text,
    percent         numeric,
    fixed_cents     integer,
    valid_from      date,
    valid_until     date,
    state           text,
    by_name         text,
    created_at      timestamp with time zone,
    replaced_at     timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_today date;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_today := app.clinic_today(p_tenant_id);
  return query
    select v.* from (
      select r.id, r.therapist_id, h.name, r.session_type_id, t.name as type_name, r.payer_id, coalesce(q.name, y.full_name), r.percent,
        r.fixed_cents, r.valid_from, n.until,
        case when r.replaced_at is not null then 'replaced' when n.until < v_today then 'past' when r.valid_from > v_today then 'coming'
          when r.percent is null and r.fixed_cents is null then 'ended' else 'in_force' end as state,
        f.full_name, r.created_at, r.replaced_at
      from public.payout_rules r
      left join lateral (
        select (min(x.valid_from) - 1) as until from public.payout_rules x
        where x.tenant_id = p_tenant_id and x.replaced_at is null and r.replaced_at is null and x.valid_from > r.valid_from
          and (x.therapist_id, x.session_type_id, x.payer_id) is not distinct from (r.therapist_id, r.session_type_id, r.payer_id)) n on true
      left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = r.therapist_id
      left join public.session_types t on t.tenant_id = p_tenant_id and t.id = r.session_type_id
      left join public.payers y on y.tenant_id = p_tenant_id and y.id = r.payer_id
      left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
      left join public.profiles f on f.id = r.created_by
      where r.tenant_id = p_tenant_id) v
    where p_with_history or v.state in ('in_force', 'coming')
    order by v.name nulls first, v.type_name nulls first, 7 nulls first, v.valid_from desc, v.created_at desc;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_payout_rules"(uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_payouts (
  p_tenant_id    uuid,
  p_month        date,
  p_therapist_id uuid DEFAULT NULL::uuid
)
  RETURNS TABLE (
    therapist_id     uuid,
    therapist_name   text,
    council          text,
    color            text,
    month            date,
    status           text,
    total_cents      bigint,
    paid_cents       bigint,
    adjustment_cents bigint,
    late_cents       bigint,
    entries          integer,
    expected_cents   bigint,
    expected_charges integer,
    closed_at        timestamp with time zone,
    paid_on          date,
    method           text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  v_scope uuid := app.payout_scope(p_tenant_id);
  v_month date := date_trunc('month', p_month);
begin
  if v_month is null then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  return query
    with sums as (
      select e.therapist_id, sum(e.amount_cents) as total, sum(e.paid_cents) as paid,
        sum(e.amount_cents) filter (where e.kind = 'adjustment') as adjusted,
        sum(e.amount_cents) filter (where e.month > date_trunc('month', e.counts_on)) as late, count(*)::int as entries
      from public.payout_entries e
      where e.tenant_id = p_tenant_id and e.month = v_month and (v_scope is null or e.therapist_id = v_scope)
        and (p_therapist_id is null or e.therapist_id = p_therapist_id)
      group by e.therapist_id
    ), expected as (
      select x.therapist_id, sum(x.expected_cents) as cents, count(*)::int as charges
      from app.expected_payouts(p_tenant_id, coalesce(v_scope, p_therapist_id), v_month) x
      group by x.therapist_id
    )
    select t.user_id, t.name, nullif(concat_ws(' ', t.council, concat_ws('/', t.council_region, t.council_number)), ''), t.color, v_month,
      coalesce(s.status, 'open'), coalesce(u.total, 0)::bigint, coalesce(u.paid, 0)::bigint, coalesce(u.adjusted, 0)::bigint,
      coalesce(u.late, 0)::bigint, coalesce(u.entries, 0), coalesce(x.cents, 0)::bigint, coalesce(x.charges, 0), s.closed_at, s.paid_on, s.method
    from public.therapists t
    left join sums u on u.therapist_id = t.user_id
    left join expected x on x.therapist_id = t.user_id
    left join public.payout_statements s on s.tenant_id = p_tenant_id and s.therapist_id = t.user_id and s.month = v_month
    where t.tenant_id = p_tenant_id and (v_scope is null or t.user_id = v_scope) and (p_therapist_id is null or t.user_id = p_therapist_id)
      and (t.is_active or u.entries > 0 or x.charges > 0 or s.month is not null)
    order by t.name, t.user_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_payouts"(uuid, date, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.pay_payout (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date,
  p_method       text,
  p_paid_on      date DEFAULT NULL::date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_month date;
  v_method text;
  v_day date;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  v_method := app.require_payment_method(p_method);
  v_day := app.require_money_day(p_tenant_id, p_paid_on);
  perform app.lock_payouts(p_tenant_id, true);
  update public.payout_statements s set status = 'paid', paid_on = v_day, method = v_method
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month and s.status = 'closed'
  returning * into v_row;
  if v_row.tenant_id is not null then
    perform app.note_payout(v_row, 'paid', v_row.total_cents);
  elsif not exists (
    select from public.payout_statements s
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month and s.status = 'paid') then
    raise sqlstate 'PT409' using message = 'payout_open';
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."pay_payout"(uuid, uuid, date, text, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_payout_rule (
  p_tenant_id uuid,
  p_rule      jsonb,
  p_month     date  DEFAULT NULL::date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_rule public.payout_rules;
  v_always public.payout_rules;
  v_month date;
  v_ids uuid[];
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_rule := app.typed_payout_rule(p_tenant_id, gen_random_uuid(), p_rule);
  v_month := date_trunc('month', coalesce(p_month, app.clinic_today(p_tenant_id) - interval '1 month'));
  v_always := v_rule;
  v_always.valid_from := 'infinity';
  v_ids := array(
    select distinct a.charge_id from public.money_entries e
    join public.money_allocations a on a.tenant_id = p_tenant_id and a.payment_id = e.id
    where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on >= v_month and e.occurred_on < v_month + interval '1 month');
  return (
    with now_and_then as (
      select t.therapist_id, t.charge_id, t.paid_cents, n.amount_cents as now_cents, t.amount_cents as then_cents, t.rule_id = v_always.id as is_its
      from app.payout_targets(p_tenant_id, v_ids, v_always) t
      join app.payout_targets(p_tenant_id, v_ids) n on n.charge_id = t.charge_id and n.payment_id = t.payment_id
      where t.counts_on >= v_month and t.counts_on < v_month + interval '1 month'
    ), each_one as (
      select x.therapist_id, h.name, count(distinct x.charge_id) filter (where x.is_its) as charges,
        sum(x.paid_cents) filter (where x.is_its) as paid, sum(x.now_cents) as before, sum(x.then_cents) as after
      from now_and_then x join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = x.therapist_id
      where v_rule.therapist_id is null or x.therapist_id = v_rule.therapist_id
      group by x.therapist_id, h.name
    ), corrections as (
      select d.amount_cents, app.payout_month(p_tenant_id, d.therapist_id, d.counts_on) > date_trunc('month', d.counts_on) as is_late
      from app.payout_differences(p_tenant_id, app.charges_of_rule(v_rule), v_rule) d
    )
    select jsonb_build_object('month', v_month, 'charges', coalesce(sum(o.charges), 0), 'paid_cents', coalesce(sum(o.paid), 0),
      'now_cents', coalesce(sum(o.before), 0), 'then_cents', coalesce(sum(o.after), 0),
      'therapists', coalesce(jsonb_agg(jsonb_build_object('therapist_id', o.therapist_id, 'name', o.name, 'charges', o.charges,
        'paid_cents', coalesce(o.paid, 0), 'now_cents', o.before, 'then_cents', o.after) order by o.name), '[]'),
      'correction_cents', (select coalesce(sum(c.amount_cents), 0) from corrections c),
      'late_cents', (select coalesce(sum(c.amount_cents) filter (where c.is_late), 0) from corrections c))
    from each_one o);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_payout_rule"(uuid, jsonb, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.reopen_payout (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date,
  p_reason       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_month date;
  v_reason text;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  v_reason := app.require_reason(p_reason);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_row from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
  if v_row.status = 'paid' then
    raise sqlstate 'PT409' using message = 'payout_paid';
  elsif v_row.status = 'closed' then
    update public.payout_statements s set status = 'open', total_cents = null, snapshot = null, closed_by = null, closed_at = null
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
    perform app.note_payout(v_row, 'reopened', v_row.total_cents, v_reason);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."reopen_payout"(uuid, uuid, date, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_payout_rule (
  p_tenant_id uuid,
  p_id        uuid,
  p_rule      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_rule public.payout_rules;
  v_known public.payout_rules;
begin
  perform app.require_payout_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_rule := app.typed_payout_rule(p_tenant_id, p_id, p_rule);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_known from public.payout_rules r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_known.id is null then
    update public.payout_rules r set replaced_at = clock_timestamp(), replaced_by = auth.uid()
    where r.tenant_id = p_tenant_id and r.replaced_at is null and r.valid_from = v_rule.valid_from
      and (r.therapist_id, r.session_type_id, r.payer_id) is not distinct from (v_rule.therapist_id, v_rule.session_type_id, v_rule.payer_id);
    insert into public.payout_rules (tenant_id, id,
      therapist_id, session_type_id, payer_id, percent, fixed_cents, valid_from, created_by)
    values (
      p_tenant_id, p_id, v_rule.therapist_id, v_rule.session_type_id, v_rule.payer_id, v_rule.percent, v_rule.fixed_cents, v_rule.valid_from,
      auth.uid());
    perform app.post_payouts(p_tenant_id, app.charges_of_rule(v_rule), false);
    perform app.tell_payout(p_tenant_id, v_rule.therapist_id);
  elsif (v_known.therapist_id, v_known.session_type_id, v_known.payer_id, v_known.percent, v_known.fixed_cents, v_known.valid_from)
    is distinct from (v_rule.therapist_id, v_rule.session_type_id, v_rule.payer_id, v_rule.percent, v_rule.fixed_cents, v_rule.valid_from) then
    raise sqlstate 'PT409' using message = 'entry_id_in_use';
  end if;
  return (select to_jsonb(l) from public.list_payout_rules(p_tenant_id, true) l where l.id = p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_payout_rule"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_charge_therapist (
  p_tenant_id    uuid,
  p_charge_id    uuid,
  p_therapist_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_charge public.money_charges;
begin
  perform app.require_payout_keeper(p_tenant_id);
  if p_therapist_id is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  -- a session's money goes with the session
  select * into v_charge from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.origin <> 'session' and c.reversed_at is null;
  if v_charge.id is null then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_charge.payer_id);
  update public.money_charges c set therapist_id = p_therapist_id
  where c.tenant_id = p_tenant_id and c.id = p_charge_id and c.therapist_id is distinct from p_therapist_id;
  perform app.tell_money(p_tenant_id, v_charge.payer_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_charge_therapist"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.undo_payout_payment (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_month        date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_month date;
  v_row public.payout_statements;
begin
  perform app.require_payout_keeper(p_tenant_id);
  v_month := app.require_payout_month(p_tenant_id, p_therapist_id, p_month);
  perform app.lock_payouts(p_tenant_id, true);
  select * into v_row from public.payout_statements s
  where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month and s.status = 'paid';
  if v_row.tenant_id is not null then
    update public.payout_statements s set status = 'closed', paid_on = null, method = null
    where s.tenant_id = p_tenant_id and s.therapist_id = p_therapist_id and s.month = v_month;
    perform app.note_payout(v_row, 'payment_undone', v_row.total_cents);
  end if;
  return app.payout_answer(p_tenant_id, p_therapist_id, v_month);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."undo_payout_payment"(uuid, uuid, date) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."payout_entries"
  ADD CONSTRAINT "payout_entries_tenant_id_charge_id_fkey" FOREIGN KEY (tenant_id, charge_id) REFERENCES public.money_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_entries"
  ADD CONSTRAINT "payout_entries_tenant_id_payment_id_fkey" FOREIGN KEY (tenant_id, payment_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_entries"
  ADD CONSTRAINT "payout_entries_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_entries"
  ADD CONSTRAINT "payout_entries_tenant_id_rule_id_fkey" FOREIGN KEY (tenant_id, rule_id) REFERENCES public.payout_rules(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_rules"
  ADD CONSTRAINT "payout_rules_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_rules"
  ADD CONSTRAINT "payout_rules_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_rules"
  ADD CONSTRAINT "payout_rules_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_rules"
  ADD CONSTRAINT "payout_rules_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."payout_statements"
  ADD CONSTRAINT "payout_statements_method_fkey" FOREIGN KEY (method) REFERENCES public.payment_methods(key) ON DELETE RESTRICT;

ALTER TABLE "public"."payout_statement_events"
  ADD CONSTRAINT "payout_statement_events_tenant_id_therapist_id_month_fkey" FOREIGN KEY (tenant_id, therapist_id, month)
    REFERENCES public.payout_statements(tenant_id, therapist_id, month) ON DELETE CASCADE;

ALTER TABLE "public"."payout_statements"
  ADD CONSTRAINT "payout_statements_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX payout_entries_charge ON public.payout_entries USING btree (tenant_id, charge_id, number)
  WHERE (charge_id IS NOT NULL);

CREATE UNIQUE INDEX payout_entries_month ON public.payout_entries USING btree (tenant_id, therapist_id, month, number);

CREATE INDEX payout_entries_payment ON public.payout_entries USING btree (tenant_id, payment_id)
  WHERE (payment_id IS NOT NULL);

CREATE INDEX payout_entries_rule ON public.payout_entries USING btree (tenant_id, rule_id)
  WHERE (rule_id IS NOT NULL);

CREATE UNIQUE INDEX payout_rules_in_force ON public.payout_rules USING btree (tenant_id, therapist_id, session_type_id, payer_id, valid_from) NULLS NOT DISTINCT
  WHERE (replaced_at IS NULL);

CREATE INDEX payout_rules_payer ON public.payout_rules USING btree (tenant_id, payer_id)
  WHERE (payer_id IS NOT NULL);

CREATE INDEX payout_rules_therapist ON public.payout_rules USING btree (tenant_id, therapist_id)
  WHERE (therapist_id IS NOT NULL);

CREATE INDEX payout_rules_type ON public.payout_rules USING btree (tenant_id, session_type_id)
  WHERE (session_type_id IS NOT NULL);

CREATE INDEX payout_statement_events_statement ON public.payout_statement_events USING btree (tenant_id, therapist_id, month, number);

CREATE INDEX payout_statements_method ON public.payout_statements USING btree (method)
  WHERE (method IS NOT NULL);

CREATE TRIGGER money_allocations_pay_out
  AFTER INSERT ON public.money_allocations
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_allocations__pay_out();

CREATE TRIGGER money_charges_pay_out
  AFTER UPDATE OF therapist_id, due_on ON public.money_charges
  FOR EACH ROW
  WHEN (((old.paid_cents > 0) AND ((old.therapist_id IS DISTINCT FROM new.therapist_id) OR (old.due_on IS DISTINCT FROM new.due_on))))
  EXECUTE FUNCTION app.tg_money_charges__pay_out();

CREATE TRIGGER monthly_fees_pay_out
  AFTER UPDATE OF session_type_id ON public.monthly_fees
  FOR EACH ROW
  WHEN ((old.session_type_id IS DISTINCT FROM new.session_type_id))
  EXECUTE FUNCTION app.tg_monthly_fees__pay_out();

CREATE TRIGGER payout_entries_refuse_change
  BEFORE UPDATE ON public.payout_entries
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_entries__refuse_change();

CREATE TRIGGER payout_statement_events_refuse_change
  BEFORE UPDATE ON public.payout_statement_events
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_entries__refuse_change();

CREATE TRIGGER payout_statements_touch
  BEFORE UPDATE ON public.payout_statements
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_bills_pay_out
  AFTER UPDATE OF session_type_id ON public.session_bills
  FOR EACH ROW
  WHEN (((new.charge_id IS NOT NULL) AND (old.session_type_id <> new.session_type_id)))
  EXECUTE FUNCTION app.tg_session_bills__pay_out();

CREATE POLICY "select_admins" ON "public"."payout_entries"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."payout_rules"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."payout_statement_events"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."payout_statements"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."payout_entries"."counts_on" IS 'The day of the payment, or of the adjustment.';

COMMENT ON COLUMN "public"."payout_entries"."kind" IS 'paid: money came; returned: it went back, or pays something else; corrected: a rule, or whose session it is, has changed; adjustment: by hand.';

COMMENT ON COLUMN "public"."payout_entries"."month" IS 'The statement it belongs to: the month of counts_on, or the next that is open.';

COMMENT ON COLUMN "public"."payout_entries"."paid_cents" IS 'By how much what was paid has changed with this row.';

COMMENT ON COLUMN "public"."payout_entries"."units" IS 'Sessions that the charge stands for, as they were when it was paid first.';

COMMENT ON COLUMN "public"."payout_rules"."percent" IS 'Of what was paid. fixed_cents is an amount a session instead. Both null: from this day on there is no such rule.';

COMMENT ON COLUMN "public"."payout_rules"."replaced_at" IS 'When somebody said it anew for the same day, or took it back: it counts no more.';

COMMENT ON COLUMN "public"."payout_rules"."valid_from" IS 'For sessions, packages and months that are due from this day on.';

COMMENT ON COLUMN "public"."payout_statements"."snapshot" IS 'The lines as they were shown when it was closed, with the names of that moment.';

COMMENT ON FUNCTION "app"."charges_of_rule"(public.payout_rules) IS 'Charges of which something is paid, and that a rule may concern.';

COMMENT ON FUNCTION "app"."expected_payouts"(uuid, uuid, date) IS 'What is due in a month and not paid, and what therapists would get of it.';

COMMENT ON FUNCTION "app"."lock_payouts"(uuid, boolean) IS 'Who posts entries shares it; who closes a month or changes a rule waits for them and keeps them waiting. Taken after payers and charges, and nothing of theirs is locked under it.';

COMMENT ON FUNCTION "app"."note_payout"(public.payout_statements, text, bigint, text) IS 'Writes down what happened to a month, and tells open screens.';

COMMENT ON FUNCTION "app"."payout_answer"(uuid, uuid, date) IS 'A month of a therapist as get_payout answers it.';

COMMENT ON FUNCTION "app"."payout_differences"(uuid, uuid[], public.payout_rules) IS 'How what is posted for charges differs from what it should be; no row is the answer at rest.';

COMMENT ON FUNCTION "app"."payout_faults"() IS 'Caller: app.check_books and tests. {tenant_id, fault payout_entries|payout_exceeds|payout_statement}; no row is the only right answer.';

COMMENT ON FUNCTION "app"."payout_lines"(uuid, uuid, date) IS 'A month''s lines as screens show them, in the order in which they came.';

COMMENT ON FUNCTION "app"."payout_month"(uuid, uuid, date) IS 'The month of a day, or the next one that is open.';

COMMENT ON FUNCTION "app"."payout_scope"(uuid) IS 'Whose payouts the caller sees: null is everybody''s; whoever treats sees the own. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."payout_share"(numeric, integer, integer, integer, bigint) IS 'What a rule gives when so much of a charge is paid. A fixed amount comes in step with the payment, and is never more than what is paid.';

COMMENT ON FUNCTION "app"."payout_targets"(uuid, uuid[], public.payout_rules) IS 'What therapists get of each payment of charges: payments in their order, so that the parts of a charge are together what the rule gives of the whole, to the cent.';

COMMENT ON FUNCTION "app"."payout_terms"(uuid, uuid[], public.payout_rules) IS 'By which rule charges of therapists are paid out, and of which amount. p_rule: as if it were in force too, of valid_from infinity for every day.';

COMMENT ON FUNCTION "app"."post_payouts"(uuid, uuid[], boolean) IS 'Brings what is posted for charges to what it should be. p_is_money: because money moved, and not a rule or a session. Their payers are locked, or all payouts are.';

COMMENT ON FUNCTION "app"."require_payout_keeper"(uuid) IS 'The caller''s role, if it decides about payouts. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_payout_month"(uuid, uuid, date) IS 'The first day of a month of a therapist''s. Errors: PT400 invalid_date, PT404 therapist_not_found.';

COMMENT ON FUNCTION "app"."tell_payout"(uuid, uuid) IS 'Tells open screens whose payout has changed, and no more; null: everybody''s, by a rule.';

COMMENT ON FUNCTION "app"."tg_money_allocations__pay_out"() IS 'Money that came or went reaches the payout in the same transaction.';

COMMENT ON FUNCTION "app"."tg_money_charges__pay_out"() IS 'Whose session it is, or its day, has changed: so has the payout.';

COMMENT ON FUNCTION "app"."tg_monthly_fees__pay_out"() IS 'The type of session of a monthly fee has changed: another rule may count.';

COMMENT ON FUNCTION "app"."tg_session_bills__pay_out"() IS 'The type of a session has changed: another rule may count.';

COMMENT ON FUNCTION "app"."typed_payout_rule"(uuid, uuid, jsonb) IS 'What a form says of a rule, with a number after all others. Errors: PT400 invalid_payout_rule, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 payer_not_found.';

COMMENT ON FUNCTION "public"."add_payout_adjustment"(uuid, uuid, uuid, date, integer, text) IS 'Caller: owner and admin. A therapist gets more for an open month, or less (below zero), with a reason. p_id comes from the client, and a repetition changes nothing. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_date, PT400 invalid_amount, PT400 money_reason_required, PT404 therapist_not_found, PT409 entry_id_in_use, PT409 payout_closed.';

COMMENT ON FUNCTION "public"."close_payout"(uuid, uuid, date, bigint) IS 'Caller: owner and admin. Locks a month of a therapist: its lines are kept as they are, and what comes later falls into the next open month. p_total_cents: what the screen showed; when it is another by now nothing is closed. A closed month stays so. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 therapist_not_found, PT409 payout_changed.';

COMMENT ON FUNCTION "public"."delete_payout_rule"(uuid, uuid) IS 'Caller: owner and admin. A rule that should never have been: it stays in the history and counts no more, and what was paid since is counted anew. One that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."find_payout_payers"(uuid, text) IS 'Caller: owner and admin. Payers by a part of their name, for a rule; who is no patient first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_payout"(uuid, uuid, date) IS 'Caller: owner and admin; whoever treats, for the own. A row of list_payouts with clinic_name, closed_by_name and events [{kind, total_cents, reason, paid_on, method, by_name, at}], the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 therapist_not_found.';

COMMENT ON FUNCTION "public"."list_charges_of_nobody"(uuid, date) IS 'Caller: owner and admin. Packages and monthly fees of a month that are no therapist''s: they are in nobody''s payout until set_charge_therapist. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_expected_payouts"(uuid, uuid, date) IS 'Caller: owner and admin; whoever treats, for the own. What is due in a month and not paid, with what the therapist would get of it: no part of the payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found.';

COMMENT ON FUNCTION "public"."list_payout_lines"(uuid, uuid, date, bigint, integer) IS 'Caller: owner and admin; whoever treats, for the own. What a month of a therapist consists of, payment by payment, after the number p_after; of a closed month as it was closed. is_late: of a month that was closed already. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found.';

COMMENT ON FUNCTION "public"."list_payout_rules"(uuid, boolean) IS 'Caller: owner and admin. Rules in force and to come; with the history also past, ended and replaced ones. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_payouts"(uuid, date, uuid) IS 'Caller: owner and admin; whoever treats, for the own. A month of each therapist: what was paid and what they get of it, what is expected of what is not paid yet, and whether it is closed or paid out. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."pay_payout"(uuid, uuid, date, text, date) IS 'Caller: owner and admin. Notes that a closed month was paid out to the therapist. One that was paid out already stays as it is. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT400 invalid_method, PT404 therapist_not_found, PT409 payout_open.';

COMMENT ON FUNCTION "public"."preview_payout_rule"(uuid, jsonb, date) IS 'Caller: owner and admin. What a rule would have given on the payments of a month (the last one, unless it is said) had it been in force: {month, charges, paid_cents of what it concerns, now_cents, then_cents, therapists [{therapist_id, name, charges, paid_cents, now_cents, then_cents}]}; and what saving it would post from valid_from on: correction_cents, of which late_cents are about closed months. Changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_payout_rule, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 payer_not_found.';

COMMENT ON FUNCTION "public"."reopen_payout"(uuid, uuid, date, text) IS 'Caller: owner and admin. Opens a closed month again, with a reason; what fell into a later month meanwhile stays there. One that was paid out is first no longer paid. An open month stays so. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT400 money_reason_required, PT404 therapist_not_found, PT409 payout_paid.';

COMMENT ON FUNCTION "public"."save_payout_rule"(uuid, uuid, jsonb) IS 'Caller: owner and admin. p_rule {therapist_id, session_type_id, payer_id, percent 0-100 with two decimals | fixed_cents a session, valid_from}: null is any; without percent and fixed_cents there is no such rule from that day on. A rule is never changed: said anew for the same day it replaces the other. What is paid and due since valid_from is counted anew; what concerns a closed month falls into the next open one. p_id comes from the client, and a repetition changes nothing. Answers the row of list_payout_rules. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_payout_rule, PT400 invalid_date, PT404 therapist_not_found, PT404 session_type_not_found, PT404 payer_not_found, PT409 entry_id_in_use.';

COMMENT ON FUNCTION "public"."set_charge_therapist"(uuid, uuid, uuid) IS 'Caller: owner and admin. Whose a package, monthly fee or adjustment is, null: nobody''s; what is paid of it moves from one payout to the other. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT404 session_charge_not_found.';

COMMENT ON FUNCTION "public"."undo_payout_payment"(uuid, uuid, date) IS 'Caller: owner and admin. The month was not paid out after all: it is closed again. Answers get_payout. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_date, PT404 therapist_not_found.';

COMMENT ON TABLE "public"."payout_entries" IS 'One row a movement of a payout. The sum of a charge and payment is always what the rule in force gives of what the payment pays of the charge (app.payout_faults).';

COMMENT ON TABLE "public"."payout_rules" IS 'Of what is said for a charge the rule counts that names most of therapist, payer and session type; of two that name as many, the therapist''s before the payer''s before the type''s. Null: any.';

COMMENT ON TABLE "public"."payout_statement_events" IS 'The history of a month''s payout.';

COMMENT ON TABLE "public"."payout_statements" IS 'open, closed, paid. A closed month takes no entries: what comes later falls into the next open one.';

REVOKE ALL ON FUNCTION "app"."charges_of_rule"(public.payout_rules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."charges_of_rule"(public.payout_rules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."charges_of_rule"(public.payout_rules) TO "postgres";

REVOKE ALL ON FUNCTION "app"."expected_payouts"(uuid, uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."expected_payouts"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."expected_payouts"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_payouts"(uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_payouts"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_payouts"(uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_payout"(public.payout_statements, text, bigint, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_payout"(public.payout_statements, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_payout"(public.payout_statements, text, bigint, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_answer"(uuid, uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_answer"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_answer"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_differences"(uuid, uuid[], public.payout_rules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_differences"(uuid, uuid[], public.payout_rules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_differences"(uuid, uuid[], public.payout_rules) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_faults"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_faults"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_faults"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_lines"(uuid, uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_lines"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_lines"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_month"(uuid, uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_month"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_month"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_scope"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_scope"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_scope"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_share"(numeric, integer, integer, integer, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_share"(numeric, integer, integer, integer, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_share"(numeric, integer, integer, integer, bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_targets"(uuid, uuid[], public.payout_rules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_targets"(uuid, uuid[], public.payout_rules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_targets"(uuid, uuid[], public.payout_rules) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payout_terms"(uuid, uuid[], public.payout_rules) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payout_terms"(uuid, uuid[], public.payout_rules) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payout_terms"(uuid, uuid[], public.payout_rules) TO "postgres";

REVOKE ALL ON FUNCTION "app"."post_payouts"(uuid, uuid[], boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_payouts"(uuid, uuid[], boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_payouts"(uuid, uuid[], boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_payout_keeper"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_payout_keeper"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_payout_keeper"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_payout_month"(uuid, uuid, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_payout_month"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_payout_month"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_payout"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_payout"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_payout"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_allocations__pay_out"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_allocations__pay_out"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_allocations__pay_out"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_charges__pay_out"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_charges__pay_out"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_charges__pay_out"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_monthly_fees__pay_out"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_monthly_fees__pay_out"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_monthly_fees__pay_out"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_bills__pay_out"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_bills__pay_out"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_bills__pay_out"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_payout_rule"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_payout_rule"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_payout_rule"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_payout_adjustment"(uuid, uuid, uuid, date, integer, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."add_payout_adjustment"(uuid, uuid, uuid, date, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_payout_adjustment"(uuid, uuid, uuid, date, integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_payout"(uuid, uuid, date, bigint) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."close_payout"(uuid, uuid, date, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_payout"(uuid, uuid, date, bigint) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_payout_rule"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_payout_rule"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_payout_rule"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_payout_payers"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."find_payout_payers"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_payout_payers"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_payout"(uuid, uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_payout"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_payout"(uuid, uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_charges_of_nobody"(uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_charges_of_nobody"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_charges_of_nobody"(uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_expected_payouts"(uuid, uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_expected_payouts"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_expected_payouts"(uuid, uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payout_lines"(uuid, uuid, date, bigint, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_payout_lines"(uuid, uuid, date, bigint, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payout_lines"(uuid, uuid, date, bigint, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payout_rules"(uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_payout_rules"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payout_rules"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payouts"(uuid, date, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_payouts"(uuid, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_payouts"(uuid, date, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."pay_payout"(uuid, uuid, date, text, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."pay_payout"(uuid, uuid, date, text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."pay_payout"(uuid, uuid, date, text, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_payout_rule"(uuid, jsonb, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_payout_rule"(uuid, jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_payout_rule"(uuid, jsonb, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."reopen_payout"(uuid, uuid, date, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."reopen_payout"(uuid, uuid, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."reopen_payout"(uuid, uuid, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_payout_rule"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_payout_rule"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_payout_rule"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_charge_therapist"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_charge_therapist"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_charge_therapist"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_payout_payment"(uuid, uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."undo_payout_payment"(uuid, uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_payout_payment"(uuid, uuid, date) TO "postgres";

REVOKE ALL ON TABLE "public"."payout_entries" FROM "authenticated";

GRANT SELECT ON TABLE "public"."payout_entries" TO "authenticated";

REVOKE ALL ON TABLE "public"."payout_entries" FROM "service_role";

GRANT SELECT ON TABLE "public"."payout_entries" TO "service_role";

REVOKE ALL ON TABLE "public"."payout_rules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."payout_rules" TO "authenticated";

REVOKE ALL ON TABLE "public"."payout_rules" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."payout_rules" TO "service_role";

REVOKE ALL ON TABLE "public"."payout_statement_events" FROM "authenticated";

GRANT SELECT ON TABLE "public"."payout_statement_events" TO "authenticated";

REVOKE ALL ON TABLE "public"."payout_statement_events" FROM "service_role";

GRANT SELECT ON TABLE "public"."payout_statement_events" TO "service_role";

REVOKE ALL ON TABLE "public"."payout_statements" FROM "authenticated";

GRANT SELECT ON TABLE "public"."payout_statements" TO "authenticated";

REVOKE ALL ON TABLE "public"."payout_statements" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."payout_statements" TO "service_role";
