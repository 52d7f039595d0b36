-- add pix: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."pix_accounts" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "environment"     text                     NOT NULL,
  "key_hint"        text                     NOT NULL,
  "webhook_sha256"  text                     NOT NULL,
  "connected_by"    uuid,
  "connected_at"    timestamp with time zone NOT NULL DEFAULT now(),
  "disconnected_at" timestamp with time zone,
  "key_refused_at"  timestamp with time zone,
  CONSTRAINT "key_hint_fits" CHECK (((char_length(key_hint) >= 1) AND (char_length(key_hint) <= 8))),
  CONSTRAINT "pix_accounts_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "pix_environment_is_known" CHECK ((environment = ANY (ARRAY['sandbox'::text, 'production'::text]))),
  CONSTRAINT "webhook_token_is_hashed" CHECK ((webhook_sha256 ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE "app"."pix_accounts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."pix_charge_items" (
  "tenant_id"     uuid    NOT NULL,
  "pix_charge_id" uuid    NOT NULL,
  "charge_id"     uuid    NOT NULL,
  "amount_cents"  integer NOT NULL,
  CONSTRAINT "pix_charge_items_pkey" PRIMARY KEY (tenant_id, pix_charge_id, charge_id),
  CONSTRAINT "pix_item_asks_for_something" CHECK ((amount_cents > 0))
);

ALTER TABLE "app"."pix_charge_items"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."pix_charges" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL,
  "account_id"        uuid                     NOT NULL,
  "payer_id"          uuid                     NOT NULL,
  "amount_cents"      integer                  NOT NULL,
  "status"            text                     NOT NULL DEFAULT 'pending'::text,
  "cpf_cnpj"          text                     NOT NULL,
  "due_on"            date                     NOT NULL,
  "asaas_customer_id" text,
  "asaas_payment_id"  text,
  "invoice_url"       text,
  "copy_paste"        text,
  "code_ends_at"      timestamp with time zone,
  "charging_until"    timestamp with time zone,
  "cancel_asked_at"   timestamp with time zone,
  "sent_at"           timestamp with time zone,
  "created_by"        uuid,
  "created_at"        timestamp with time zone NOT NULL DEFAULT now(),
  "paid_at"           timestamp with time zone,
  "closed_at"         timestamp with time zone,
  CONSTRAINT "paid_pix_says_when" CHECK (((status = 'paid'::text) = (paid_at IS NOT NULL))),
  CONSTRAINT "pix_asks_for_something" CHECK ((amount_cents > 0)),
  CONSTRAINT "pix_charges_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "pix_status_is_known" CHECK ((status = ANY (ARRAY['pending'::text, 'paid'::text, 'cancelled'::text, 'expired'::text, 'failed'::text])))
);

ALTER TABLE "app"."pix_charges"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."pix_events" (
  "tenant_id"        uuid                     NOT NULL,
  "id"               text                     NOT NULL,
  "account_id"       uuid                     NOT NULL,
  "event_type"       text                     NOT NULL,
  "asaas_payment_id" text,
  "pix_charge_id"    uuid,
  "outcome"          text                     NOT NULL DEFAULT 'ignored'::text,
  "reason"           text,
  "raw"              jsonb,
  "received_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "pix_events_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "pix_outcome_is_known" CHECK ((outcome = ANY (ARRAY['applied'::text, 'ignored'::text, 'review'::text])))
);

ALTER TABLE "app"."pix_events"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."pix_payments" (
  "tenant_id"        uuid                     NOT NULL,
  "asaas_payment_id" text                     NOT NULL,
  "pix_charge_id"    uuid                     NOT NULL,
  "entry_id"         uuid                     NOT NULL,
  "taken_back_cents" integer                  NOT NULL DEFAULT 0,
  "told_at"          text,
  "received_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "pix_payments_pkey" PRIMARY KEY (tenant_id, asaas_payment_id),
  CONSTRAINT "takes_back_what_came_in" CHECK ((taken_back_cents >= 0))
);

ALTER TABLE "app"."pix_payments"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app_private"."pix_credentials" (
  "tenant_id"   uuid                     NOT NULL,
  "account_id"  uuid                     NOT NULL,
  "credentials" jsonb                    NOT NULL,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "pix_credentials_are_sealed" CHECK ((credentials ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text])),
  CONSTRAINT "pix_credentials_pkey" PRIMARY KEY (tenant_id, account_id)
);

ALTER TABLE "app_private"."pix_credentials"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.apply_pix_answer (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_payment    jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.settle_pix(p_tenant_id, p_account_id, case
    when app.is_paid_payment(p_payment) then 'paid'
    when p_payment ->> 'status' in ('REFUNDED', 'CHARGEBACK_REQUESTED', 'CHARGEBACK_DISPUTE') then 'reversed'
    when p_payment ->> 'status' = 'AWAITING_CHARGEBACK_REVERSAL' then 'dispute_won'
    when p_payment ->> 'deleted' = 'true' then 'deleted'
    else 'created' end, p_payment, null);
$function$;

CREATE OR REPLACE FUNCTION app.apply_pix_event (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_event      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  -- one without an id, or with one that no key takes, is known by its words
  v_id text := case when char_length(p_event ->> 'id') between 1 and 200 then p_event ->> 'id'
    else 'sha256:' || encode(sha256(convert_to(p_event::text, 'UTF8')), 'hex') end;
  v_type text := left(coalesce(p_event ->> 'event', ''), 100);
  v_payment jsonb := p_event -> 'payment';
  v_result jsonb;
begin
  insert into app.pix_events (tenant_id, id, account_id, event_type, asaas_payment_id)
  values (p_tenant_id, v_id, p_account_id, v_type, left(v_payment ->> 'id', 200))
  on conflict (tenant_id, id) do nothing;
  if not found then
    return jsonb_build_object('outcome', 'duplicate');
  end if;
  v_result := case
    when app.asaas_event_meaning(v_type) = 'unknown' then jsonb_build_object('outcome', 'ignored', 'reason', 'unknown_event')
    else app.settle_pix(p_tenant_id, p_account_id, app.asaas_event_meaning(v_type), v_payment, left(p_event ->> 'dateCreated', 30)) end;
  update app.pix_events e set
    outcome = v_result ->> 'outcome', reason = v_result ->> 'reason', pix_charge_id = (v_result ->> 'pix_charge_id')::uuid,
    raw = case when v_result ? 'pix_charge_id' then p_event end
  where e.tenant_id = p_tenant_id and e.id = v_id;
  return v_result;
end;
$function$;

CREATE OR REPLACE FUNCTION app.attach_pix_charge (
  p_tenant_id uuid,
  p_id        uuid,
  p_charge    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_pix app.pix_charges;
  v_payer uuid := (select p.payer_id from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id);
begin
  if v_payer is null then
    raise sqlstate 'PT404' using message = 'pix_charge_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_payer);
  -- the first that was recorded stays: another one found later is paid into the payer's credit
  update app.pix_charges p set
    asaas_payment_id = p_charge ->> 'payment_id',
    asaas_customer_id = coalesce(p_charge ->> 'customer_id', p.asaas_customer_id),
    invoice_url = coalesce(p_charge ->> 'invoice_url', p.invoice_url),
    copy_paste = coalesce(p_charge ->> 'copy_paste', p.copy_paste),
    code_ends_at = coalesce((p_charge ->> 'code_ends_at')::timestamptz, p.code_ends_at),
    charging_until = null
  where p.tenant_id = p_tenant_id and p.id = p_id and coalesce(p.asaas_payment_id, p_charge ->> 'payment_id') = p_charge ->> 'payment_id'
  returning * into v_pix;
  if v_pix.id is null then
    select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
  end if;
  return app.pix_json(v_pix);
end;
$function$;

CREATE OR REPLACE FUNCTION app.authorize_pix_webhook (
  p_tenant_id    uuid,
  p_account_id   uuid,
  p_token_sha256 text
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from app.pix_accounts a
    where a.tenant_id = p_tenant_id and a.id = p_account_id and a.webhook_sha256 = p_token_sha256);
$function$;

CREATE OR REPLACE FUNCTION app.begin_pix_charge (
  p_tenant_id  uuid,
  p_id         uuid,
  p_charge_ids uuid[],
  p_cpf_cnpj   text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_account uuid;
  v_payer public.payers;
  v_payer_id uuid;
  v_payers integer;
  v_charges integer;
  v_open integer;
  v_name text;
  v_document text;
  v_pix app.pix_charges;
  v_may_charge boolean;
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif coalesce(cardinality(p_charge_ids), 0) not between 1 and 100 then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif p_cpf_cnpj ~ '\w' and app.normalise_cpf_cnpj(p_cpf_cnpj) is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  select a.id into v_account from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  if v_account is null then
    raise sqlstate 'PT409' using message = 'pix_not_connected';
  end if;
  select count(distinct c.payer_id), min(c.payer_id::text)::uuid into v_payers, v_payer_id from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids);
  if v_payers <> 1 then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  v_payer := app.lock_payer(p_tenant_id, v_payer_id);
  select count(*), coalesce(sum(c.amount_cents - c.paid_cents), 0) into v_charges, v_open from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.payer_id = v_payer_id and c.reversed_at is null;
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  -- Asaas never took it, for its document perhaps: the same press begins anew
  if v_pix.status = 'failed' and v_pix.asaas_payment_id is null then
    delete from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
    v_pix := null;
  end if;
  if v_pix.id is not null then
    if v_pix.payer_id <> v_payer_id or exists (
      select from app.pix_charge_items i
      where i.tenant_id = p_tenant_id and i.pix_charge_id = p_id and not i.charge_id = any (p_charge_ids)) then
      raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Ask for the PIX with an id of its own.';
    end if;
  elsif v_charges < (select count(distinct u.id) from unnest(p_charge_ids) u (id)) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif v_open = 0 then
    raise sqlstate 'PT409' using message = 'already_paid';
  else
    -- the same PIX is sent once more, rather than a second one made
    select * into v_pix from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and p.account_id = v_account and p.status = 'pending'
      and p.cancel_asked_at is null and p.amount_cents = v_open and p.due_on >= app.clinic_today(p_tenant_id) and not app.is_stale_pix(p)
      and (select array_agg(i.charge_id order by i.charge_id) from app.pix_charge_items i where i.tenant_id = p_tenant_id and i.pix_charge_id = p.id)
        = (select array_agg(c.id order by c.id) from public.money_charges c
          where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.paid_cents < c.amount_cents)
    order by p.created_at desc limit 1 for update;
  end if;
  v_name := coalesce(v_payer.full_name, (select q.name from public.patients q where q.tenant_id = p_tenant_id and q.id = v_payer.patient_id));
  if v_pix.id is null then
    v_document := coalesce(app.normalise_cpf_cnpj(p_cpf_cnpj), v_payer.cpf,
      (select q.cpf from public.patients q where q.tenant_id = p_tenant_id and q.id = v_payer.patient_id),
      (select p.cpf_cnpj from app.pix_charges p where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id order by p.created_at desc limit 1));
    if v_document is null then
      raise sqlstate 'PT400' using message = 'payer_document_required', hint = 'Type the CPF of whoever pays.';
    end if;
    insert into app.pix_charges (tenant_id, id, account_id, payer_id, amount_cents, cpf_cnpj, due_on, created_by, created_at)
    values (p_tenant_id, p_id, v_account, v_payer_id, v_open, v_document, app.clinic_today(p_tenant_id) + 7, auth.uid(), clock_timestamp())
    returning * into v_pix;
    insert into app.pix_charge_items (tenant_id, pix_charge_id, charge_id, amount_cents)
    select p_tenant_id, p_id, c.id, c.amount_cents - c.paid_cents from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.paid_cents < c.amount_cents;
    -- whoever is killed now is found then, and an older PIX of the same charges is taken off
    perform app.schedule_pix_check(p_tenant_id, p_id, now() + interval '5 minutes');
    perform app.schedule_pix_check(p_tenant_id, p.id, now()) from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and p.status = 'pending' and p.id <> p_id and app.is_stale_pix(p);
  end if;
  v_may_charge := v_pix.status = 'pending' and v_pix.asaas_payment_id is null
    and coalesce(v_pix.charging_until, '-infinity') < clock_timestamp();
  if v_may_charge then
    update app.pix_charges p set charging_until = clock_timestamp() + interval '30 seconds'
    where p.tenant_id = p_tenant_id and p.id = v_pix.id returning * into v_pix;
  end if;
  return jsonb_build_object('pix', app.pix_json(v_pix), 'may_charge', v_may_charge, 'thread_key', app.thread_of_payer(v_payer),
    'payer', jsonb_build_object('name', v_name, 'cpf_cnpj', v_pix.cpf_cnpj, 'email', null, 'asaas_customer_id', (
      select p.asaas_customer_id from app.pix_charges p
      where p.tenant_id = p_tenant_id and p.account_id = v_pix.account_id and p.payer_id = v_pix.payer_id and p.cpf_cnpj = v_pix.cpf_cnpj
        and p.asaas_customer_id is not null
      order by p.created_at desc limit 1)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_pix_charge (
  p_tenant_id uuid,
  p_id        uuid,
  p_status    text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_payer uuid := (select p.payer_id from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id);
begin
  perform app.lock_payer(p_tenant_id, v_payer);
  update app.pix_charges p set status = p_status, closed_at = now(), charging_until = null
  where p.tenant_id = p_tenant_id and p.id = p_id and p.status = 'pending'
    -- somebody may be creating it again
    and (p_status <> 'failed' or p.asaas_payment_id is null and coalesce(p.charging_until, '-infinity') < clock_timestamp());
  if found then
    perform app.tell_money(p_tenant_id, v_payer);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.connect_pix_account (
  p_tenant_id      uuid,
  p_id             uuid,
  p_environment    text,
  p_key_hint       text,
  p_webhook_sha256 text,
  p_credentials    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('pix:' || p_tenant_id, 0));
  update app.pix_accounts a set disconnected_at = now()
  where a.tenant_id = p_tenant_id and a.id <> p_id and a.disconnected_at is null;
  delete from app_private.pix_credentials c where c.tenant_id = p_tenant_id and c.account_id <> p_id;
  insert into app.pix_accounts as a (tenant_id, id, environment, key_hint, webhook_sha256, connected_by)
  values (p_tenant_id, p_id, p_environment, p_key_hint, p_webhook_sha256, auth.uid())
  on conflict (tenant_id, id) do update set
    environment = excluded.environment, key_hint = excluded.key_hint, webhook_sha256 = excluded.webhook_sha256,
    connected_by = excluded.connected_by, connected_at = now(), disconnected_at = null, key_refused_at = null;
  insert into app_private.pix_credentials as c (tenant_id, account_id, credentials) values (p_tenant_id, p_id, p_credentials)
  on conflict (tenant_id, account_id) do update set credentials = excluded.credentials, updated_at = now();
  -- what waited for a key is looked at again
  perform app.schedule_pix_check(p_tenant_id, c.id, now()) from app.pix_charges c
  where c.tenant_id = p_tenant_id and c.account_id = p_id and c.status = 'pending';
  return public.get_pix_account(p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_monthly_fees()
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with added as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select distinct f.tenant_id, 'post_monthly_fees', jsonb_build_object('month', m.month), 'monthly_fees:' || m.month
    from public.monthly_fees f
    cross join lateral (select date_trunc('month', app.clinic_today(f.tenant_id))::date as month) m
    where f.starts_on < m.month + interval '1 month' and coalesce(f.ends_on, 'infinity') >= m.month
      and not exists (
        select from public.monthly_fee_months x where x.tenant_id = f.tenant_id and x.fee_id = f.id and x.month = m.month)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning 1)
  select count(*)::int from added;
$function$;

CREATE OR REPLACE FUNCTION app.give_back (
  p_refund public.money_entries
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_free integer;
begin
  select m.free_cents into v_free from public.money_payments m
  where m.tenant_id = p_refund.tenant_id and m.id = p_refund.reverses_id;
  -- what is free goes first; then what was paid last is open again
  if p_refund.amount_cents > v_free then
    perform app.release_allocations(p_refund.tenant_id, null, p_refund.reverses_id, p_refund.amount_cents - v_free);
  end if;
  update public.money_payments m set refunded_cents = m.refunded_cents + p_refund.amount_cents
  where m.tenant_id = p_refund.tenant_id and m.id = p_refund.reverses_id;
  perform app.post_money(p_refund);
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_stale_pix (
  p_pix app.pix_charges
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from app.pix_charge_items i
    join public.money_charges c on c.tenant_id = p_pix.tenant_id and c.id = i.charge_id
    where i.tenant_id = p_pix.tenant_id and i.pix_charge_id = p_pix.id and (
      c.reversed_at is not null or c.payer_id <> p_pix.payer_id or c.amount_cents - c.paid_cents <> i.amount_cents
      or exists (
        select from app.pix_charge_items o
        join app.pix_charges n on n.tenant_id = o.tenant_id and n.id = o.pix_charge_id
        where o.tenant_id = p_pix.tenant_id and o.charge_id = i.charge_id and n.status = 'pending' and n.created_at > p_pix.created_at
          and n.id <> p_pix.id)));
$function$;

CREATE OR REPLACE FUNCTION app.note_pix_checked (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  -- often at first, then daily: most are paid within the hour, and a webhook that never comes costs minutes
  select app.schedule_pix_check(p_tenant_id, p_id, now() + case
    when p.status = 'paid' then case when p.paid_at > now() - interval '7 days' then interval '1 day' else interval '7 days' end
    when p.created_at > now() - interval '1 hour' then interval '10 minutes'
    when p.created_at > now() - interval '1 day' then interval '2 hours'
    else interval '1 day' end)
  from app.pix_charges p
  where p.tenant_id = p_tenant_id and p.id = p_id and (p.status = 'pending' or p.paid_at > now() - interval '60 days');
$function$;

CREATE OR REPLACE FUNCTION app.note_pix_key (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_is_refused boolean
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.pix_accounts a set key_refused_at = case when p_is_refused then now() end
  where a.tenant_id = p_tenant_id and a.id = p_account_id and (a.key_refused_at is not null) <> p_is_refused;
$function$;

CREATE OR REPLACE FUNCTION app.note_pix_sent (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.pix_charges p set sent_at = now() where p.tenant_id = p_tenant_id and p.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.pix_account_key (
  p_tenant_id  uuid,
  p_account_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', a.id, 'environment', a.environment, 'credentials', c.credentials)
  from app.pix_accounts a
  join app_private.pix_credentials c on c.tenant_id = p_tenant_id and c.account_id = a.id
  where a.tenant_id = p_tenant_id and a.id = p_account_id;
$function$;

CREATE OR REPLACE FUNCTION app.pix_cents (
  p_value jsonb
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case when jsonb_typeof(p_value) = 'number' and (p_value #>> '{}')::numeric between 0.01 and 10000000
    then round((p_value #>> '{}')::numeric * 100)::int end;
$function$;

CREATE OR REPLACE FUNCTION app.pix_json (
  p_pix app.pix_charges
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(p_pix) || jsonb_build_object('amount_brl', (p_pix.amount_cents / 100.0)::numeric(12, 2), 'clinic_name', (
    select t.name from public.tenants t where t.id = p_pix.tenant_id));
$function$;

CREATE OR REPLACE FUNCTION app.pix_message (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select concat_ws(E'\n\n',
    'Olá, ' || split_part(coalesce(y.full_name, q.name), ' ', 1) || '! Segue o PIX de R$ '
      || translate(to_char(p.amount_cents / 100.0, 'FM999,999,990.00'), ',.', '.,') || ' para ' || t.name || '.',
    'Para pagar pelo link: ' || p.invoice_url,
    E'PIX copia e cola:\n' || p.copy_paste,
    'Assim que o pagamento cair, fica registrado aqui. Qualquer dúvida, é só responder.')
  from app.pix_charges p
  join public.tenants t on t.id = p_tenant_id
  join public.payers y on y.tenant_id = p_tenant_id and y.id = p.payer_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  where p.tenant_id = p_tenant_id and p.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.pix_to_check (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('pix', app.pix_json(p), 'account', app.pix_account_key(p_tenant_id, p.account_id), 'over', case
    when p.status <> 'pending' then null
    when p.cancel_asked_at is not null or app.is_stale_pix(p) then 'cancelled'
    when p.due_on < app.clinic_today(p_tenant_id) - 30 then 'expired' end)
  from app.pix_charges p
  where p.tenant_id = p_tenant_id and p.id = p_id and (p.status = 'pending' or p.paid_at > now() - interval '60 days')
    -- somebody is creating it
    and (p.asaas_payment_id is not null or coalesce(p.charging_until, '-infinity') < clock_timestamp());
$function$;

CREATE OR REPLACE FUNCTION app.post_pix (
  p_pix     app.pix_charges,
  p_cents   integer,
  p_payment jsonb
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_entry public.money_entries;
  v_charges uuid[] := array(
    select i.charge_id from app.pix_charge_items i where i.tenant_id = p_pix.tenant_id and i.pix_charge_id = p_pix.id);
  v_today date := app.clinic_today(p_pix.tenant_id);
begin
  -- first of all, so that what it pays does not have it looked at again
  update app.pix_charges p set status = 'paid', paid_at = coalesce(p.paid_at, now()), closed_at = coalesce(p.closed_at, now())
  where p.tenant_id = p_pix.tenant_id and p.id = p_pix.id;
  v_entry.tenant_id := p_pix.tenant_id;
  v_entry.id := gen_random_uuid();
  v_entry.payer_id := p_pix.payer_id;
  v_entry.kind := 'payment';
  v_entry.amount_cents := -p_cents;
  v_entry.method := case when p_payment ->> 'status' = 'RECEIVED_IN_CASH' then 'cash' else 'pix' end;
  v_entry.occurred_on := least(v_today, case when pg_input_is_valid(p_payment ->> 'paymentDate', 'date')
    then (p_payment ->> 'paymentDate')::date else v_today end);
  v_entry.note := 'PIX pelo Asaas';
  select case when count(distinct c.patient_id) = 1 then (array_agg(c.patient_id))[1] end into v_entry.patient_id
  from public.money_charges c where c.tenant_id = p_pix.tenant_id and c.id = any (v_charges);
  perform app.post_payment(v_entry);
  -- what is open of them; the rest is the payer's credit
  perform app.pay_charges(p_pix.tenant_id, array[v_entry.id], v_charges);
  perform app.schedule_pix_check(p_pix.tenant_id, p_pix.id, now() + interval '1 day');
  return v_entry.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_pix_charge (
  p_tenant_id      uuid,
  p_id             uuid,
  p_charging_until timestamp with time zone,
  p_is_over        boolean
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.pix_charges p set charging_until = null, status = case when p_is_over then 'failed' else p.status end,
    closed_at = case when p_is_over then now() end
  where p.tenant_id = p_tenant_id and p.id = p_id and p.status = 'pending' and p.asaas_payment_id is null
    and p.charging_until = p_charging_until;
$function$;

CREATE OR REPLACE FUNCTION app.schedule_pix_check (
  p_tenant_id uuid,
  p_id        uuid,
  p_at        timestamp with time zone
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'check_pix', jsonb_build_object('id', p_id), format('pix:%s:%s', p_id, floor(extract(epoch from p_at) / 60)), p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
$function$;

CREATE OR REPLACE FUNCTION app.settle_pix (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_meaning    text,
  p_payment    jsonb,
  p_told_at    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_payment_id text := case when char_length(p_payment ->> 'id') between 1 and 200 then p_payment ->> 'id' end;
  v_pix app.pix_charges;
  v_receipt app.pix_payments;
  v_entry public.money_entries;
  v_money public.money_payments;
  v_cents integer := app.pix_cents(p_payment -> 'value');
  v_refunded integer;
  v_target integer;
  v_did text;
begin
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.asaas_payment_id = v_payment_id;
  if v_pix.id is null then
    -- a charge that nobody had the time to record, or a second one of it
    select * into v_pix from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.id = app.typed_id(p_payment ->> 'externalReference') and p.account_id = p_account_id;
  end if;
  if v_payment_id is null or v_pix.id is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'not_a_pix');
  end if;
  perform app.lock_payer(p_tenant_id, v_pix.payer_id);
  update app.pix_charges p set
    asaas_payment_id = v_payment_id, charging_until = null, asaas_customer_id = coalesce(p.asaas_customer_id, p_payment ->> 'customer'),
    invoice_url = coalesce(p.invoice_url, p_payment ->> 'invoiceUrl')
  where p.tenant_id = p_tenant_id and p.id = v_pix.id and p.asaas_payment_id is null;
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = v_pix.id for update;
  if p_meaning = 'deleted' and v_pix.status = 'pending' and v_pix.asaas_payment_id = v_payment_id then
    update app.pix_charges p set status = 'cancelled', closed_at = now() where p.tenant_id = p_tenant_id and p.id = v_pix.id;
    v_did := 'cancelled';
  elsif p_meaning = 'restored' and v_pix.status = 'cancelled' and v_pix.asaas_payment_id = v_payment_id then
    update app.pix_charges p set status = 'pending', closed_at = null where p.tenant_id = p_tenant_id and p.id = v_pix.id;
    v_did := 'restored';
  elsif p_meaning in ('paid', 'reversed', 'partly_reversed', 'refund_denied', 'dispute_won') then
    if v_cents is null then
      return jsonb_build_object('outcome', 'review', 'reason', 'no_amount', 'pix_charge_id', v_pix.id);
    end if;
    select * into v_receipt from app.pix_payments r where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id for update;
    if v_receipt.entry_id is null then
      v_did := 'paid';
      v_receipt.entry_id := app.post_pix(v_pix, v_cents, p_payment);
      insert into app.pix_payments (tenant_id, asaas_payment_id, pix_charge_id, entry_id)
      values (p_tenant_id, v_payment_id, v_pix.id, v_receipt.entry_id) returning * into v_receipt;
    end if;
    select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_receipt.entry_id;
    select coalesce(sum(app.pix_cents(r -> 'value')), 0) into v_refunded
    from jsonb_array_elements(case jsonb_typeof(p_payment -> 'refunds') when 'array' then p_payment -> 'refunds' else '[]' end) r
    where coalesce(r ->> 'status', 'DONE') = 'DONE';
    v_target := case p_meaning
      when 'reversed' then v_cents
      when 'paid' then case when p_told_at is null then v_refunded else 0 end
      else v_refunded end;
    v_target := least(v_target, v_cents);
    if p_meaning in ('refund_denied', 'dispute_won') then
      if v_receipt.taken_back_cents > v_target and coalesce(p_told_at, '~') > coalesce(v_receipt.told_at, '') then
        v_cents := v_receipt.taken_back_cents - v_target;
        v_receipt.entry_id := app.post_pix(v_pix, v_cents, p_payment);
        v_did := 'given_again';
        update app.pix_payments r set entry_id = v_receipt.entry_id, taken_back_cents = 0, told_at = coalesce(p_told_at, r.told_at)
        where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
      elsif coalesce(p_told_at, '') > coalesce(v_receipt.told_at, '') then
        -- what took it back may come later, and is older news
        update app.pix_payments r set told_at = p_told_at where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
      end if;
    elsif v_target > v_receipt.taken_back_cents and (p_told_at is null or p_told_at >= coalesce(v_receipt.told_at, '')) then
      -- what the clinic typed as given back already is not given back twice
      v_entry.amount_cents := least(v_target - v_receipt.taken_back_cents, v_money.amount_cents - v_money.refunded_cents,
        greatest(v_target - v_money.refunded_cents, 0));
      if v_money.reversed_at is null and v_entry.amount_cents > 0 then
        v_entry.tenant_id := p_tenant_id;
        v_entry.payer_id := v_pix.payer_id;
        v_entry.kind := 'refund';
        v_entry.reverses_id := v_money.id;
        v_entry.method := 'pix';
        v_entry.occurred_on := app.clinic_today(p_tenant_id);
        v_entry.note := 'PIX devolvido pelo Asaas';
        select e.patient_id into v_entry.patient_id from public.money_entries e where e.tenant_id = p_tenant_id and e.id = v_money.id;
        perform app.give_back(v_entry);
        v_did := 'taken_back';
      end if;
      update app.pix_payments r set taken_back_cents = r.taken_back_cents + coalesce(v_entry.amount_cents, 0), told_at = coalesce(p_told_at, r.told_at)
      where r.tenant_id = p_tenant_id and r.asaas_payment_id = v_payment_id;
    end if;
  end if;
  if v_did is null then
    return jsonb_build_object('outcome', 'ignored', 'reason', 'nothing_new', 'pix_charge_id', v_pix.id);
  end if;
  perform app.tell_money(p_tenant_id, v_pix.payer_id);
  return jsonb_build_object('outcome', 'applied', 'reason', v_did, 'pix_charge_id', v_pix.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_charges__recheck_pix()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.schedule_pix_check(new.tenant_id, p.id, clock_timestamp())
  from app.pix_charge_items i
  join app.pix_charges p on p.tenant_id = new.tenant_id and p.id = i.pix_charge_id
  where i.tenant_id = new.tenant_id and i.charge_id = new.id and p.status = 'pending';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_pix_charge (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_pix app.pix_charges;
begin
  perform app.require_money_writer(p_tenant_id);
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_pix.id is null then
    raise sqlstate 'PT404' using message = 'pix_charge_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_pix.payer_id);
  update app.pix_charges p set cancel_asked_at = coalesce(p.cancel_asked_at, now())
  where p.tenant_id = p_tenant_id and p.id = p_id and p.status = 'pending' returning * into v_pix;
  if found then
    perform app.schedule_pix_check(p_tenant_id, p_id, now());
    perform app.tell_money(p_tenant_id, v_pix.payer_id);
  else
    select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
  end if;
  return jsonb_build_object('id', v_pix.id, 'status', v_pix.status);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_pix_charge"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.disconnect_pix_account (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('pix:' || p_tenant_id, 0));
  update app.pix_accounts a set disconnected_at = now() where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  delete from app_private.pix_credentials c where c.tenant_id = p_tenant_id;
  return public.get_pix_account(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."disconnect_pix_account"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_pix_account (
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
  return coalesce((
    select jsonb_build_object('is_connected', true, 'environment', a.environment, 'key_hint', a.key_hint, 'connected_at', a.connected_at,
      'is_key_refused', a.key_refused_at is not null)
    from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null), '{"is_connected": false}');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_pix_account"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_pix_charges (
  p_tenant_id uuid,
  p_payer_id  uuid DEFAULT NULL::uuid
)
  RETURNS TABLE (
    id           uuid,
    payer_id     uuid,
    amount_cents integer,
    charge_ids   uuid[],
    due_on       date,
    created_at   timestamp with time zone,
    sent_at      timestamp with time zone,
    invoice_url  text,
    copy_paste   text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_reader(p_tenant_id);
  return query
    select p.id, p.payer_id, p.amount_cents, array(
        select i.charge_id from app.pix_charge_items i where i.tenant_id = p_tenant_id and i.pix_charge_id = p.id order by i.charge_id),
      p.due_on, p.created_at, p.sent_at, p.invoice_url, p.copy_paste
    from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.status = 'pending' and p.asaas_payment_id is not null and p.cancel_asked_at is null
      and (p_payer_id is null or p.payer_id = p_payer_id) and not app.is_stale_pix(p)
    order by p.created_at desc limit 500;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_pix_charges"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
  perform app.give_back(v_entry);
  perform app.tell_money(p_tenant_id, v_entry.payer_id);
  return app.payment_answer(p_tenant_id, p_payment_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$function$;

ALTER TABLE "app"."pix_accounts"
  ADD CONSTRAINT "pix_accounts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_charge_items"
  ADD CONSTRAINT "pix_charge_items_tenant_id_charge_id_fkey" FOREIGN KEY (tenant_id, charge_id) REFERENCES public.money_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_charge_items"
  ADD CONSTRAINT "pix_charge_items_tenant_id_pix_charge_id_fkey" FOREIGN KEY (tenant_id, pix_charge_id) REFERENCES app.pix_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_charges"
  ADD CONSTRAINT "pix_charges_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.pix_accounts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_charges"
  ADD CONSTRAINT "pix_charges_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_events"
  ADD CONSTRAINT "pix_events_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.pix_accounts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_payments"
  ADD CONSTRAINT "pix_payments_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."pix_payments"
  ADD CONSTRAINT "pix_payments_tenant_id_pix_charge_id_fkey" FOREIGN KEY (tenant_id, pix_charge_id) REFERENCES app.pix_charges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app_private"."pix_credentials"
  ADD CONSTRAINT "pix_credentials_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.pix_accounts(tenant_id, id) ON DELETE CASCADE;

CREATE UNIQUE INDEX pix_accounts_connected ON app.pix_accounts USING btree (tenant_id)
  WHERE (disconnected_at IS NULL);

CREATE INDEX pix_charge_items_charge ON app.pix_charge_items USING btree (tenant_id, charge_id);

CREATE INDEX pix_charges_account ON app.pix_charges USING btree (tenant_id, account_id);

CREATE INDEX pix_charges_payer ON app.pix_charges USING btree (tenant_id, payer_id);

CREATE UNIQUE INDEX pix_charges_payment ON app.pix_charges USING btree (tenant_id, asaas_payment_id)
  WHERE (asaas_payment_id IS NOT NULL);

CREATE INDEX pix_events_account ON app.pix_events USING btree (tenant_id, account_id);

CREATE INDEX pix_payments_charge ON app.pix_payments USING btree (tenant_id, pix_charge_id);

CREATE INDEX pix_payments_entry ON app.pix_payments USING btree (tenant_id, entry_id);

CREATE TRIGGER money_charges_recheck_pix
  AFTER UPDATE OF paid_cents, amount_cents, reversed_at ON public.money_charges
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_charges__recheck_pix();

CREATE POLICY "select_nobody" ON "app"."pix_accounts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."pix_charge_items"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."pix_charges"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."pix_events"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."pix_payments"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app_private"."pix_credentials"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."pix_accounts"."id" IS 'Stands in the address of the account''s webhook: an account that is connected again is known by it.';

COMMENT ON COLUMN "app"."pix_accounts"."key_refused_at" IS 'Since when the provider takes the key no more.';

COMMENT ON COLUMN "app"."pix_accounts"."webhook_sha256" IS 'What the provider says with each event, hashed.';

COMMENT ON COLUMN "app"."pix_charges"."cancel_asked_at" IS 'Somebody wants it back: the next look takes it off Asaas.';

COMMENT ON COLUMN "app"."pix_charges"."charging_until" IS 'Somebody is creating the charge at Asaas until then: nobody else may, or the payer gets two.';

COMMENT ON COLUMN "app"."pix_charges"."id" IS 'The client''s id of the press, and the externalReference of the charge at Asaas: whoever died between creating and recording it is found by it.';

COMMENT ON COLUMN "app"."pix_events"."raw" IS 'As it came, of a payment that Zelo asked for; nothing of what else the clinic does with its account.';

COMMENT ON COLUMN "app"."pix_payments"."entry_id" IS 'The payment in the ledger that stands for it; after a dispute that was won, the one that brought the money back.';

COMMENT ON COLUMN "app"."pix_payments"."taken_back_cents" IS 'What Asaas took back (refund, MED, chargeback) and has not given again.';

COMMENT ON COLUMN "app"."pix_payments"."told_at" IS 'When what took money back or gave it again happened, as Asaas writes times: older news changes nothing.';

COMMENT ON FUNCTION "app"."apply_pix_answer"(uuid, uuid, jsonb) IS 'Caller: whoever asked Asaas about a PIX. What an event would have told, in case it never comes. Returns as apply_pix_event. Errors: none.';

COMMENT ON FUNCTION "app"."apply_pix_event"(uuid, uuid, jsonb) IS 'Caller: clinic-asaas-webhook, with an authentic event of the clinic''s account. Stores it once and applies it. Returns {outcome applied|ignored|review|duplicate, reason, pix_charge_id}; every outcome is answered with 200. Errors: none.';

COMMENT ON FUNCTION "app"."attach_pix_charge"(uuid, uuid, jsonb) IS 'Caller: whoever created or found the charge at Asaas. {payment_id, customer_id, invoice_url, copy_paste, code_ends_at}; what is missing stays. Errors: PT404 pix_charge_not_found.';

COMMENT ON FUNCTION "app"."authorize_pix_webhook"(uuid, uuid, text) IS 'Caller: clinic-asaas-webhook, before it reads a body. Also of an account that was disconnected: what it charged may be paid. Errors: none.';

COMMENT ON FUNCTION "app"."begin_pix_charge"(uuid, uuid, uuid[], text) IS 'Caller: owner, admin and operator, through charge-by-pix. A PIX over what is open of these charges of one payer; idempotent by p_id, and the same charges are not asked for twice. Returns {pix, may_charge, thread_key, payer {name, cpf_cnpj, email, asaas_customer_id}}; may_charge is true for one caller at a time, who looks for a charge with externalReference = pix.id before creating one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_charge_not_found, PT400 invalid_cpf_cnpj, PT409 pix_not_connected, PT409 client_id_in_use, PT409 already_paid, PT400 payer_document_required.';

COMMENT ON FUNCTION "app"."close_pix_charge"(uuid, uuid, text) IS 'Caller: whoever took a PIX off Asaas, or knows that it never was there: cancelled, expired or failed. One that was paid stays. Errors: PT404 payer_not_found.';

COMMENT ON FUNCTION "app"."connect_pix_account"(uuid, uuid, text, text, text, jsonb) IS 'Caller: owner or admin, through connect-clinic-asaas, with a key that Asaas took and a webhook that it has. Another account of the clinic is disconnected. Answers as get_pix_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "app"."enqueue_monthly_fees"() IS 'Caller: process-jobs, every day. A job for each clinic with a monthly fee whose month is not charged yet; how many. Errors: none.';

COMMENT ON FUNCTION "app"."give_back"(public.money_entries) IS 'A refund, no larger than what is left of its payment: refund_payment and Asaas give money back by it. The payer is locked.';

COMMENT ON FUNCTION "app"."note_pix_checked"(uuid, uuid) IS 'Caller: workers, after Asaas answered: when it is asked the next time, if at all. Errors: none.';

COMMENT ON FUNCTION "app"."note_pix_key"(uuid, uuid, boolean) IS 'Caller: edge functions that asked Asaas: whether it still takes the clinic''s key. Errors: none.';

COMMENT ON FUNCTION "app"."note_pix_sent"(uuid, uuid) IS 'Caller: charge-by-pix, once the message with the PIX is in its conversation. Errors: none.';

COMMENT ON FUNCTION "app"."pix_account_key"(uuid, uuid) IS 'Caller: edge functions that speak with Asaas for a clinic: {id, environment, credentials}; NULL once it was disconnected. Errors: none.';

COMMENT ON FUNCTION "app"."pix_json"(app.pix_charges) IS 'A PIX as the edge functions read it, with its amount in reais as Asaas takes it.';

COMMENT ON FUNCTION "app"."pix_to_check"(uuid, uuid) IS 'Caller: workers. {pix, account: as pix_account_key or null, over: cancelled|expired when nobody is to pay it any more}; NULL when there is nothing to ask. Errors: none.';

COMMENT ON FUNCTION "app"."post_pix"(app.pix_charges, integer, jsonb) IS 'Money that came in by a PIX: a payment of its payer that pays what is open of its charges, and is kept as credit for the rest. The payer is locked. Errors: none.';

COMMENT ON FUNCTION "app"."release_pix_charge"(uuid, uuid, timestamp with time zone, boolean) IS 'Caller: charge-by-pix, when Asaas certainly created nothing: the next press need not wait; p_is_over: Asaas will never take it. Whoever reserved it after the caller keeps it. Errors: none.';

COMMENT ON FUNCTION "app"."schedule_pix_check"(uuid, uuid, timestamp with time zone) IS 'Asaas is asked then how a PIX is. Errors: none.';

COMMENT ON FUNCTION "app"."settle_pix"(uuid, uuid, text, jsonb, text) IS 'A payment of a clinic''s account: p_meaning as app.asaas_event_meaning says it. Locks the payer, then the PIX. {outcome applied|ignored|review, reason, pix_charge_id}. Errors: none.';

COMMENT ON FUNCTION "public"."cancel_pix_charge"(uuid, uuid) IS 'Caller: owner, admin and operator. A PIX is no longer wanted: it is taken off Asaas at once by a job; paid before that, it counts. Answers {id, status}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 pix_charge_not_found.';

COMMENT ON FUNCTION "public"."disconnect_pix_account"(uuid) IS 'Caller: owner and admin. The key is deleted. The webhook stays known: what was sent before may still be paid, and counts. Answers as get_pix_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_pix_account"(uuid) IS 'Caller: any member. Whether the clinic charges by PIX: {is_connected, environment, key_hint, connected_at, is_key_refused}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_pix_charges"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. PIX that wait to be paid, of the clinic or of a payer, the newest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON TABLE "app"."book_checks" IS 'One row a check: [{tenant_id, addon_type, fault balance|chain|hold, or one of app.money_faults}], empty when the books are in order; addon_type is null for WhatsApp credits and for patients'' money. Kept a year.';

COMMENT ON TABLE "app"."pix_accounts" IS 'The clinics'' own accounts at the payment provider. The key is ciphertext in app_private.pix_credentials.';

COMMENT ON TABLE "app"."pix_charge_items" IS 'A charge may be asked for again: the newest PIX counts, and the older ones are taken off Asaas.';

COMMENT ON TABLE "app"."pix_charges" IS 'Locked after its payer, always. What was paid of it stands in app.pix_payments and in the ledger.';

COMMENT ON TABLE "app"."pix_events" IS 'Every authentic event of a clinic''s account, once for its id.';

COMMENT ON TABLE "app_private"."pix_credentials" IS 'AES-GCM ciphertext {v, kid, iv, ct} of the key of a clinic''s account at Asaas, made by the edge functions; gone with the connection.';

REVOKE ALL ON FUNCTION "app"."apply_pix_answer"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_pix_answer"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_pix_answer"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_pix_answer"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."apply_pix_event"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_pix_event"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_pix_event"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_pix_event"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."attach_pix_charge"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."attach_pix_charge"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."attach_pix_charge"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."attach_pix_charge"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."authorize_pix_webhook"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."authorize_pix_webhook"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."authorize_pix_webhook"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."authorize_pix_webhook"(uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."begin_pix_charge"(uuid, uuid, uuid[], text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."begin_pix_charge"(uuid, uuid, uuid[], text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."begin_pix_charge"(uuid, uuid, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_pix_charge"(uuid, uuid, uuid[], text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."close_pix_charge"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_pix_charge"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_pix_charge"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_pix_charge"(uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."connect_pix_account"(uuid, uuid, text, text, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."connect_pix_account"(uuid, uuid, text, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."connect_pix_account"(uuid, uuid, text, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."connect_pix_account"(uuid, uuid, text, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enqueue_monthly_fees"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_monthly_fees"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_monthly_fees"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_monthly_fees"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_back"(public.money_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_back"(public.money_entries) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_back"(public.money_entries) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_stale_pix"(app.pix_charges) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_stale_pix"(app.pix_charges) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_stale_pix"(app.pix_charges) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_pix_checked"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_pix_checked"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_pix_checked"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_pix_checked"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."note_pix_key"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_pix_key"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_pix_key"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_pix_key"(uuid, uuid, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."note_pix_sent"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_pix_sent"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_pix_sent"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_pix_sent"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."pix_account_key"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pix_account_key"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_account_key"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_account_key"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."pix_cents"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pix_cents"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_cents"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pix_json"(app.pix_charges) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pix_json"(app.pix_charges) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_json"(app.pix_charges) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pix_message"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pix_message"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_message"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_message"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."pix_to_check"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pix_to_check"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_to_check"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."pix_to_check"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."post_pix"(app.pix_charges, integer, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_pix"(app.pix_charges, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_pix"(app.pix_charges, integer, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."release_pix_charge"(uuid, uuid, timestamp WITH time zone, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."release_pix_charge"(uuid, uuid, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_pix_charge"(uuid, uuid, timestamp WITH time zone, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_pix_charge"(uuid, uuid, timestamp WITH time zone, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."schedule_pix_check"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."schedule_pix_check"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."schedule_pix_check"(uuid, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."settle_pix"(uuid, uuid, text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."settle_pix"(uuid, uuid, text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."settle_pix"(uuid, uuid, text, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_charges__recheck_pix"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_charges__recheck_pix"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_charges__recheck_pix"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_pix_charge"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_pix_charge"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_pix_charge"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_pix_account"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."disconnect_pix_account"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_pix_account"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_pix_account"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_pix_account"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_pix_account"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_pix_charges"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_pix_charges"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_pix_charges"(uuid, uuid) TO "postgres";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

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

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

-- a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
