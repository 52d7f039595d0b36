-- add receipts: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."fiscal_settings" (
  "tenant_id"        uuid                     NOT NULL,
  "legal_name"       text,
  "document"         text,
  "address"          text,
  "city"             text,
  "issues_invoices"  boolean                  NOT NULL DEFAULT false,
  "service_item"     text                     NOT NULL DEFAULT '4.16'::text,
  "iss_basis_points" integer                  NOT NULL DEFAULT 200,
  "updated_at"       timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "document_is_a_cpf_or_cnpj" CHECK ((document ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$'::text)),
  CONSTRAINT "fiscal_address_fits" CHECK (((char_length(address) <= 200) AND (char_length(city) <= 100))),
  CONSTRAINT "fiscal_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "iss_is_at_most_five_percent" CHECK (((iss_basis_points >= 0) AND (iss_basis_points <= 500))),
  CONSTRAINT "service_item_is_of_health" CHECK ((service_item = ANY (ARRAY['4.01'::text, '4.08'::text, '4.10'::text, '4.16'::text]))),
  CONSTRAINT "legal_name_is_one_plain_line" CHECK (((legal_name = app.normalize_name(legal_name)) AND ((char_length(legal_name) >= 2) AND (char_length(legal_name) <= 150))))
);

ALTER TABLE "public"."fiscal_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."fiscal_settings" FROM "anon";

CREATE TABLE "public"."health_occupations" (
  "code"     text     NOT NULL,
  "name"     text     NOT NULL,
  "councils" text[]   NOT NULL DEFAULT '{}'::text[],
  "position" smallint NOT NULL,
  CONSTRAINT "health_occupations_pkey" PRIMARY KEY (code),
  CONSTRAINT "occupation_code_is_a_number" CHECK ((code ~ '^[0-9]{3}$'::text))
);

ALTER TABLE "public"."health_occupations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."health_occupations" FROM "anon";

CREATE TABLE "public"."receipts" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "payment_id"    uuid                     NOT NULL,
  "patient_id"    uuid                     NOT NULL,
  "therapist_id"  uuid,
  "year"          integer                  NOT NULL,
  "number"        integer                  NOT NULL,
  "amount_cents"  integer                  NOT NULL,
  "paid_on"       date                     NOT NULL,
  "content"       jsonb                    NOT NULL,
  "sha256"        text                     NOT NULL,
  "issued_by"     uuid                     NOT NULL,
  "issued_at"     timestamp with time zone NOT NULL,
  "cancelled_at"  timestamp with time zone,
  "cancelled_by"  uuid,
  "cancel_reason" text,
  CONSTRAINT "cancel_reason_fits" CHECK (((char_length(cancel_reason) >= 3) AND (char_length(cancel_reason) <= 200))),
  CONSTRAINT "cancelled_with_reason" CHECK (((cancelled_at IS NULL) = (cancel_reason IS NULL))),
  CONSTRAINT "number_is_of_one_receipt" UNIQUE (tenant_id, year, number),
  CONSTRAINT "receipt_amount_is_positive" CHECK ((amount_cents > 0)),
  CONSTRAINT "receipts_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."receipts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."receipts" FROM "anon";

CREATE TABLE "public"."receita_saude_exports" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL,
  "therapist_id" uuid                     NOT NULL,
  "from_day"     date                     NOT NULL,
  "to_day"       date                     NOT NULL,
  "created_by"   uuid                     NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "period_has_an_order" CHECK ((from_day <= to_day)),
  CONSTRAINT "receita_saude_exports_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."receita_saude_exports"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."receita_saude_exports" FROM "anon";

CREATE TABLE "public"."receita_saude_rows" (
  "tenant_id"    uuid    NOT NULL,
  "export_id"    uuid    NOT NULL,
  "position"     integer NOT NULL,
  "payment_id"   uuid    NOT NULL,
  "patient_id"   uuid    NOT NULL,
  "amount_cents" integer NOT NULL,
  "is_again"     boolean NOT NULL DEFAULT false,
  "line"         text    NOT NULL,
  CONSTRAINT "exported_something" CHECK ((amount_cents > 0)),
  CONSTRAINT "receita_saude_rows_pkey" PRIMARY KEY (tenant_id, export_id, "position")
);

ALTER TABLE "public"."receita_saude_rows"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."receita_saude_rows" FROM "anon";

CREATE TABLE "public"."service_invoices" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "payment_id"        uuid                     NOT NULL,
  "provider_document" text                     NOT NULL,
  "amount_cents"      integer                  NOT NULL,
  "state"             text                     NOT NULL DEFAULT 'pending'::text,
  "content"           jsonb                    NOT NULL,
  "number"            text,
  "verification_code" text,
  "xml_url"           text,
  "pdf_url"           text,
  "error"             text,
  "attempts"          integer                  NOT NULL DEFAULT 0,
  "created_by"        uuid                     NOT NULL,
  "created_at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "issued_at"         timestamp with time zone,
  "cancel_reason"     text,
  "cancel_asked_at"   timestamp with time zone,
  "cancelled_at"      timestamp with time zone,
  CONSTRAINT "cancel_asked_with_reason" CHECK (((cancel_asked_at IS NULL) = (cancel_reason IS NULL))),
  CONSTRAINT "cancelled_when_asked" CHECK ((((state = 'cancelled'::text) = (cancelled_at IS NOT NULL)) AND ((cancelled_at IS NULL) OR (cancel_asked_at IS NOT NULL)))),
  CONSTRAINT "invoice_amount_is_positive" CHECK ((amount_cents > 0)),
  CONSTRAINT "invoice_error_fits" CHECK ((char_length(error) <= 300)),
  CONSTRAINT "invoice_state_is_known" CHECK ((state = ANY (ARRAY['pending'::text, 'issued'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT "issued_with_number" CHECK (((state <> 'issued'::text) OR ((number IS NOT NULL) AND (issued_at IS NOT NULL)))),
  CONSTRAINT "service_invoices_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."service_invoices"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."service_invoices" FROM "anon";

CREATE TABLE "public"."therapist_fiscal" (
  "tenant_id"   uuid                     NOT NULL,
  "user_id"     uuid                     NOT NULL,
  "receives_as" text                     NOT NULL,
  "legal_name"  text,
  "document"    text,
  "address"     text,
  "city"        text,
  "occupation"  text,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "document_fits_what_receives" CHECK (
CASE receives_as
    WHEN 'pf'::text THEN (document ~ '^[0-9]{11}$'::text)
    WHEN 'pj'::text THEN (document ~ '^[0-9A-Z]{12}[0-9]{2}$'::text)
    ELSE (document IS NULL)
END),
  CONSTRAINT "fiscal_address_fits" CHECK (((char_length(address) <= 200) AND (char_length(city) <= 100))),
  CONSTRAINT "receives_as_is_known" CHECK ((receives_as = ANY (ARRAY['clinic'::text, 'pf'::text, 'pj'::text]))),
  CONSTRAINT "therapist_fiscal_pkey" PRIMARY KEY (tenant_id, user_id),
  CONSTRAINT "legal_name_is_one_plain_line" CHECK (((legal_name = app.normalize_name(legal_name)) AND ((char_length(legal_name) >= 2) AND (char_length(legal_name) <= 150))))
);

ALTER TABLE "public"."therapist_fiscal"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."therapist_fiscal" FROM "anon";

ALTER TABLE "public"."document_kinds"
  ADD COLUMN "cid_purpose" text;

CREATE OR REPLACE FUNCTION app.begin_service_invoice (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.service_invoices := app.lock_service_invoice(p_tenant_id, p_id);
begin
  update public.service_invoices i set attempts = i.attempts + 1 where i.tenant_id = p_tenant_id and i.id = p_id;
  return jsonb_build_object('id', p_id, 'number', v_row.number, 'request', v_row.content, 'cancel_reason', v_row.cancel_reason,
    'act', case when v_row.state = 'cancelled' then 'nothing' when v_row.cancel_asked_at is not null then 'cancel'
      when v_row.state = 'pending' then 'issue' else 'nothing' end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_service_invoice (
  p_tenant_id uuid,
  p_id        uuid,
  p_outcome   jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.service_invoices := app.lock_service_invoice(p_tenant_id, p_id);
begin
  if p_outcome ->> 'outcome' = 'issued' and v_row.state in ('pending', 'failed') then
    update public.service_invoices i set state = 'issued', number = p_outcome ->> 'number', verification_code = p_outcome ->> 'verification_code',
      xml_url = p_outcome ->> 'xml_url', pdf_url = p_outcome ->> 'pdf_url', issued_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'cancelled' and v_row.state <> 'cancelled' and v_row.cancel_asked_at is not null then
    update public.service_invoices i set state = 'cancelled', number = coalesce(i.number, p_outcome ->> 'number'), cancelled_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'refused' and v_row.state = 'issued' then
    -- it could not be cancelled, and holds
    update public.service_invoices i set cancel_asked_at = null, cancel_reason = null, error = left(p_outcome ->> 'reason', 300)
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'refused' and v_row.state = 'pending' then
    update public.service_invoices i set state = 'failed', error = left(p_outcome ->> 'reason', 300)
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  end if;
  perform app.tell_invoice(v_row);
  return v_row.state;
end;
$function$;

CREATE OR REPLACE FUNCTION app.fiscal_payer (
  p_tenant_id uuid,
  p_payer_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('name', coalesce(q.full_name, y.full_name), 'document', coalesce(q.cpf, y.cpf), 'patient_id', y.patient_id)
  from public.payers y left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  where y.tenant_id = p_tenant_id and y.id = p_payer_id;
$function$;

CREATE OR REPLACE FUNCTION app.fiscal_provider (
  p_tenant_id    uuid,
  p_therapist_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when f.receives_as in ('pf', 'pj') then jsonb_build_object(
      'kind', f.receives_as, 'name', coalesce(f.legal_name, h.name), 'document', f.document, 'address', f.address, 'city', f.city)
    else jsonb_build_object(
      'kind', 'clinic', 'name', coalesce(s.legal_name, t.name), 'document', coalesce(s.document, t.cpf_cnpj),
      'address', coalesce(s.address, l.lines), 'city', coalesce(s.city, l.city)) end
  from public.tenants t
  left join public.fiscal_settings s on s.tenant_id = t.id
  left join public.document_letterheads l on l.tenant_id = t.id
  left join public.therapists h on h.tenant_id = t.id and h.user_id = p_therapist_id
  left join public.therapist_fiscal f on f.tenant_id = t.id and f.user_id = p_therapist_id
  where t.id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_service_invoice (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.complete_service_invoice(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, '{"outcome": "refused", "reason": "unavailable"}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.insert_receipt (
  p_tenant_id    uuid,
  p_payment_id   uuid,
  p_patient_id   uuid,
  p_therapist_id uuid,
  p_cents        integer
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.receipts;
  v_entry public.money_entries;
  v_provider jsonb := app.fiscal_provider(p_tenant_id, p_therapist_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  if v_provider ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = coalesce(p_therapist_id::text, '');
  end if;
  select * into v_entry from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_payment_id;
  v_row.content := jsonb_build_object(
    'provider', v_provider,
    'professional', jsonb_build_object('name', app.author_name(p_tenant_id, p_therapist_id), 'council', app.council_of(p_tenant_id, p_therapist_id)),
    'payer', app.fiscal_payer(p_tenant_id, v_entry.payer_id) - 'patient_id',
    'patient', (select jsonb_build_object('name', p.full_name, 'document', p.cpf) from public.patients p
      where p.tenant_id = p_tenant_id and p.id = p_patient_id),
    'amount_cents', p_cents, 'paid_on', v_entry.occurred_on, 'method', v_entry.method,
    -- sessions that somebody came to: a paper never says that one who missed it was there
    'days', (select coalesce(jsonb_agg(distinct (x.starts_at at time zone v_zone)::date), '[]')
      from app.sessions_paid(p_tenant_id, p_payment_id, p_patient_id, p_therapist_id) x));
  v_row.year := extract(year from now() at time zone v_zone);
  select coalesce(max(r.number), 0) + 1 into v_row.number from public.receipts r where r.tenant_id = p_tenant_id and r.year = v_row.year;
  insert into public.receipts (tenant_id, payment_id, patient_id, therapist_id, year, number, amount_cents, paid_on, content, sha256, issued_by, issued_at)
  values (p_tenant_id, p_payment_id, p_patient_id, p_therapist_id, v_row.year, v_row.number, p_cents, v_entry.occurred_on, v_row.content,
    encode(sha256(convert_to(v_row.number || '/' || v_row.year || E'\n' || v_row.content::text, 'UTF8')), 'hex'), auth.uid(), date_trunc('second', now()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.invoice_json (
  p_invoice public.service_invoices
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_invoice.id, 'payment_id', p_invoice.payment_id, 'state', p_invoice.state, 'amount_cents', p_invoice.amount_cents,
    'number', p_invoice.number, 'verification_code', p_invoice.verification_code, 'xml_url', p_invoice.xml_url, 'pdf_url', p_invoice.pdf_url,
    'error', p_invoice.error, 'is_cancelling', p_invoice.cancel_asked_at is not null and p_invoice.state <> 'cancelled',
    'cancel_reason', p_invoice.cancel_reason);
$function$;

CREATE OR REPLACE FUNCTION app.lock_service_invoice (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.service_invoices
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.service_invoices;
begin
  select * into v_row from public.service_invoices i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invoice_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.payment_parts (
  p_tenant_id   uuid,
  p_payment_ids uuid[]
)
  RETURNS TABLE (
    payment_id   uuid,
    patient_id   uuid,
    therapist_id uuid,
    cents        integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with shares as materialized (
    select a.payment_id, c.patient_id, coalesce(c.therapist_id, app.usual_therapist(p_tenant_id, c.patient_id)) as therapist_id,
      a.amount_cents as cents
    from public.money_allocations a
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id
    where a.tenant_id = p_tenant_id and a.payment_id = any (p_payment_ids)
    union all
    -- paid in advance: for the patient whom it was received for, or the payer
    select m.id, o.patient_id, app.usual_therapist(p_tenant_id, o.patient_id), m.free_cents
    from public.money_payments m
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = m.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = m.payer_id
    cross join lateral (select coalesce(e.patient_id, y.patient_id) as patient_id) o
    where m.tenant_id = p_tenant_id and m.id = any (p_payment_ids) and m.free_cents > 0 and o.patient_id is not null)
  select s.payment_id, s.patient_id, s.therapist_id, sum(s.cents)::int
  from shares s
  join public.money_entries e on e.tenant_id = p_tenant_id and e.id = s.payment_id and e.kind = 'payment'
  group by s.payment_id, s.patient_id, s.therapist_id having sum(s.cents) > 0;
$function$;

CREATE OR REPLACE FUNCTION app.receipt_json (
  p_receipt public.receipts
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_receipt.id, 'payment_id', p_receipt.payment_id, 'patient_id', p_receipt.patient_id,
    'therapist_id', p_receipt.therapist_id, 'year', p_receipt.year, 'number', p_receipt.number, 'amount_cents', p_receipt.amount_cents,
    'paid_on', p_receipt.paid_on, 'content', p_receipt.content, 'sha256', p_receipt.sha256, 'issued_at', p_receipt.issued_at,
    'issued_by_name', app.author_name(p_receipt.tenant_id, p_receipt.issued_by), 'time_zone', app.clinic_zone(p_receipt.tenant_id),
    'cancelled_at', p_receipt.cancelled_at, 'cancel_reason', p_receipt.cancel_reason);
$function$;

CREATE OR REPLACE FUNCTION app.receipt_scope (
  p_tenant_id uuid,
  p_writes    boolean
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when app.require_member(p_tenant_id,
    case when p_writes then array['owner', 'admin', 'operator', 'therapist'] end) = 'therapist' then auth.uid() end;
$function$;

CREATE OR REPLACE FUNCTION app.receita_saude_line (
  p_paid_on     date,
  p_cents       integer,
  p_occupation  text,
  p_payer_cpf   text,
  p_patient_cpf text,
  p_document    text,
  p_council     text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select concat_ws(';',
    to_char(p_paid_on, 'DD/MM/YYYY'), 'R01.001.001', p_occupation,
    (p_cents / 100)::text || ',' || lpad((p_cents % 100)::text, 2, '0'),
    '', 'Atendimento', 'PF', p_payer_cpf, coalesce(p_patient_cpf, ''), case when p_patient_cpf is null then 'S' else '' end,
    '', '', '', 'S', p_document, p_council);
$function$;

CREATE OR REPLACE FUNCTION app.receita_saude_parts (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_from         date,
  p_to           date
)
  RETURNS TABLE (
    payment_id       uuid,
    patient_id       uuid,
    payer_id         uuid,
    number           bigint,
    paid_on          date,
    cents            integer,
    exported_cents   integer,
    exported_at      timestamp with time zone,
    payer            jsonb,
    patient_name     text,
    patient_document text,
    problem          text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with parts as materialized (
    select x.payment_id, x.patient_id, x.cents from app.payment_parts(p_tenant_id, array(
      select e.id from public.money_entries e
      where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on between p_from and p_to)) x
    where x.therapist_id = p_therapist_id
  ), exported as materialized (
    select r.payment_id, r.patient_id, sum(r.amount_cents) filter (where not r.is_again)::int as cents, max(x.created_at) as at
    from public.receita_saude_exports x
    join public.receita_saude_rows r on r.tenant_id = p_tenant_id and r.export_id = x.id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = r.payment_id and e.occurred_on between p_from and p_to
    where x.tenant_id = p_tenant_id and x.therapist_id = p_therapist_id
    group by r.payment_id, r.patient_id
  )
  select e.id, p.id, e.payer_id, e.number, e.occurred_on, coalesce(x.cents, 0), coalesce(o.cents, 0), o.at, f.payer, p.full_name, p.cpf,
    case when char_length(f.payer ->> 'document') = 14 then 'payer_is_company' when f.payer ->> 'document' is null then 'payer_document' end
  from parts x
  full join exported o on o.payment_id = x.payment_id and o.patient_id = x.patient_id
  join public.money_entries e on e.tenant_id = p_tenant_id and e.id = coalesce(x.payment_id, o.payment_id)
  join public.patients p on p.tenant_id = p_tenant_id and p.id = coalesce(x.patient_id, o.patient_id)
  cross join lateral (select app.fiscal_payer(p_tenant_id, e.payer_id) as payer) f;
$function$;

CREATE OR REPLACE FUNCTION app.receita_saude_problems (
  p_tenant_id    uuid,
  p_therapist_id uuid
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array_remove(array[
    case when f.document is null then 'document' end,
    case when f.occupation is null then 'occupation' end,
    case when h.council_number is null then 'council' end], null)
  from public.therapists h
  left join public.therapist_fiscal f on f.tenant_id = p_tenant_id and f.user_id = h.user_id
  where h.tenant_id = p_tenant_id and h.user_id = p_therapist_id;
$function$;

CREATE OR REPLACE FUNCTION app.require_receita_saude (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_from         date,
  p_to           date,
  p_writes       boolean
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, p_writes);
begin
  if v_scope <> p_therapist_id then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'It is another therapist''s money.';
  end if;
  if not exists (
    select from public.therapist_fiscal f where f.tenant_id = p_tenant_id and f.user_id = p_therapist_id and f.receives_as = 'pf') then
    raise sqlstate 'PT404' using message = 'therapist_not_found', detail = 'Nobody who receives as a person.';
  end if;
  if p_from is null or p_to is null or p_from > p_to or p_to - p_from > 366 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A period of at most one year.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.sessions_paid (
  p_tenant_id    uuid,
  p_payment_id   uuid,
  p_patient_id   uuid,
  p_therapist_id uuid
)
  RETURNS SETOF public.sessions
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with paid as (
    select a.charge_id from public.money_allocations a
    where a.tenant_id = p_tenant_id and a.payment_id = p_payment_id group by a.charge_id having sum(a.amount_cents) > 0)
  select s.* from public.session_bills b
  join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = b.session_id and sp.patient_id = b.patient_id
    and sp.status = 'attended'
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = b.session_id
  where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and (p_therapist_id is null or s.therapist_id = p_therapist_id)
    and (b.charge_id in (select p.charge_id from paid p)
      or exists (
        select from public.session_packages k join paid p on p.charge_id = k.charge_id
        where k.tenant_id = p_tenant_id and k.id = b.package_id)
      or exists (
        select from public.monthly_fee_months m join paid p on p.charge_id = m.charge_id
        where m.tenant_id = p_tenant_id and m.fee_id = b.monthly_fee_id and m.month = date_trunc('month', b.day)::date));
$function$;

CREATE OR REPLACE FUNCTION app.tell_invoice (
  p_invoice public.service_invoices
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.tell_money(p_invoice.tenant_id, m.payer_id) from public.money_payments m
  where m.tenant_id = p_invoice.tenant_id and m.id = p_invoice.payment_id;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_payments__cancel_receipts()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if new.refunded_cents > old.refunded_cents or new.reversed_at is not null and old.reversed_at is null then
    update public.receipts r set cancelled_at = now(), cancelled_by = auth.uid(),
      cancel_reason = case when new.reversed_at is null then 'Valor devolvido' else 'Pagamento estornado' end
    where r.tenant_id = new.tenant_id and r.payment_id = new.id and r.cancelled_at is null;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_receipts__stay()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if to_jsonb(new) - array['cancelled_at', 'cancelled_by', 'cancel_reason', 'patient_id']
    is distinct from to_jsonb(old) - array['cancelled_at', 'cancelled_by', 'cancel_reason', 'patient_id']
    or old.cancelled_at is not null and (new.cancelled_at, new.cancel_reason) is distinct from (old.cancelled_at, old.cancel_reason) then
    raise sqlstate 'PT409' using message = 'document_issued', hint = 'Issue another receipt.';
  end if;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.usual_therapist (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(
    (select b.therapist_id from public.session_bills b
     where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id order by b.day desc, b.session_id limit 1),
    (select case when count(*) = 1 then (array_agg(t.user_id))[1] end from public.therapists t where t.tenant_id = p_tenant_id and t.is_active));
$function$;

CREATE OR REPLACE FUNCTION public.cancel_receipt (
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
  v_scope uuid := app.receipt_scope(p_tenant_id, true);
  v_row public.receipts;
  v_reason text := app.trimmed(p_reason, 200);
begin
  select * into v_row from public.receipts r
  where r.tenant_id = p_tenant_id and r.id = p_id and (v_scope is null or r.therapist_id = v_scope) for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'receipt_not_found';
  end if;
  if v_row.cancelled_at is null then
    if v_reason is null or char_length(v_reason) < 3 then
      raise sqlstate 'PT400' using message = 'cancel_reason_required';
    end if;
    update public.receipts r set cancelled_at = now(), cancelled_by = auth.uid(), cancel_reason = v_reason
    where r.tenant_id = p_tenant_id and r.id = p_id returning * into v_row;
    perform app.tell_money(p_tenant_id, (select m.payer_id from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_row.payment_id));
  end if;
  return app.receipt_json(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_receipt"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_service_invoice (
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
  v_row public.service_invoices;
begin
  perform app.require_money_writer(p_tenant_id);
  v_row := app.lock_service_invoice(p_tenant_id, p_id);
  if v_row.cancel_asked_at is null then
    update public.service_invoices i set cancel_asked_at = now(), cancel_reason = app.require_reason(p_reason), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
    perform app.enqueue_at(p_tenant_id, 'service_invoice', jsonb_build_object('id', p_id), now());
    perform app.tell_invoice(v_row);
  end if;
  return app.invoice_json(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_service_invoice"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.export_receita_saude (
  p_tenant_id     uuid,
  p_id            uuid,
  p_therapist_id  uuid,
  p_from          date,
  p_to            date,
  p_again         boolean DEFAULT false,
  p_complete_only boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_known public.receita_saude_exports;
  v_fiscal public.therapist_fiscal;
  v_council text;
begin
  perform app.require_receita_saude(p_tenant_id, p_therapist_id, p_from, p_to, true);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- two who export at once mark each payment once
  select * into v_fiscal from public.therapist_fiscal f where f.tenant_id = p_tenant_id and f.user_id = p_therapist_id for update;
  select * into v_known from public.receita_saude_exports x where x.tenant_id = p_tenant_id and x.id = p_id;
  if v_known.id is null then
    if cardinality(app.receita_saude_problems(p_tenant_id, p_therapist_id)) > 0 or not coalesce(p_complete_only, false) and exists (
      select from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
      where x.problem = 'payer_document' and (x.cents > x.exported_cents or p_again and x.cents > 0)) then
      raise sqlstate 'PT409' using message = 'receita_saude_incomplete';
    end if;
    select h.council_number into v_council from public.therapists h where h.tenant_id = p_tenant_id and h.user_id = p_therapist_id;
    insert into public.receita_saude_exports (tenant_id, id, therapist_id, from_day, to_day, created_by)
    values (p_tenant_id, p_id, p_therapist_id, p_from, p_to, auth.uid());
    insert into public.receita_saude_rows (tenant_id, export_id, position, payment_id, patient_id, amount_cents, is_again, line)
    select p_tenant_id, p_id, row_number() over (order by x.paid_on, x.number, x.patient_id), x.payment_id, x.patient_id, c.cents,
      x.cents <= x.exported_cents,
      app.receita_saude_line(x.paid_on, c.cents, v_fiscal.occupation, x.payer ->> 'document', x.patient_document, v_fiscal.document, v_council)
    from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
    cross join lateral (select case when x.cents > x.exported_cents then x.cents - x.exported_cents when p_again then x.cents else 0 end as cents) c
    where x.problem is null and c.cents > 0;
    if not found then
      raise sqlstate 'PT409' using message = 'nothing_to_export';
    end if;
  elsif v_known.therapist_id <> p_therapist_id then
    raise sqlstate 'PT409' using message = 'client_id_in_use';
  end if;
  return jsonb_build_object('id', p_id,
    'lines', (select count(*) from public.receita_saude_rows r where r.tenant_id = p_tenant_id and r.export_id = p_id),
    'files', (
      select jsonb_agg(f.content order by f.part) from (
        select (r.position - 1) / 1000 as part, string_agg(r.line, E'\r\n' order by r.position) || E'\r\n' as content
        from public.receita_saude_rows r where r.tenant_id = p_tenant_id and r.export_id = p_id group by 1) f));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."export_receita_saude"(uuid, uuid, uuid, date, date, boolean, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_fiscal_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, false);
begin
  return jsonb_build_object(
    'clinic', case when v_scope is null then (
      select jsonb_build_object('legal_name', s.legal_name, 'document', s.document, 'address', s.address, 'city', s.city,
        'issues_invoices', coalesce(s.issues_invoices, false), 'service_item', coalesce(s.service_item, '4.16'),
        'iss_basis_points', coalesce(s.iss_basis_points, 200), 'on_paper', app.fiscal_provider(p_tenant_id, null))
      from public.tenants t left join public.fiscal_settings s on s.tenant_id = t.id where t.id = p_tenant_id) end,
    'therapists', coalesce((
      select jsonb_agg(jsonb_build_object('user_id', h.user_id, 'name', h.name, 'council', app.council_of(p_tenant_id, h.user_id),
        'council_key', h.council, 'receives_as', coalesce(f.receives_as, 'clinic'), 'legal_name', f.legal_name, 'document', f.document,
        'address', f.address, 'city', f.city, 'occupation', f.occupation) order by h.position, h.name)
      from public.therapists h
      left join public.therapist_fiscal f on f.tenant_id = p_tenant_id and f.user_id = h.user_id
      where h.tenant_id = p_tenant_id and h.is_active and (v_scope is null or h.user_id = v_scope)), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_fiscal_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_payer_year (
  p_tenant_id uuid,
  p_payer_id  uuid,
  p_year      integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[];
begin
  perform app.require_money_reader(p_tenant_id);
  if not exists (select from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id) then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  if p_year is null or p_year not between 2000 and 2200 then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  v_ids := array(select e.id from public.money_entries e where e.tenant_id = p_tenant_id and e.payer_id = p_payer_id and e.kind = 'payment'
    and e.occurred_on between make_date(p_year, 1, 1) and make_date(p_year, 12, 31));
  return (
    select jsonb_build_object('year', p_year, 'payer', app.fiscal_payer(p_tenant_id, p_payer_id) - 'patient_id',
      'clinic', app.fiscal_provider(p_tenant_id, null), 'total_cents', coalesce(sum(x.cents), 0),
      'payments', coalesce(jsonb_agg(jsonb_build_object('paid_on', e.occurred_on, 'amount_cents', x.cents, 'method', e.method,
        'patient_id', x.patient_id, 'patient_name', p.full_name, 'patient_document', p.cpf, 'provider', app.fiscal_provider(p_tenant_id, x.therapist_id),
        'receipts', (select string_agg(r.number || '/' || r.year, ', ' order by r.year, r.number) from public.receipts r
          where r.tenant_id = p_tenant_id and r.payment_id = e.id and r.patient_id = x.patient_id
            and r.therapist_id is not distinct from x.therapist_id and r.cancelled_at is null))
        order by p.full_name, x.patient_id, e.occurred_on, e.number), '[]'))
    from app.payment_parts(p_tenant_id, v_ids) x
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = x.payment_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = x.patient_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_payer_year"(uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.issue_patient_document (
  p_tenant_id     uuid,
  p_id            uuid,
  p_patient_id    uuid,
  p_template_id   uuid,
  p_title         text,
  p_body          text,
  p_purpose       text    DEFAULT NULL::text,
  p_addressee     text    DEFAULT NULL::text,
  p_cid           text    DEFAULT NULL::text,
  p_cid_consented boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_patient public.patients;
  v_template jsonb;
  v_kind public.document_kinds;
  v_row public.patient_documents;
begin
  v_patient := app.require_patient(p_tenant_id, p_patient_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select t into v_template from jsonb_array_elements(public.list_document_templates(p_tenant_id)) t where t ->> 'id' = p_template_id::text;
  if not found then
    raise sqlstate 'PT404' using message = 'document_template_not_found';
  end if;
  select * into v_kind from public.document_kinds k where k.key = v_template ->> 'kind';
  if not v_kind.desk_may_issue and not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'not_in_care_team', hint = 'Whoever treats the patient issues it.';
  end if;
  v_row.title := app.require_name(p_title);
  v_row.body := app.document_body(p_body);
  if v_row.body ~ '[{]{2}|[}]{2}' then
    raise sqlstate 'PT400' using message = 'document_not_filled_in', detail = substring(v_row.body from '[{]{2}[^}]*[}]{2}');
  end if;
  v_row.cid := nullif(upper(btrim(p_cid)), '');
  if v_row.cid is not null and not (v_kind.takes_cid and coalesce(p_cid_consented, false))
    or not v_kind.takes_cid and v_row.body ~* '\mCID\M' then
    raise sqlstate 'PT400' using message = 'cid_not_allowed', hint = 'The patient has to agree; a declaration of attendance has none.';
  end if;
  if v_row.cid !~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,2})?$' then
    raise sqlstate 'PT400' using message = 'invalid_cid';
  end if;
  if v_row.cid is not null and v_kind.cid_purpose is not null and not exists (
    select from public.consents c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id and c.purpose = v_kind.cid_purpose
      and c.revoked_at is null) then
    raise sqlstate 'PT409' using message = 'cid_consent_required', detail = v_kind.cid_purpose;
  end if;
  -- one number after the other, also of two who issue at once; the same press again finds its document
  perform pg_advisory_xact_lock(hashtextextended('documents:' || p_tenant_id, 0));
  if exists (select from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id and d.author_id <> auth.uid()) then
    raise sqlstate 'PT409' using message = 'client_id_in_use';
  end if;
  if not exists (select from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id) then
    v_row.tenant_id := p_tenant_id;
    v_row.id := p_id;
    v_row.patient_id := p_patient_id;
    v_row.kind := v_kind.key;
    v_row.is_clinical := v_kind.is_clinical;
    v_row.template_id := p_template_id;
    v_row.template_version := v_template ->> 'version';
    v_row.patient_name := v_patient.name;
    v_row.purpose := app.trimmed(p_purpose, 200);
    v_row.addressee := app.trimmed(p_addressee, 200);
    v_row.cid_consented := v_row.cid is not null;
    v_row.issued_at := date_trunc('second', now());
    v_row.author_id := auth.uid();
    v_row.author_council := app.council_of(p_tenant_id, auth.uid());
    v_row.author_name := app.author_name(p_tenant_id, auth.uid());
    select t.name, l.lines, extract(year from now() at time zone t.time_zone) into v_row.clinic_name, v_row.letterhead, v_row.year
    from public.tenants t left join public.document_letterheads l on l.tenant_id = t.id where t.id = p_tenant_id;
    select coalesce(max(d.number), 0) + 1 into v_row.number from public.patient_documents d
    where d.tenant_id = p_tenant_id and d.year = v_row.year;
    v_row.sha256 := encode(sha256(convert_to(app.document_content(v_row), 'UTF8')), 'hex');
    insert into public.patient_documents (tenant_id, id, patient_id, kind, year, number, template_id, template_version, title,
      body, patient_name, purpose, addressee, cid, cid_consented, clinic_name, letterhead, author_id, author_name, author_council, is_clinical, issued_at, sha256)
    values (p_tenant_id, p_id, p_patient_id, v_row.kind, v_row.year, v_row.number, v_row.template_id, v_row.template_version,
      v_row.title, v_row.body, v_row.patient_name, v_row.purpose, v_row.addressee, v_row.cid, v_row.cid_consented, v_row.clinic_name,
      v_row.letterhead, v_row.author_id, v_row.author_name, v_row.author_council, v_row.is_clinical, v_row.issued_at, v_row.sha256);
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', p_patient_id));
  end if;
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id;
  return app.document_payload(v_row);
end;
$function$;

CREATE OR REPLACE FUNCTION public.issue_receipts (
  p_tenant_id  uuid,
  p_payment_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, true);
  v_payer uuid;
  v_part record;
  v_cents integer;
begin
  select m.payer_id into v_payer from public.money_payments m
  join public.money_entries e on e.tenant_id = p_tenant_id and e.id = m.id and e.kind = 'payment'
  where m.tenant_id = p_tenant_id and m.id = p_payment_id and (v_scope is null or exists (
    select from app.payment_parts(p_tenant_id, array[p_payment_id]) x where x.therapist_id = v_scope));
  if v_payer is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_payer);
  perform pg_advisory_xact_lock(hashtextextended('receipts:' || p_tenant_id, 0));
  for v_part in
    select x.patient_id, x.therapist_id, x.cents - coalesce((
      select sum(r.amount_cents) from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id
        and r.patient_id = x.patient_id and r.therapist_id is not distinct from x.therapist_id and r.cancelled_at is null), 0) as cents
    from app.payment_parts(p_tenant_id, array[p_payment_id]) x
    where v_scope is null or x.therapist_id = v_scope
    order by x.patient_id, x.therapist_id
  loop
    -- all receipts of a payment together say no more than was paid
    v_cents := least(v_part.cents, (
      select m.amount_cents - m.refunded_cents - coalesce((
        select sum(r.amount_cents) from public.receipts r
        where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id and r.cancelled_at is null), 0)
      from public.money_payments m where m.tenant_id = p_tenant_id and m.id = p_payment_id));
    continue when v_cents <= 0;
    perform app.insert_receipt(p_tenant_id, p_payment_id, v_part.patient_id, v_part.therapist_id, v_cents);
  end loop;
  if not exists (
    select from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id and r.cancelled_at is null
      and (v_scope is null or r.therapist_id = v_scope)) then
    raise sqlstate 'PT409' using message = 'nothing_to_receipt';
  end if;
  perform app.tell_money(p_tenant_id, v_payer);
  return public.list_receipts(p_tenant_id, p_payment_id, false);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."issue_receipts"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.issue_reimbursement_note (
  p_tenant_id   uuid,
  p_id          uuid,
  p_receipt_ids uuid[],
  p_cid         text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, true);
  v_cid text := nullif(btrim(p_cid), '');
  v_patient public.patients;
  v_patients integer;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_days text;
  v_body text;
begin
  select count(distinct r.patient_id) into v_patients from public.receipts r
  where r.tenant_id = p_tenant_id and r.id = any (p_receipt_ids) and r.cancelled_at is null and (v_scope is null or r.therapist_id = v_scope);
  if v_patients <> 1 then
    raise sqlstate 'PT404' using message = 'receipt_not_found', detail = 'Receipts of one patient that hold.';
  end if;
  select p.* into v_patient from public.receipts r
  join public.patients p on p.tenant_id = p_tenant_id and p.id = r.patient_id
  where r.tenant_id = p_tenant_id and r.id = any (p_receipt_ids) limit 1;
  select string_agg(to_char(x.starts_at at time zone v_zone, 'DD/MM/YYYY') || ', das ' || to_char(x.starts_at at time zone v_zone, 'HH24"h"MI')
    || ' às ' || to_char(x.ends_at at time zone v_zone, 'HH24"h"MI'), E';\n' order by x.starts_at) into v_days
  from (
    select distinct s.id, s.starts_at, s.ends_at from public.receipts r
    cross join lateral app.sessions_paid(p_tenant_id, r.payment_id, r.patient_id, r.therapist_id) s
    where r.tenant_id = p_tenant_id and r.id = any (p_receipt_ids)) x;
  if v_days is null then
    raise sqlstate 'PT409' using message = 'no_attended_sessions';
  end if;
  select format(E'Declaro, para fins de reembolso, que %s%s compareceu a %s para atendimento em:\n\n%s.\n\n%s%s.', v_patient.full_name,
    coalesce(', CPF ' || regexp_replace(v_patient.cpf, '(...)(...)(...)(..)', '\1.\2.\3-\4') || ',', ''), t.name, v_days,
    coalesce(l.city || ', ', ''), to_char(now() at time zone v_zone, 'DD/MM/YYYY'))
  into v_body from public.tenants t left join public.document_letterheads l on l.tenant_id = t.id where t.id = p_tenant_id;
  -- without a code it says that somebody was here, and the desk may say so
  return public.issue_patient_document(p_tenant_id, p_id, v_patient.id, case when v_cid is null
    then '0d000000-0000-4000-8000-000000000001'::uuid else '0d000000-0000-4000-8000-000000000010'::uuid end,
    'Declaração de comparecimento', v_body, 'Reembolso', null, v_cid, v_cid is not null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."issue_reimbursement_note"(uuid, uuid, uuid[], text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.issue_service_invoices (
  p_tenant_id  uuid,
  p_payment_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_settings public.fiscal_settings;
  v_entry public.money_entries;
  v_payer jsonb;
  v_part record;
  v_row public.service_invoices;
begin
  perform app.require_money_writer(p_tenant_id);
  select * into v_entry from public.money_entries e where e.tenant_id = p_tenant_id and e.id = p_payment_id and e.kind = 'payment';
  if v_entry.id is null then
    raise sqlstate 'PT404' using message = 'money_entry_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_entry.payer_id);
  select * into v_settings from public.fiscal_settings s where s.tenant_id = p_tenant_id;
  if not coalesce(v_settings.issues_invoices, false) then
    raise sqlstate 'PT409' using message = 'invoices_are_off';
  end if;
  v_payer := app.fiscal_payer(p_tenant_id, v_entry.payer_id) - 'patient_id';
  if v_payer ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'payer_document_missing';
  end if;
  for v_part in
    select x.provider, sum(x.cents)::int as cents from (
      select app.fiscal_provider(p_tenant_id, z.therapist_id) as provider, z.cents from app.payment_parts(p_tenant_id, array[p_payment_id]) z) x
    where x.provider ->> 'kind' <> 'pf' group by x.provider order by x.provider ->> 'document'
  loop
    if coalesce(char_length(v_part.provider ->> 'document'), 0) <> 14 then
      raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = 'cnpj';
    end if;
    insert into public.service_invoices (tenant_id, payment_id, provider_document, amount_cents, content, created_by)
    values (p_tenant_id, p_payment_id, v_part.provider ->> 'document', v_part.cents, jsonb_build_object(
      'provider', v_part.provider, 'payer', v_payer, 'service_item', v_settings.service_item, 'iss_basis_points', v_settings.iss_basis_points,
      'description', 'Atendimento', 'amount_cents', v_part.cents, 'paid_on', v_entry.occurred_on), auth.uid())
    on conflict (tenant_id, payment_id, provider_document) where state <> 'cancelled' do nothing
    returning * into v_row;
    if found then
      perform app.enqueue_at(p_tenant_id, 'service_invoice', jsonb_build_object('id', v_row.id), now());
    end if;
  end loop;
  if not exists (
    select from public.service_invoices i where i.tenant_id = p_tenant_id and i.payment_id = p_payment_id and i.state <> 'cancelled') then
    raise sqlstate 'PT409' using message = 'nothing_to_invoice';
  end if;
  perform app.tell_money(p_tenant_id, v_entry.payer_id);
  return (
    select jsonb_agg(app.invoice_json(i) order by i.created_at) from public.service_invoices i
    where i.tenant_id = p_tenant_id and i.payment_id = p_payment_id and i.state <> 'cancelled');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."issue_service_invoices"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_receipts (
  p_tenant_id  uuid,
  p_payment_id uuid,
  p_cancelled  boolean DEFAULT true
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, false);
begin
  return (
    select coalesce(jsonb_agg(app.receipt_json(r) order by r.year, r.number), '[]') from public.receipts r
    where r.tenant_id = p_tenant_id and r.payment_id = p_payment_id and (v_scope is null or r.therapist_id = v_scope)
      and (p_cancelled or r.cancelled_at is null));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_receipts"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_receita_saude (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_from         date,
  p_to           date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_receita_saude(p_tenant_id, p_therapist_id, p_from, p_to, false);
  return (
    select jsonb_build_object(
      'problems', to_jsonb(app.receita_saude_problems(p_tenant_id, p_therapist_id)),
      'rows', coalesce(jsonb_agg(o.one order by x.paid_on, x.number, x.patient_name) filter (where x.cents > 0), '[]'),
      'refunded', coalesce(jsonb_agg(o.one order by x.paid_on, x.number, x.patient_name) filter (where x.exported_cents > x.cents), '[]'))
    from app.receita_saude_parts(p_tenant_id, p_therapist_id, p_from, p_to) x
    cross join lateral (select jsonb_build_object('payment_id', x.payment_id, 'patient_id', x.patient_id, 'paid_on', x.paid_on,
      'amount_cents', x.cents, 'exported_cents', x.exported_cents, 'exported_at', x.exported_at, 'payer_name', x.payer ->> 'name',
      'payer_document', x.payer ->> 'document', 'payer_patient_id', x.payer ->> 'patient_id', 'patient_name', x.patient_name,
      'patient_document', x.patient_document, 'problem', x.problem) as one) o);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_receita_saude"(uuid, uuid, date, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_received_payments (
  p_tenant_id uuid,
  p_where     jsonb   DEFAULT '{}'::jsonb,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id             uuid,
    number         bigint,
    paid_on        date,
    amount_cents   integer,
    refunded_cents integer,
    is_reversed    boolean,
    method         text,
    payer_id       uuid,
    payer_name     text,
    payer_document text,
    patients       text,
    therapists     text,
    thread_key     text,
    receipts       jsonb,
    invoices       jsonb,
    may_invoice    boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, false);
  v_from date := app.typed_date(p_where ->> 'from');
  v_to date := app.typed_date(p_where ->> 'to');
  v_payer uuid := app.typed_id(p_where ->> 'payer_id');
  v_payment uuid := app.typed_id(p_where ->> 'payment_id');
  v_invoices boolean := coalesce((select s.issues_invoices from public.fiscal_settings s where s.tenant_id = p_tenant_id), false);
  v_ids uuid[];
begin
  v_ids := array(
    select e.id from public.money_entries e
    where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on between coalesce(v_from, '-infinity') and coalesce(v_to, 'infinity')
      and (v_payer is null or e.payer_id = v_payer) and (v_payment is null or e.id = v_payment)
      and (e.occurred_on, e.number) < (coalesce(app.typed_date(p_after ->> 'paid_on'), 'infinity'), coalesce((p_after ->> 'number')::bigint, 0))
      and (v_scope is null or exists (
        select from public.money_allocations a join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id
        where a.tenant_id = p_tenant_id and a.payment_id = e.id and c.therapist_id = v_scope)
        or exists (select from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = e.id and r.therapist_id = v_scope))
    order by e.occurred_on desc, e.number desc limit least(greatest(coalesce(p_limit, 50), 1), 200));
  return query
    select e.id, e.number, e.occurred_on, case when v_scope is null then m.amount_cents else coalesce(x.cents, 0) end,
      m.refunded_cents, m.reversed_at is not null, e.method, e.payer_id,
      coalesce(q.name, y.full_name), coalesce(q.cpf, y.cpf), x.patients, x.therapists,
      case when v_scope is null then app.thread_of_payer(y) end,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'year', r.year, 'number', r.number, 'amount_cents', r.amount_cents,
          'is_cancelled', r.cancelled_at is not null) order by r.year, r.number)
        from public.receipts r where r.tenant_id = p_tenant_id and r.payment_id = e.id and (v_scope is null or r.therapist_id = v_scope)), '[]'),
      case when v_scope is null then coalesce((
        select jsonb_agg(jsonb_build_object('id', i.id, 'state', i.state, 'number', i.number, 'error', i.error, 'xml_url', i.xml_url,
          'pdf_url', i.pdf_url, 'amount_cents', i.amount_cents, 'is_cancelling', i.cancel_asked_at is not null and i.state <> 'cancelled') order by i.created_at)
        from public.service_invoices i where i.tenant_id = p_tenant_id and i.payment_id = e.id), '[]') else '[]'::jsonb end,
      v_invoices and v_scope is null and m.reversed_at is null and coalesce(x.has_company, false)
    from unnest(v_ids) with ordinality o (id, place)
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = o.id
    join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = e.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
    left join (
      select z.payment_id, sum(z.cents)::int as cents, string_agg(distinct p.name, ', ') as patients, string_agg(distinct h.name, ', ') as therapists,
        bool_or(f.receives_as is distinct from 'pf') as has_company
      from app.payment_parts(p_tenant_id, v_ids) z
      join public.patients p on p.tenant_id = p_tenant_id and p.id = z.patient_id
      left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = z.therapist_id
      left join public.therapist_fiscal f on f.tenant_id = p_tenant_id and f.user_id = z.therapist_id
      where v_scope is null or z.therapist_id = v_scope
      group by z.payment_id) x on x.payment_id = e.id
    order by o.place;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_received_payments"(uuid, jsonb, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.retry_service_invoice (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.service_invoices;
begin
  perform app.require_money_writer(p_tenant_id);
  v_row := app.lock_service_invoice(p_tenant_id, p_id);
  if v_row.state = 'failed' then
    update public.service_invoices i set state = 'pending', error = null where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
    perform app.enqueue_at(p_tenant_id, 'service_invoice', jsonb_build_object('id', p_id), now());
    perform app.tell_invoice(v_row);
  end if;
  return app.invoice_json(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."retry_service_invoice"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_fiscal_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_document text;
  v_iss integer := app.typed_number(p_settings ->> 'iss_basis_points');
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin']);
  v_document := app.normalise_cpf_cnpj(p_settings ->> 'document');
  if p_settings ->> 'document' ~ '\w' and v_document is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  if coalesce(p_settings ->> 'service_item', '4.16') not in ('4.01', '4.08', '4.10', '4.16') or v_iss not between 0 and 500 then
    raise sqlstate 'PT400' using message = 'invalid_fiscal_settings';
  end if;
  insert into public.fiscal_settings as s (tenant_id, legal_name, document, address, city, issues_invoices, service_item, iss_basis_points)
  values (p_tenant_id, case when p_settings ->> 'legal_name' ~ '\S' then app.require_name(p_settings ->> 'legal_name', 150) end, v_document,
    app.trimmed(p_settings ->> 'address', 200), app.trimmed(p_settings ->> 'city', 100),
    coalesce(p_settings -> 'issues_invoices' = 'true', false), coalesce(p_settings ->> 'service_item', '4.16'), coalesce(v_iss, 200))
  on conflict (tenant_id) do update set
    legal_name = excluded.legal_name, document = excluded.document, address = excluded.address, city = excluded.city,
    issues_invoices = excluded.issues_invoices, service_item = excluded.service_item, iss_basis_points = excluded.iss_basis_points;
  return public.get_fiscal_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_fiscal_settings"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_therapist_fiscal (
  p_tenant_id uuid,
  p_user_id   uuid,
  p_fiscal    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'therapist']);
  v_as text := p_fiscal ->> 'receives_as';
  v_document text := app.normalise_cpf_cnpj(p_fiscal ->> 'document');
  v_occupation text := nullif(p_fiscal ->> 'occupation', '');
begin
  if v_role not in ('owner', 'admin') and p_user_id <> auth.uid() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if v_as is null or v_as not in ('clinic', 'pf', 'pj')
    or not exists (select from public.health_occupations o where o.code = v_occupation) and v_occupation is not null then
    raise sqlstate 'PT400' using message = 'invalid_fiscal_settings';
  end if;
  if v_as = 'clinic' then
    v_document := null;
  elsif v_document is null and p_fiscal ->> 'document' ~ '\w' or char_length(v_document) <> (case v_as when 'pf' then 11 else 14 end) then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  insert into public.therapist_fiscal as f (tenant_id, user_id, receives_as, legal_name, document, address, city, occupation)
  values (p_tenant_id, p_user_id, v_as, case when p_fiscal ->> 'legal_name' ~ '\S' then app.require_name(p_fiscal ->> 'legal_name', 150) end,
    v_document, app.trimmed(p_fiscal ->> 'address', 200), app.trimmed(p_fiscal ->> 'city', 100), v_occupation)
  on conflict (tenant_id, user_id) do update set
    receives_as = excluded.receives_as, legal_name = excluded.legal_name, document = excluded.document, address = excluded.address,
    city = excluded.city, occupation = excluded.occupation;
  return public.get_fiscal_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_therapist_fiscal"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."fiscal_settings"
  ADD CONSTRAINT "fiscal_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."receipts"
  ADD CONSTRAINT "receipts_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."receipts"
  ADD CONSTRAINT "receipts_tenant_id_payment_id_fkey" FOREIGN KEY (tenant_id, payment_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."receita_saude_exports"
  ADD CONSTRAINT "receita_saude_exports_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."receita_saude_rows"
  ADD CONSTRAINT "receita_saude_rows_tenant_id_export_id_fkey" FOREIGN KEY (tenant_id, export_id) REFERENCES public.receita_saude_exports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."receita_saude_rows"
  ADD CONSTRAINT "receita_saude_rows_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."receita_saude_rows"
  ADD CONSTRAINT "receita_saude_rows_tenant_id_payment_id_fkey" FOREIGN KEY (tenant_id, payment_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."service_invoices"
  ADD CONSTRAINT "service_invoices_tenant_id_payment_id_fkey" FOREIGN KEY (tenant_id, payment_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."therapist_fiscal"
  ADD CONSTRAINT "therapist_fiscal_occupation_fkey" FOREIGN KEY (occupation) REFERENCES public.health_occupations(code) ON DELETE RESTRICT;

ALTER TABLE "public"."therapist_fiscal"
  ADD CONSTRAINT "therapist_fiscal_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX money_entries_paid ON public.money_entries USING btree (tenant_id, occurred_on DESC, number DESC)
  WHERE (kind = 'payment'::text);

CREATE INDEX receipts_patient ON public.receipts USING btree (tenant_id, patient_id, issued_at DESC);

CREATE INDEX receipts_payment ON public.receipts USING btree (tenant_id, payment_id);

CREATE INDEX receita_saude_exports_therapist ON public.receita_saude_exports USING btree (tenant_id, therapist_id, created_at DESC);

CREATE INDEX receita_saude_rows_patient ON public.receita_saude_rows USING btree (tenant_id, patient_id);

CREATE INDEX receita_saude_rows_payment ON public.receita_saude_rows USING btree (tenant_id, payment_id);

CREATE UNIQUE INDEX service_invoices_once ON public.service_invoices USING btree (tenant_id, payment_id, provider_document)
  WHERE (state <> 'cancelled'::text);

CREATE INDEX service_invoices_payment ON public.service_invoices USING btree (tenant_id, payment_id);

CREATE INDEX therapist_fiscal_occupation ON public.therapist_fiscal USING btree (occupation)
  WHERE (occupation IS NOT NULL);

CREATE TRIGGER fiscal_settings_touch
  BEFORE UPDATE ON public.fiscal_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER money_payments_cancel_receipts
  AFTER UPDATE OF refunded_cents, reversed_at ON public.money_payments
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_payments__cancel_receipts();

CREATE TRIGGER receipts_stay
  BEFORE UPDATE ON public.receipts
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_receipts__stay();

CREATE TRIGGER therapist_fiscal_touch
  BEFORE UPDATE ON public.therapist_fiscal
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_desk" ON "public"."fiscal_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."health_occupations"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_desk" ON "public"."receipts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."receita_saude_exports"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."receita_saude_rows"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."service_invoices"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."therapist_fiscal"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."document_kinds"."cid_purpose" IS 'The consent that has to be recorded before a code stands on it; a key of intake_purposes; null where the word of the author is enough.';

COMMENT ON COLUMN "public"."fiscal_settings"."service_item" IS 'Item of the list of LC 116: 4.01 medicine, 4.08 occupational, physio and speech therapy, 4.10 nutrition, 4.16 psychology.';

COMMENT ON COLUMN "public"."health_occupations"."councils" IS 'Councils of whose members it is the occupation: it is proposed to them.';

COMMENT ON COLUMN "public"."receipts"."content" IS 'Everything the paper says: {provider {kind, name, document, address, city}, professional {name, council}, payer {name, document}, patient {name, document}, amount_cents, paid_on, method, days}. The PDF is made from it again at any time.';

COMMENT ON COLUMN "public"."receipts"."sha256" IS 'Of number and content: whoever has the row can check a paper.';

COMMENT ON COLUMN "public"."receipts"."therapist_id" IS 'Whose work it was; null when nobody is known. No foreign key, as in charges.';

COMMENT ON COLUMN "public"."receita_saude_rows"."is_again" IS 'By choice a second time: it counts for no more than the first.';

COMMENT ON COLUMN "public"."service_invoices"."content" IS 'What the issuer is asked for, as it was when somebody pressed the button: {provider, payer, service_item, iss_basis_points, description, amount_cents, paid_on}.';

COMMENT ON COLUMN "public"."therapist_fiscal"."document" IS 'CPF of a person, CNPJ of a company; not the members'' to read, so it does not stand in therapists.';

COMMENT ON FUNCTION "app"."begin_service_invoice"(uuid, uuid) IS 'Caller: workers. What is to be done of an invoice: {id, act issue|cancel|nothing, number, request, cancel_reason}. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."complete_service_invoice"(uuid, uuid, jsonb) IS 'Caller: workers. What became of an invoice: {outcome issued|cancelled|refused, number, verification_code, xml_url, pdf_url, reason}; a repetition changes nothing. Answers its state. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."fiscal_payer"(uuid, uuid) IS 'Who pays, with the civil name, as fiscal papers name them: {name, document, patient_id}.';

COMMENT ON FUNCTION "app"."fiscal_provider"(uuid, uuid) IS 'Who is paid for a therapist''s sessions: {kind pf|pj|clinic, name, document, address, city}.';

COMMENT ON FUNCTION "app"."insert_receipt"(uuid, uuid, uuid, uuid, integer) IS 'Writes down a receipt with everything it says. The payer and the numbers of the clinic are locked. Errors: PT409 receipt_provider_incomplete (detail: the therapist, or nothing for the clinic).';

COMMENT ON FUNCTION "app"."invoice_json"(public.service_invoices) IS 'An invoice as functions answer it.';

COMMENT ON FUNCTION "app"."lock_service_invoice"(uuid, uuid) IS 'The invoice, for who changes it. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."payment_parts"(uuid, uuid[]) IS 'What payments were for: patient, therapist and cents. What was taken back is in none; what is still free is for the patient it was received for.';

COMMENT ON FUNCTION "app"."receipt_json"(public.receipts) IS 'A receipt as functions answer it.';

COMMENT ON FUNCTION "app"."receipt_scope"(uuid, boolean) IS 'Whose papers the caller has to do with: null is everybody''s, a therapist has the own. A supervisor reads. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."receita_saude_line"(date, integer, text, text, text, text, text) IS 'A line of Receita Saúde: date, R01.001.001, occupation, value, deduction, history, PF, payer''s CPF, beneficiary''s CPF, S when that is not known, CNPJ, IRRF, its value, S (a receipt is issued), CPF of the professional, number at the council.';

COMMENT ON FUNCTION "app"."receita_saude_parts"(uuid, uuid, date, date) IS 'What a therapist was paid in a period, one row a payment and patient, beside what was exported of it. problem: payer_document keeps a row from being exported, payer_is_company says that it does not belong there.';

COMMENT ON FUNCTION "app"."receita_saude_problems"(uuid, uuid) IS 'What of the therapist every line needs and is not known: document, occupation, council.';

COMMENT ON FUNCTION "app"."require_receita_saude"(uuid, uuid, date, date, boolean) IS 'The therapist receives as a person, and the caller may see it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_date.';

COMMENT ON FUNCTION "app"."sessions_paid"(uuid, uuid, uuid, uuid) IS 'Sessions that a payment paid, itself or by a package or month, and that the patient came to: no paper says that somebody who missed one was there.';

COMMENT ON FUNCTION "app"."tell_invoice"(public.service_invoices) IS 'Open screens ask for the payment of an invoice again.';

COMMENT ON FUNCTION "app"."tg_money_payments__cancel_receipts"() IS 'A receipt says what was paid: money that went back, in whole or in part, cancels it. What is left gets a receipt of its own when somebody asks.';

COMMENT ON FUNCTION "app"."usual_therapist"(uuid, uuid) IS 'Whose work money without a session pays: the therapist of the patient''s latest session, or the only one of the clinic; null when neither is known.';

COMMENT ON FUNCTION "public"."cancel_receipt"(uuid, uuid, text) IS 'Caller: owner, admin and operator; a therapist the own. The receipt stays, with its number and the reason. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 receipt_not_found, PT400 cancel_reason_required.';

COMMENT ON FUNCTION "public"."cancel_service_invoice"(uuid, uuid, text) IS 'Caller: owner, admin and operator. Asks the issuer to cancel it; what was never issued is cancelled without. Returns the invoice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invoice_not_found, PT400 money_reason_required.';

COMMENT ON FUNCTION "public"."export_receita_saude"(uuid, uuid, uuid, date, date, boolean, boolean) IS 'Caller: owner, admin and operator; a therapist the own. The payments of a period as files for Receita Saúde, at most a thousand lines each, and marks them: only what was not exported yet, or with p_again all. p_complete_only leaves out payers without CPF. p_id comes from the client: the same again is the same export. Answers {id, lines, files}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_date, PT400 missing_client_id, PT409 receita_saude_incomplete, PT409 nothing_to_export, PT409 client_id_in_use.';

COMMENT ON FUNCTION "public"."get_fiscal_settings"(uuid) IS 'Caller: members; a therapist sees the own row alone. {clinic {legal_name, document, address, city, issues_invoices, service_item, iss_basis_points, on_paper}, therapists [{user_id, name, council, council_key, receives_as, legal_name, document, address, city, occupation}]}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_payer_year"(uuid, uuid, integer) IS 'Caller: owner, admin, supervisor and operator. All that somebody paid in a year and that did not go back, by patient and day: {year, payer {name, document}, clinic, total_cents, payments [{paid_on, amount_cents, method, patient_id, patient_name, patient_document, provider, receipts}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."issue_patient_document"(uuid, uuid, uuid, uuid, text, text, text, text, text, boolean) IS 'Caller: the treating team; members for kinds that the desk may issue. Numbers the document by clinic and year and keeps its words for ever, with the caller as author. p_id comes from the client: the same again is the same document. Then the browser makes the PDF and attach_document_file keeps it. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 not_in_care_team, PT404 patient_not_found, PT404 document_template_not_found, PT400 missing_client_id, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT400 document_not_filled_in (detail: the first variable), PT400 cid_not_allowed, PT400 invalid_cid, PT409 cid_consent_required, PT409 client_id_in_use.';

COMMENT ON FUNCTION "public"."issue_receipts"(uuid, uuid) IS 'Caller: owner, admin and operator; a therapist for the own sessions. The receipts of a payment, one a patient and therapist, issued where there is none yet: a repetition answers what is there. Answers the rows of list_receipts that hold. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 money_entry_not_found, PT409 receipt_provider_incomplete, PT409 nothing_to_receipt.';

COMMENT ON FUNCTION "public"."issue_reimbursement_note"(uuid, uuid, uuid[], text) IS 'Caller: owner, admin and operator; a therapist for the own receipts. The declaration of attendance for the sessions that these receipts of one patient paid; with a diagnosis code only by who treats the patient, where the consent reimbursement_cid is recorded. p_id comes from the client. Answers the document. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 not_in_care_team, PT404 receipt_not_found, PT400 missing_client_id, PT400 invalid_cid, PT400 body_too_long, PT409 no_attended_sessions, PT409 cid_consent_required, PT409 client_id_in_use.';

COMMENT ON FUNCTION "public"."issue_service_invoices"(uuid, uuid) IS 'Caller: owner, admin and operator, where the clinic issues invoices. The invoices of a payment, one a company that was paid, asked for where there is none: a repetition answers what is there. A job issues them. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 money_entry_not_found, PT409 invoices_are_off, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 nothing_to_invoice.';

COMMENT ON FUNCTION "public"."list_receipts"(uuid, uuid, boolean) IS 'Caller: members; a therapist sees the own. Receipts of a payment with all that they say; p_cancelled: also those that hold no more. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_receita_saude"(uuid, uuid, date, date) IS 'Caller: members; a therapist the own. What a therapist who receives as a person was paid in a period: {problems of the therapist (document, occupation, council), rows [{payment_id, patient_id, paid_on, amount_cents, exported_cents, exported_at, payer_name, payer_document, payer_patient_id, patient_name, patient_document, problem}], refunded: rows of which more was exported than was kept}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_received_payments"(uuid, jsonb, jsonb, integer) IS 'Caller: members; a therapist sees what was paid for the own sessions. Payments, the newest first, with their receipts and invoices. p_where {from, to, payer_id, payment_id}; p_after {paid_on, number} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."retry_service_invoice"(uuid, uuid) IS 'Caller: owner, admin and operator. One that failed is tried again under the same reference. Returns the invoice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invoice_not_found.';

COMMENT ON FUNCTION "public"."save_fiscal_settings"(uuid, jsonb) IS 'Caller: owner and admin. The clinic as receipts name it, and whether it issues invoices: {legal_name, document, address, city, issues_invoices, service_item, iss_basis_points}. Answers get_fiscal_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_fiscal_settings.';

COMMENT ON FUNCTION "public"."save_therapist_fiscal"(uuid, uuid, jsonb) IS 'Caller: owner and admin; a therapist the own. In whose name a therapist is paid: {receives_as clinic|pf|pj, legal_name, document, address, city, occupation}. Answers get_fiscal_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_fiscal_settings, PT400 invalid_name, PT400 invalid_cpf_cnpj.';

COMMENT ON TABLE "public"."fiscal_settings" IS 'The clinic as receipts and invoices name it; what is missing is taken from the clinic''s own name and CPF or CNPJ.';

COMMENT ON TABLE "public"."health_occupations" IS 'Occupations that issue Receita Saúde, with the code that its file carries.';

COMMENT ON TABLE "public"."receipts" IS 'What somebody paid for a patient and a therapist, as it was said on paper; numbered by clinic and year.';

COMMENT ON TABLE "public"."receita_saude_exports" IS 'Exports of payments for Receita Saúde: of which therapist and days.';

COMMENT ON TABLE "public"."receita_saude_rows" IS 'Each line of an export, as it was written: of which payment, patient and amount.';

COMMENT ON TABLE "public"."service_invoices" IS 'Invoices of what companies were paid. id is the reference under which the issuer knows it, so that a crash between issuing and recording is found out.';

COMMENT ON TABLE "public"."therapist_fiscal" IS 'Who is paid for a therapist''s sessions: the therapist as a person (pf) or company (pj), or the clinic. Receipts, Receita Saúde and invoices follow it.';

REVOKE ALL ON FUNCTION "app"."begin_service_invoice"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_service_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_service_invoice"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_service_invoice"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."complete_service_invoice"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_service_invoice"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_service_invoice"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_service_invoice"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."fiscal_payer"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fiscal_payer"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fiscal_payer"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."fiscal_provider"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fiscal_provider"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fiscal_provider"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_service_invoice"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_service_invoice"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_service_invoice"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."insert_receipt"(uuid, uuid, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."insert_receipt"(uuid, uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."insert_receipt"(uuid, uuid, uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."invoice_json"(public.service_invoices) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."invoice_json"(public.service_invoices) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."invoice_json"(public.service_invoices) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_service_invoice"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_service_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_service_invoice"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."payment_parts"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."payment_parts"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."payment_parts"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."receipt_json"(public.receipts) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."receipt_json"(public.receipts) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."receipt_json"(public.receipts) TO "postgres";

REVOKE ALL ON FUNCTION "app"."receipt_scope"(uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."receipt_scope"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."receipt_scope"(uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."receita_saude_line"(date, integer, text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."receita_saude_line"(date, integer, text, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."receita_saude_line"(date, integer, text, text, text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."receita_saude_parts"(uuid, uuid, date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."receita_saude_parts"(uuid, uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."receita_saude_parts"(uuid, uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."receita_saude_problems"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."receita_saude_problems"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."receita_saude_problems"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_receita_saude"(uuid, uuid, date, date, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_receita_saude"(uuid, uuid, date, date, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_receita_saude"(uuid, uuid, date, date, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."sessions_paid"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."sessions_paid"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."sessions_paid"(uuid, uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_invoice"(public.service_invoices) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_invoice"(public.service_invoices) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_invoice"(public.service_invoices) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_payments__cancel_receipts"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_payments__cancel_receipts"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_payments__cancel_receipts"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_receipts__stay"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_receipts__stay"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_receipts__stay"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."usual_therapist"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."usual_therapist"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."usual_therapist"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_receipt"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_receipt"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_receipt"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_service_invoice"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_service_invoice"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_service_invoice"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_receita_saude"(uuid, uuid, uuid, date, date, boolean, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."export_receita_saude"(uuid, uuid, uuid, date, date, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."export_receita_saude"(uuid, uuid, uuid, date, date, boolean, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_fiscal_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_fiscal_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_fiscal_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_payer_year"(uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_payer_year"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_payer_year"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_receipts"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."issue_receipts"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_receipts"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_reimbursement_note"(uuid, uuid, uuid[], text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."issue_reimbursement_note"(uuid, uuid, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_reimbursement_note"(uuid, uuid, uuid[], text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_service_invoices"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."issue_service_invoices"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_service_invoices"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_receipts"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_receipts"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_receipts"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_receita_saude"(uuid, uuid, date, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_receita_saude"(uuid, uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_receita_saude"(uuid, uuid, date, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_received_payments"(uuid, jsonb, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_received_payments"(uuid, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_received_payments"(uuid, jsonb, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."retry_service_invoice"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."retry_service_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."retry_service_invoice"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_fiscal_settings"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_fiscal_settings"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_fiscal_settings"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_therapist_fiscal"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_therapist_fiscal"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_therapist_fiscal"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."fiscal_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."fiscal_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."fiscal_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."fiscal_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."health_occupations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."health_occupations" TO "authenticated";

REVOKE ALL ON TABLE "public"."health_occupations" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."health_occupations" TO "service_role";

REVOKE ALL ON TABLE "public"."receipts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."receipts" TO "authenticated";

REVOKE ALL ON TABLE "public"."receipts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."receipts" TO "service_role";

REVOKE ALL ON TABLE "public"."receita_saude_exports" FROM "authenticated";

GRANT SELECT ON TABLE "public"."receita_saude_exports" TO "authenticated";

REVOKE ALL ON TABLE "public"."receita_saude_exports" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."receita_saude_exports" TO "service_role";

REVOKE ALL ON TABLE "public"."receita_saude_rows" FROM "authenticated";

GRANT SELECT ON TABLE "public"."receita_saude_rows" TO "authenticated";

REVOKE ALL ON TABLE "public"."receita_saude_rows" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."receita_saude_rows" TO "service_role";

REVOKE ALL ON TABLE "public"."service_invoices" FROM "authenticated";

GRANT SELECT ON TABLE "public"."service_invoices" TO "authenticated";

REVOKE ALL ON TABLE "public"."service_invoices" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."service_invoices" TO "service_role";

REVOKE ALL ON TABLE "public"."therapist_fiscal" FROM "authenticated";

GRANT SELECT ON TABLE "public"."therapist_fiscal" TO "authenticated";

REVOKE ALL ON TABLE "public"."therapist_fiscal" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."therapist_fiscal" TO "service_role";

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
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

insert into public.document_kinds (key, position, is_clinical, desk_may_issue, takes_cid, cid_purpose) values
  ('attendance_note', 10, false, true, false, null),
  ('certificate', 20, true, false, true, null),
  ('summary', 30, true, false, true, null),
  ('report', 40, true, false, true, null),
  ('opinion', 50, true, false, true, null),
  ('referral', 60, true, false, true, null),
  ('reimbursement', 15, true, false, true, 'reimbursement_cid')
on conflict (key) do update set
  position = excluded.position, is_clinical = excluded.is_clinical, desk_may_issue = excluded.desk_may_issue, takes_cid = excluded.takes_cid,
  cid_purpose = excluded.cid_purpose;
-- Neutral words: none of them names a reason, a diagnosis or a treatment. What nobody fills in stays in sight as {{…}} and is not issued.
insert into app.default_document_templates (id, kind, title, body, councils, position) values
  ('0d000000-0000-4000-8000-000000000001', 'attendance_note', 'Declaração de comparecimento', E'Declaro, para os devidos fins, que {{paciente}}, CPF {{cpf}}, compareceu a {{clinica}} no dia {{data_atendimento}}, das {{hora_inicio}} às {{hora_fim}}, para atendimento.\n\n{{cidade}}, {{data}}.', '{}', 10),
  ('0d000000-0000-4000-8000-000000000002', 'attendance_note', 'Declaração de acompanhante', E'Declaro, para os devidos fins, que {{acompanhante}} esteve em {{clinica}} no dia {{data_atendimento}}, das {{hora_inicio}} às {{hora_fim}}, como acompanhante de {{paciente}}.\n\n{{cidade}}, {{data}}.', '{}', 20),
  ('0d000000-0000-4000-8000-000000000003', 'certificate', 'Atestado', E'Atesto, a pedido da pessoa interessada, que {{paciente}}, CPF {{cpf}}, esteve em atendimento sob meus cuidados e necessita de {{dias}} dia(s) de afastamento de suas atividades a partir de {{data_inicio}}.\n\n{{cidade}}, {{data}}.', '{}', 30),
  ('0d000000-0000-4000-8000-000000000004', 'summary', 'Relatório de acompanhamento', E'Identificação\nPaciente: {{paciente}}\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nDescrição da demanda\n{{texto}}\n\nProcedimentos\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nEste documento tem caráter sigiloso e serve somente à finalidade indicada.\n\n{{cidade}}, {{data}}.', '{}', 40),
  ('0d000000-0000-4000-8000-000000000005', 'report', 'Laudo', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nDescrição da demanda\n{{texto}}\n\nProcedimentos\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nReferências\n{{texto}}\n\nEste documento tem caráter sigiloso e serve somente à finalidade indicada.\n\n{{cidade}}, {{data}}.', '{}', 50),
  ('0d000000-0000-4000-8000-000000000006', 'opinion', 'Parecer', E'Identificação\nProfissional: {{terapeuta}} – {{conselho}}\nSolicitante: {{destinatario}}\nFinalidade: {{finalidade}}\n\nQuestão apresentada\n{{texto}}\n\nAnálise\n{{texto}}\n\nConclusão\n{{texto}}\n\nReferências\n{{texto}}\n\n{{cidade}}, {{data}}.', '{}', 60),
  ('0d000000-0000-4000-8000-000000000007', 'referral', 'Encaminhamento', E'A/C {{destinatario}}\n\nEncaminho {{paciente}}, nascimento em {{nascimento}}, para avaliação e conduta.\n\n{{texto}}\n\nFico à disposição para o que for necessário ao cuidado.\n\n{{cidade}}, {{data}}.', '{}', 70),
  ('0d000000-0000-4000-8000-000000000008', 'summary', 'Relatório fisioterapêutico', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nFinalidade: {{finalidade}}\n\nAvaliação funcional\n{{texto}}\n\nObjetivos e recursos utilizados\n{{texto}}\n\nEvolução\n{{texto}}\n\nPlano\n{{texto}}\n\n{{cidade}}, {{data}}.', '{CREFITO}', 80),
  ('0d000000-0000-4000-8000-000000000009', 'report', 'Relatório de avaliação fonoaudiológica', E'Identificação\nPaciente: {{paciente}}, nascimento em {{nascimento}}\nProfissional: {{terapeuta}} – {{conselho}}\nFinalidade: {{finalidade}}\n\nQueixa e histórico\n{{texto}}\n\nAvaliação\n{{texto}}\n\nConclusão e conduta\n{{texto}}\n\n{{cidade}}, {{data}}.', '{CREFONO}', 90),
  ('0d000000-0000-4000-8000-000000000010', 'reimbursement', 'Declaração para reembolso', E'Declaro, para fins de reembolso, que {{paciente}}, CPF {{cpf}}, compareceu a {{clinica}} para atendimento em {{datas}}.\n\n{{cidade}}, {{data}}.', '{}', 25)
on conflict (id) do update set
  kind = excluded.kind, title = excluded.title, body = excluded.body, councils = excluded.councils, position = excluded.position;

insert into public.health_occupations (code, name, councils, position) values
  ('255', 'Psicólogo', '{CRP}', 10),
  ('225', 'Médico', '{CRM}', 20),
  ('226', 'Dentista', '{CRO}', 30),
  ('230', 'Fonoaudiólogo', '{CREFONO}', 40),
  ('231', 'Fisioterapeuta', '{CREFITO}', 50),
  ('232', 'Terapeuta ocupacional', '{CREFITO}', 60)
on conflict (code) do update set name = excluded.name, councils = excluded.councils, position = excluded.position;

insert into public.intake_purposes (key, nature, position, is_used_at_first, default_title, default_body) values
  ('privacy_notice', 'notice', 10, true, 'Como cuidamos dos seus dados',
   E'A clínica usa os dados desta ficha para cadastrar você, falar com você sobre os atendimentos, prestar o cuidado de saúde e guardar o prontuário, como a lei manda (LGPD, art. 11, II, e Lei 13.787/2018). Para isso não é preciso consentimento.\n\nQuem lê: a recepção vê os dados de cadastro e contato; o que você conta sobre sua saúde é lido por quem atende você.\n\nPor quanto tempo: o prontuário é guardado por pelo menos 20 anos depois do último registro. Recibos e notas, pelo prazo da lei fiscal.\n\nSeus direitos: você pode pedir acesso, cópia e correção dos seus dados, saber com quem foram compartilhados e retirar as autorizações opcionais quando quiser. Fale com a recepção: a resposta completa vem em até 15 dias. Também é possível reclamar à Autoridade Nacional de Proteção de Dados (ANPD).'),
  ('care_contract', 'contract', 20, true, 'Contrato de atendimento',
   E'1. Valor. O valor de cada sessão é o combinado com a clínica antes da primeira sessão. Reajustes são avisados com antecedência.\n\n2. Frequência e duração. As sessões acontecem nos dias e horários combinados, presencialmente ou online. A duração e o número de sessões dependem do atendimento e são conversados com o profissional.\n\n3. Faltas. Para desmarcar ou remarcar sem custo, avise com pelo menos 24 horas de antecedência. Sem esse aviso, a sessão pode ser cobrada.\n\n4. Sigilo. O que é dito nas sessões é protegido pelo sigilo profissional, com as exceções da lei.\n\n5. Encerramento. Você pode interromper o atendimento quando quiser, sem explicar o motivo. Pedimos, se possível, uma conversa de encerramento.'),
  ('guardian_authorisation', 'authorisation', 30, true, 'Autorização do responsável legal',
   E'Sou responsável legal pela criança ou pelo adolescente desta ficha e autorizo o atendimento por esta clínica.\n\nSei que o profissional me dirá apenas o essencial para o cuidado, que o sigilo do atendimento será respeitado, e que posso retirar esta autorização a qualquer momento.'),
  ('telehealth', 'consent', 40, false, 'Atendimento online',
   E'Concordo em ser atendido(a) também por vídeo. Posso recusar e pedir atendimento presencial a qualquer momento.'),
  ('ai', 'consent', 50, false, 'Apoio de inteligência artificial',
   E'Concordo que o profissional use ferramentas de inteligência artificial para ajudar a escrever anotações e textos. Nada é decidido por elas: tudo é revisto pelo profissional. Posso recusar sem nenhum prejuízo ao atendimento.'),
  ('whatsapp_marketing', 'consent', 60, false, 'Novidades pelo WhatsApp',
   E'Quero receber novidades e convites da clínica pelo WhatsApp. Os avisos sobre as minhas sessões não dependem disto. Para parar, basta responder SAIR.'),
  ('image', 'consent', 70, false, 'Uso de imagem',
   E'Autorizo o uso da minha imagem em materiais da clínica. Posso retirar esta autorização quando quiser, e a recusa não muda nada no atendimento.'),
  ('reimbursement_cid', 'consent', 80, false, 'CID nos papéis de reembolso',
   E'Autorizo que o código do diagnóstico (CID) conste na declaração que a clínica emite para o pedido de reembolso ao meu plano de saúde. Posso retirar esta autorização quando quiser; sem ela, os papéis saem sem o código.')
on conflict (key) do update set nature = excluded.nature, position = excluded.position, is_used_at_first = excluded.is_used_at_first,
  default_title = excluded.default_title, default_body = excluded.default_body;

-- clinics that were there before the forms
select app.give_intake(t.id) from public.tenants t order by t.id;
