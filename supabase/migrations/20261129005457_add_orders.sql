-- add_orders: what clinics sell, its payments by the ledger, Stripe and PIX, refunds, coupons. Charges may be of an order, and then of nobody who is a patient.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."money_charges"
  DROP CONSTRAINT "charge_origin_is_known";

CREATE SEQUENCE "app"."order_event_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "app"."order_numbers" (
  "tenant_id" uuid    NOT NULL,
  "last"      integer NOT NULL,
  CONSTRAINT "order_numbers_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "app"."order_numbers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."stripe_checkouts" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL,
  "account_id"        uuid                     NOT NULL,
  "order_id"          uuid                     NOT NULL,
  "amount_cents"      integer                  NOT NULL,
  "state"             text                     NOT NULL DEFAULT 'open'::text,
  "session_id"        text,
  "payment_intent_id" text,
  "url"               text,
  "expires_at"        timestamp with time zone NOT NULL,
  "created_by"        uuid,
  "created_at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "checkout_asks_for_something" CHECK ((amount_cents > 0)),
  CONSTRAINT "checkout_state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'processing'::text, 'paid'::text, 'failed'::text, 'expired'::text]))),
  CONSTRAINT "stripe_checkouts_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."stripe_checkouts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."coupon_uses" (
  "tenant_id"     uuid                     NOT NULL,
  "coupon_id"     uuid                     NOT NULL,
  "order_id"      uuid                     NOT NULL,
  "payer_id"      uuid                     NOT NULL,
  "used_at"       timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "given_back_at" timestamp with time zone,
  CONSTRAINT "coupon_uses_pkey" PRIMARY KEY (tenant_id, coupon_id, order_id)
);

ALTER TABLE "public"."coupon_uses"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."coupon_uses" FROM "anon";

CREATE TABLE "public"."coupons" (
  "tenant_id"           uuid                     NOT NULL,
  "id"                  uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "code"                text                     NOT NULL,
  "kind"                text                     NOT NULL,
  "value"               integer                  NOT NULL,
  "starts_on"           date,
  "ends_on"             date,
  "max_uses"            integer,
  "max_uses_per_person" integer,
  "minimum_cents"       integer                  NOT NULL DEFAULT 0,
  "uses"                integer                  NOT NULL DEFAULT 0,
  "archived_at"         timestamp with time zone,
  "created_by"          uuid,
  "created_at"          timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"          timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "coupon_code_is_a_word" CHECK ((code ~ '^[A-Z0-9][A-Z0-9_-]{2,29}$'::text)),
  CONSTRAINT "coupon_ends_after_it_starts" CHECK ((ends_on >= starts_on)),
  CONSTRAINT "coupon_kind_is_known" CHECK ((kind = ANY (ARRAY['percent'::text, 'fixed'::text]))),
  CONSTRAINT "coupon_limits_are_counts" CHECK (((max_uses > 0) AND (max_uses_per_person > 0) AND (minimum_cents >= 0))),
  CONSTRAINT "coupon_takes_something" CHECK (((value > 0) AND (value <=
CASE kind
    WHEN 'percent'::text THEN 100
    ELSE 100000000
END))),
  CONSTRAINT "coupons_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "no_more_uses_than_allowed" CHECK (((uses >= 0) AND ((max_uses IS NULL) OR (uses <= max_uses))))
);

ALTER TABLE "public"."coupons"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."coupons" FROM "anon";

CREATE TABLE "public"."order_events" (
  "tenant_id" uuid                     NOT NULL,
  "id"        bigint                   NOT NULL DEFAULT nextval('app.order_event_numbers'::regclass),
  "order_id"  uuid                     NOT NULL,
  "kind"      text                     NOT NULL,
  "data"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "actor_id"  uuid,
  "at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "order_event_is_known"
    CHECK
    ((kind = ANY (ARRAY['placed'::text, 'link_sent'::text, 'payment'::text, 'paid'::text, 'payment_late'::text, 'late_settled'::text, 'waiting_voucher'::text,
    'voucher_failed'::text,
    'checkout_expired'::text,
    'fulfilled'::text,
    'returned'::text, 'refunded'::text, 'refund_failed'::text, 'disputed'::text, 'dispute_won'::text, 'dispute_lost'::text, 'expired'::text, 'revived'::text, 'cancelled'::text]))),
  CONSTRAINT "order_events_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."order_events"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_events" FROM "anon";

CREATE TABLE "public"."order_items" (
  "tenant_id"      uuid     NOT NULL,
  "id"             uuid     NOT NULL DEFAULT gen_random_uuid(),
  "order_id"       uuid     NOT NULL,
  "position"       smallint NOT NULL,
  "kind"           text     NOT NULL DEFAULT 'product'::text,
  "variant_id"     uuid,
  "session_id"     uuid,
  "patient_id"     uuid,
  "name"           text     NOT NULL,
  "sku"            text,
  "quantity"       integer  NOT NULL,
  "price_cents"    integer  NOT NULL,
  "discount_cents" integer  NOT NULL DEFAULT 0,
  "coupon_cents"   integer  NOT NULL DEFAULT 0,
  "total_cents"    integer  GENERATED ALWAYS AS ((((quantity * price_cents) - discount_cents) - coupon_cents)) STORED NOT NULL,
  "fulfilled"      integer  NOT NULL DEFAULT 0,
  "returned"       integer  NOT NULL DEFAULT 0,
  "entry_id"       uuid,
  CONSTRAINT "item_discount_is_of_its_price"
    CHECK (((discount_cents >= 0) AND (coupon_cents >= 0) AND (((discount_cents)::bigint + coupon_cents) <= ((quantity)::bigint * price_cents)))),
  CONSTRAINT "item_is_of_its_kind" CHECK (
CASE kind
    WHEN 'product'::text THEN ((variant_id IS NOT NULL) AND (session_id IS NULL))
    ELSE ((variant_id IS NULL) AND (session_id IS NOT NULL) AND (patient_id IS NOT NULL) AND (quantity = 1))
END),
  CONSTRAINT "item_kind_is_known" CHECK ((kind = ANY (ARRAY['product'::text, 'deposit'::text]))),
  CONSTRAINT "item_price_is_an_amount" CHECK (((price_cents >= 0) AND (price_cents <= 100000000))),
  CONSTRAINT "item_quantity_is_some" CHECK (((quantity > 0) AND (quantity <= 10000))),
  CONSTRAINT "no_more_than_sold" CHECK (((fulfilled >= 0) AND (fulfilled <= quantity) AND (returned >= 0) AND (returned <= fulfilled))),
  CONSTRAINT "order_items_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."order_items"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_items" FROM "anon";

CREATE TABLE "public"."order_payments" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "order_id"     uuid                     NOT NULL,
  "provider"     text                     NOT NULL,
  "reference"    text                     NOT NULL,
  "entry_id"     uuid                     NOT NULL,
  "amount_cents" integer                  NOT NULL,
  "state"        text                     NOT NULL DEFAULT 'counted'::text,
  "reason"       text,
  "settled_by"   uuid,
  "settled_at"   timestamp with time zone,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "entry_pays_one_order" UNIQUE (tenant_id, entry_id, order_id),
  CONSTRAINT "late_reason_is_known" CHECK ((reason = ANY (ARRAY['expired'::text, 'cancelled'::text, 'paid_twice'::text]))),
  CONSTRAINT "late_says_why" CHECK (((state = 'counted'::text) = (reason IS NULL))),
  CONSTRAINT "order_payment_provider_is_known" CHECK ((provider = ANY (ARRAY['desk'::text, 'stripe'::text, 'ledger'::text]))),
  CONSTRAINT "order_payment_state_is_known" CHECK ((state = ANY (ARRAY['counted'::text, 'late'::text, 'honoured'::text, 'refunded'::text, 'credited'::text]))),
  CONSTRAINT "order_payments_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "payment_counts_once" UNIQUE (tenant_id, PROVIDER, reference)
);

ALTER TABLE "public"."order_payments"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_payments" FROM "anon";

CREATE TABLE "public"."order_refunds" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL,
  "order_id"     uuid                     NOT NULL,
  "payment_id"   uuid,
  "kind"         text                     NOT NULL,
  "provider"     text                     NOT NULL,
  "reference"    text,
  "amount_cents" integer                  NOT NULL,
  "entry_id"     uuid,
  "state"        text                     NOT NULL DEFAULT 'done'::text,
  "reason"       text                     NOT NULL,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "settled_at"   timestamp with time zone,
  CONSTRAINT "order_refund_kind_is_known" CHECK ((kind = ANY (ARRAY['money'::text, 'credit'::text, 'dispute'::text, 'late'::text]))),
  CONSTRAINT "order_refund_provider_is_known" CHECK ((provider = ANY (ARRAY['desk'::text, 'stripe'::text, 'ledger'::text]))),
  CONSTRAINT "order_refund_state_is_known" CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text]))),
  CONSTRAINT "order_refunds_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "refund_is_an_amount" CHECK ((amount_cents > 0)),
  CONSTRAINT "refund_reason_fits" CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 300)))
);

ALTER TABLE "public"."order_refunds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_refunds" FROM "anon";

CREATE TABLE "public"."orders" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL,
  "number"         integer                  NOT NULL,
  "channel"        text                     NOT NULL,
  "payer_id"       uuid                     NOT NULL,
  "contact_id"     uuid,
  "patient_id"     uuid,
  "thread_id"      uuid,
  "coupon_id"      uuid,
  "subtotal_cents" integer                  NOT NULL,
  "discount_cents" integer                  NOT NULL DEFAULT 0,
  "total_cents"    integer                  GENERATED ALWAYS AS ((subtotal_cents - discount_cents)) STORED NOT NULL,
  "paid_cents"     integer                  NOT NULL DEFAULT 0,
  "refunded_cents" integer                  NOT NULL DEFAULT 0,
  "charge_id"      uuid,
  "state"          text                     NOT NULL DEFAULT 'pending'::text,
  "expires_at"     timestamp with time zone,
  "expired_at"     timestamp with time zone,
  "cancelled_at"   timestamp with time zone,
  "paid_at"        timestamp with time zone,
  "note"           text,
  "page_key"       text                     NOT NULL DEFAULT replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text),
  "created_by"     uuid,
  "created_at"     timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "order_amounts_fit"
    CHECK
    (((subtotal_cents >= 0) AND (discount_cents >= 0) AND (discount_cents <= subtotal_cents) AND (paid_cents >= 0) AND (refunded_cents >= 0) AND (refunded_cents <=
    subtotal_cents))),
  CONSTRAINT "order_channel_is_known" CHECK ((channel = ANY (ARRAY['desk'::text, 'conversation'::text, 'shop'::text]))),
  CONSTRAINT "order_ends_one_way" CHECK (((expired_at IS NULL) OR (cancelled_at IS NULL))),
  CONSTRAINT "order_note_fits" CHECK ((char_length(note) <= 1000)),
  CONSTRAINT "order_number_is_given_once" UNIQUE (tenant_id, number),
  CONSTRAINT "order_state_is_known" CHECK ((state = ANY (ARRAY['pending'::text, 'paid'::text, 'fulfilled'::text, 'returned'::text, 'cancelled'::text]))),
  CONSTRAINT "orders_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."orders"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."orders" FROM "anon";

CREATE TABLE "public"."profession_limits" (
  "council" text NOT NULL,
  "feature" text NOT NULL,
  "source"  text NOT NULL,
  CONSTRAINT "limit_is_known" CHECK ((feature = ANY (ARRAY['coupons'::text, 'packages'::text, 'reviews'::text]))),
  CONSTRAINT "profession_limits_pkey" PRIMARY KEY (council, feature)
);

ALTER TABLE "public"."profession_limits"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."profession_limits" FROM "anon";

ALTER TABLE "public"."money_charges"
  ADD COLUMN "order_id" uuid;

ALTER TABLE "public"."money_charges"
  ALTER COLUMN "patient_id" DROP NOT NULL;

CREATE OR REPLACE FUNCTION app.apply_order_payment (
  p_tenant_id    uuid,
  p_order_id     uuid,
  p_provider     text,
  p_reference    text,
  p_amount_cents integer,
  p_method       text,
  p_occurred_on  date    DEFAULT NULL::date,
  p_entry_id     uuid    DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_known public.order_payments;
  v_entry public.money_entries;
  v_state text;
begin
  v_order := app.lock_order(p_tenant_id, p_order_id);
  select * into v_known from public.order_payments p
  where p.tenant_id = p_tenant_id and p.provider = p_provider and p.reference = p_reference;
  if v_known.id is not null then
    return jsonb_build_object('outcome', 'duplicate', 'state', v_known.state, 'order_id', v_known.order_id, 'payment_id', v_known.id);
  end if;
  v_entry.tenant_id := p_tenant_id;
  v_entry.id := coalesce(p_entry_id, gen_random_uuid());
  v_entry.payer_id := v_order.payer_id;
  v_entry.patient_id := v_order.patient_id;
  v_entry.kind := 'payment';
  v_entry.amount_cents := -p_amount_cents;
  v_entry.method := p_method;
  v_entry.occurred_on := coalesce(p_occurred_on, app.clinic_today(p_tenant_id));
  v_entry.note := 'Pedido nº ' || v_order.number;
  perform app.post_payment(v_entry);
  v_state := app.take_order_money(v_order, v_entry.id, p_provider, p_reference);
  perform app.tell_money(p_tenant_id, v_order.payer_id);
  return jsonb_build_object('outcome', 'applied', 'state', v_state, 'order_id', p_order_id, 'payment_id', (
    select p.id from public.order_payments p where p.tenant_id = p_tenant_id and p.provider = p_provider and p.reference = p_reference));
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_stripe_event (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_event      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id text := left(p_event ->> 'id', 255);
  v_done jsonb;
  v_waiting record;
begin
  insert into app.stripe_events (tenant_id, id, account_id, event_type, payment_intent_id, event)
  values (p_tenant_id, v_id, p_account_id, left(p_event ->> 'type', 100), p_event ->> 'payment_intent_id', p_event)
  on conflict (tenant_id, id) do nothing;
  if not found then
    return '{"outcome": "duplicate"}';
  end if;
  v_done := app.settle_stripe(p_tenant_id, p_account_id, p_event);
  update app.stripe_events e set outcome = v_done ->> 'outcome', reason = v_done ->> 'reason', order_id = (v_done ->> 'order_id')::uuid
  where e.tenant_id = p_tenant_id and e.id = v_id;
  if v_done ->> 'outcome' = 'applied' then
    -- what came before its payment is known was waiting for this
    for v_waiting in
      select e.id, e.event from app.stripe_events e
      where e.tenant_id = p_tenant_id and e.payment_intent_id = p_event ->> 'payment_intent_id' and e.outcome = 'waiting'
      order by (e.event ->> 'created')::bigint, e.received_at, e.id for update
    loop
      v_done := app.settle_stripe(p_tenant_id, p_account_id, v_waiting.event);
      update app.stripe_events e set outcome = v_done ->> 'outcome', reason = v_done ->> 'reason', order_id = (v_done ->> 'order_id')::uuid
      where e.tenant_id = p_tenant_id and e.id = v_waiting.id;
    end loop;
    return (
      select jsonb_build_object('outcome', e.outcome, 'reason', e.reason, 'order_id', e.order_id)
      from app.stripe_events e where e.tenant_id = p_tenant_id and e.id = v_id);
  end if;
  return v_done;
end;
$function$;

CREATE OR REPLACE FUNCTION app.attach_checkout (
  p_tenant_id  uuid,
  p_id         uuid,
  p_session_id text,
  p_url        text
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.stripe_checkouts k set session_id = p_session_id, url = coalesce(p_url, k.url)
  where k.tenant_id = p_tenant_id and k.id = p_id and coalesce(k.session_id, p_session_id) = p_session_id;
$function$;

CREATE OR REPLACE FUNCTION app.begin_my_checkout (
  p_tenant_id uuid,
  p_id        uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_writer(p_tenant_id);
  return app.begin_order_checkout(p_tenant_id, p_id, p_order_id) - 'key';
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_order_checkout (
  p_tenant_id uuid,
  p_id        uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_account uuid;
  v_open integer;
  v_row app.stripe_checkouts;
begin
  v_order := app.lock_order(p_tenant_id, p_order_id);
  select a.id into v_account from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  if v_account is null then
    raise sqlstate 'PT409' using message = 'stripe_not_connected';
  end if;
  v_open := v_order.total_cents - v_order.refunded_cents - v_order.paid_cents;
  if v_order.state = 'cancelled' or v_open <= 0 then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  elsif v_open < 50 then
    raise sqlstate 'PT409' using message = 'too_little_for_card';
  end if;
  select * into v_row from app.stripe_checkouts k
  where k.tenant_id = p_tenant_id and k.order_id = p_order_id and k.account_id = v_account and k.state = 'open' and k.amount_cents = v_open
    and k.expires_at > now() + interval '10 minutes'
  order by k.created_at desc limit 1;
  if v_row.id is null then
    insert into app.stripe_checkouts (tenant_id, id, account_id, order_id, amount_cents, expires_at, created_by)
    values (p_tenant_id, p_id, v_account, p_order_id, v_open,
      date_trunc('second', least(greatest(coalesce(v_order.expires_at, now() + interval '23 hours'), now() + interval '31 minutes'), now() + interval '23 hours')), auth.uid())
    on conflict (tenant_id, id) do nothing;
    select * into v_row from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = p_id and k.order_id = p_order_id;
  end if;
  return jsonb_build_object('id', v_row.id, 'account_id', v_row.account_id, 'order_id', p_order_id, 'number', v_order.number,
    'amount_cents', v_row.amount_cents, 'url', v_row.url, 'expires_at', extract(epoch from v_row.expires_at)::bigint, 'page_key', v_order.page_key,
    'clinic_name', (select t.name from public.tenants t where t.id = p_tenant_id),
    'email', (select y.email from public.payers y where y.tenant_id = p_tenant_id and y.id = v_order.payer_id),
    'thread_key', (select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_order.thread_id),
    'key', app.stripe_key(p_tenant_id, v_row.account_id));
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
  select c.id, c.payer_id, coalesce(q.name, y.full_name), c.patient_id, coalesce(p.name, y.full_name), c.session_id, c.therapist_id, h.name, c.origin, t.name,
    app.local_text(s.starts_at, z.zone), c.due_on, c.amount_cents, c.paid_cents, c.state,
    c.state in ('unpaid', 'partly') and c.due_on < (now() at time zone z.zone)::date, c.note, app.thread_of_payer(y)
  from (select app.clinic_zone(p_tenant_id) as zone) z
  join public.money_charges c on c.tenant_id = p_tenant_id and c.id = any (p_ids)
  join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
  left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
  left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = c.therapist_id;
$function$;

CREATE OR REPLACE FUNCTION app.checkout_to_expire (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('session_id', k.session_id, 'key', app.stripe_key(p_tenant_id, k.account_id))
  from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = p_id and k.state = 'open' and k.session_id is not null;
$function$;

CREATE OR REPLACE FUNCTION app.credit_deposits (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_item record;
  v_entry public.money_entries;
  v_payer uuid := (select o.payer_id from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id);
begin
  for v_item in
    select i.id, i.session_id, i.patient_id, i.total_cents from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' and i.entry_id is null and i.total_cents > 0
    order by i.position
  loop
    v_entry := null;
    v_entry.tenant_id := p_tenant_id;
    v_entry.id := gen_random_uuid();
    v_entry.payer_id := v_payer;
    v_entry.patient_id := v_item.patient_id;
    v_entry.kind := 'adjustment';
    v_entry.amount_cents := -v_item.total_cents;
    v_entry.occurred_on := app.clinic_today(p_tenant_id);
    v_entry.note := 'Sinal da sessão, pago no pedido';
    perform app.post_payment(v_entry);
    -- the session may be charged already; otherwise it is credit until it is
    perform app.pay_charges(p_tenant_id, array[v_entry.id], array(
      select c.id from public.money_charges c
      where c.tenant_id = p_tenant_id and c.session_id = v_item.session_id and c.patient_id = v_item.patient_id and c.reversed_at is null));
    update public.order_items i set entry_id = v_entry.id, fulfilled = 1 where i.tenant_id = p_tenant_id and i.id = v_item.id;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_order (
  p_order public.orders,
  p_how   text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.orders o set
    expired_at = case when p_how = 'expired' then now() end, cancelled_at = case when p_how = 'cancelled' then now() end, expires_at = null
  where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
  perform app.close_charge(p_order.tenant_id, p_order.charge_id, 'Pedido nº ' || p_order.number || ' encerrado');
  -- coupons are locked before stock, as by whoever places an order
  perform app.give_coupon_back(p_order);
  perform app.release_stock(p_order.tenant_id, 'order', p_order.id);
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'expire_checkout', jsonb_build_object('checkout_id', k.id) from app.stripe_checkouts k
  where k.tenant_id = p_order.tenant_id and k.order_id = p_order.id and k.state = 'open' and k.session_id is not null;
  perform app.note_order(p_order.tenant_id, p_order.id, p_how);
  perform app.publish_event(p_order.tenant_id, 'order.cancelled', jsonb_build_object('order_id', p_order.id));
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.expire_order (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
begin
  begin
    v_order := app.lock_order(p_tenant_id, p_order_id);
  exception when sqlstate 'PT404' then
    return 'gone';
  end;
  if v_order.state <> 'pending' or v_order.expires_at is null or v_order.expires_at > p_now or v_order.paid_cents > 0 then
    return 'kept';
  end if;
  perform app.end_order(v_order, 'expired');
  return 'expired';
end;
$function$;

CREATE OR REPLACE FUNCTION app.find_money (
  p_tenant_id    uuid,
  p_kind         text,
  p_cents        integer,
  p_has_people   boolean,
  p_patients     uuid[],
  p_payers       uuid[],
  p_therapist_id uuid,
  p_limit        integer
)
  RETURNS TABLE (
    id         uuid,
    title      text,
    patient_id uuid,
    detail     jsonb
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_today date := app.clinic_today(p_tenant_id);
  v_ids uuid[];
begin
  if p_kind = 'charge' then
    if p_has_people then
      v_ids := array(
        select c.id from (
          select c.id, c.due_on, c.amount_cents, c.therapist_id, c.reversed_at from public.money_charges c
          where c.tenant_id = p_tenant_id and c.patient_id = any (p_patients)
          union
          select c.id, c.due_on, c.amount_cents, c.therapist_id, c.reversed_at from public.money_charges c
          where c.tenant_id = p_tenant_id and c.payer_id = any (p_payers)) c
        where c.reversed_at is null and (p_cents is null or c.amount_cents = p_cents) and (p_therapist_id is null or c.therapist_id = p_therapist_id)
        order by abs(c.due_on - v_today), c.id limit p_limit);
    else
      v_ids := array(
        select c.id from (
          (select c.id, c.due_on from public.money_charges c
            where c.tenant_id = p_tenant_id and c.amount_cents = p_cents and c.reversed_at is null and c.due_on <= v_today
              and (p_therapist_id is null or c.therapist_id = p_therapist_id)
            order by c.due_on desc limit p_limit)
          union all
          (select c.id, c.due_on from public.money_charges c
            where c.tenant_id = p_tenant_id and c.amount_cents = p_cents and c.reversed_at is null and c.due_on > v_today
              and (p_therapist_id is null or c.therapist_id = p_therapist_id)
            order by c.due_on limit p_limit)) c
        order by abs(c.due_on - v_today), c.id limit p_limit);
    end if;
    return query
      select c.id, coalesce(p.name, y.full_name), c.patient_id, jsonb_build_object('amount_cents', c.amount_cents, 'state', c.state, 'day', c.due_on, 'origin', c.origin,
        'payer_name', y.full_name)
      from unnest(v_ids) with ordinality i (id, place)
      join public.money_charges c on c.tenant_id = p_tenant_id and c.id = i.id
      left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
      join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
      order by i.place;
    return;
  end if;
  if p_has_people then
    v_ids := array(
      select m.id from public.money_payments m
      where m.tenant_id = p_tenant_id and m.reversed_at is null and (p_cents is null or m.amount_cents = p_cents)
        and m.payer_id in (
          select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients)
          union all select unnest(p_payers))
      order by m.created_at desc, m.id limit p_limit);
  else
    v_ids := array(
      select m.id from public.money_payments m
      where m.tenant_id = p_tenant_id and m.amount_cents = p_cents and m.reversed_at is null
      order by m.created_at desc, m.id limit p_limit);
  end if;
  return query
    select m.id, coalesce(p.name, y.full_name), coalesce(e.patient_id, y.patient_id, (
        select c.patient_id from public.money_charges c where c.tenant_id = p_tenant_id and c.payer_id = m.payer_id order by c.due_on, c.id limit 1)),
      jsonb_build_object('amount_cents', m.amount_cents, 'day', e.occurred_on, 'method', e.method, 'kind', e.kind)
    from unnest(v_ids) with ordinality i (id, place)
    join public.money_payments m on m.tenant_id = p_tenant_id and m.id = i.id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = i.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = m.payer_id
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = y.patient_id
    order by i.place;
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_coupon_back (
  p_order public.orders
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.coupon_uses u set given_back_at = now()
  where u.tenant_id = p_order.tenant_id and u.coupon_id = p_order.coupon_id and u.order_id = p_order.id and u.given_back_at is null;
  if found then
    update public.coupons c set uses = c.uses - 1 where c.tenant_id = p_order.tenant_id and c.id = p_order.coupon_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_order_back (
  p_order        public.orders,
  p_id           uuid,
  p_amount_cents integer,
  p_kind         text,
  p_method       text,
  p_reason       text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_freed uuid[];
  v_charge uuid;
  v_left integer := p_amount_cents;
  v_part integer;
  v_payment record;
  v_entry public.money_entries;
  v_id uuid := p_id;
begin
  if p_amount_cents > p_order.paid_cents then
    raise sqlstate 'PT409' using message = 'more_than_paid', detail = p_order.paid_cents::text;
  end if;
  -- the order becomes smaller: its charge is taken back, and what is left of it is charged and paid anew
  v_freed := app.close_charge(p_order.tenant_id, p_order.charge_id, 'Devolução do pedido nº ' || p_order.number);
  if p_kind = 'credit' then
    insert into public.order_refunds (tenant_id, id, order_id, kind, provider, amount_cents, reason, created_by, settled_at)
    values (p_order.tenant_id, p_id, p_order.id, 'credit', 'ledger', p_amount_cents, p_reason, auth.uid(), now());
  else
    for v_payment in
      select p.id, p.provider, p.entry_id, m.amount_cents - m.refunded_cents as left_cents from public.order_payments p
      join public.money_payments m on m.tenant_id = p_order.tenant_id and m.id = p.entry_id and m.reversed_at is null
      where p.tenant_id = p_order.tenant_id and p.order_id = p_order.id and p.state in ('counted', 'honoured') and p.entry_id = any (v_freed)
        and m.amount_cents > m.refunded_cents
      order by p.created_at desc, p.id desc
    loop
      exit when v_left = 0;
      v_part := least(v_left, v_payment.left_cents);
      v_left := v_left - v_part;
      v_entry := null;
      v_entry.tenant_id := p_order.tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := p_order.payer_id;
      v_entry.patient_id := p_order.patient_id;
      v_entry.kind := 'refund';
      v_entry.reverses_id := v_payment.entry_id;
      v_entry.amount_cents := v_part;
      v_entry.method := case when v_payment.provider = 'stripe' then 'card' else coalesce(p_method, 'pix') end;
      v_entry.occurred_on := app.clinic_today(p_order.tenant_id);
      v_entry.note := p_reason;
      perform app.give_back(v_entry);
      insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, amount_cents, entry_id, state, reason, created_by, settled_at)
      values (p_order.tenant_id, v_id, p_order.id, v_payment.id, 'money', case when v_payment.provider = 'stripe' then 'stripe' else 'desk' end,
        v_part, v_entry.id, case when v_payment.provider = 'stripe' then 'pending' else 'done' end, p_reason, auth.uid(),
        case when v_payment.provider <> 'stripe' then now() end);
      if v_payment.provider = 'stripe' then
        insert into app.jobs (tenant_id, kind, payload) values (p_order.tenant_id, 'refund_stripe', jsonb_build_object('refund_id', v_id));
      end if;
      v_id := gen_random_uuid();
    end loop;
    if v_left > 0 then
      raise sqlstate 'PT409' using message = 'more_than_paid', detail = (p_amount_cents - v_left)::text;
    end if;
  end if;
  update public.orders o set refunded_cents = o.refunded_cents + p_amount_cents, charge_id = null
  where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
  v_charge := app.order_charge(p_order.tenant_id, p_order.id);
  if v_charge is not null then
    perform app.pay_at_most(p_order.tenant_id, v_freed, v_charge, p_order.paid_cents - p_amount_cents);
  end if;
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded',
    jsonb_build_object('amount_cents', p_amount_cents, 'kind', p_kind, 'reason', p_reason));
  perform app.audit(p_order.tenant_id, 'order.refunded', 'orders', p_order.id::text, null,
    jsonb_build_object('amount_cents', p_amount_cents, 'kind', p_kind), p_reason);
  perform app.tell_money(p_order.tenant_id, p_order.payer_id);
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_order (
  p_order      public.orders,
  p_expires_at timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_lines jsonb := app.order_lines(p_order.tenant_id, p_order.id);
begin
  if v_lines <> '[]' then
    perform app.hold_stock(p_order.tenant_id, v_lines, 'order', p_order.id, p_expires_at);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_care_item (
  p_tenant_id  uuid,
  p_variant_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.product_variants v join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
    where v.tenant_id = p_tenant_id and v.id = p_variant_id and (p.session_type_id is not null or p.kind in ('service', 'package')));
$function$;

CREATE OR REPLACE FUNCTION app.keep_coupon_use (
  p_order public.orders
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.coupon_uses u set given_back_at = null
  where u.tenant_id = p_order.tenant_id and u.coupon_id = p_order.coupon_id and u.order_id = p_order.id and u.given_back_at is not null;
  if found then
    -- its last use may be somebody else's by now: the price that was paid stands all the same
    update public.coupons c set uses = c.uses + 1
    where c.tenant_id = p_order.tenant_id and c.id = p_order.coupon_id and (c.max_uses is null or c.uses < c.max_uses);
    if not found then
      update public.coupon_uses u set given_back_at = now()
      where u.tenant_id = p_order.tenant_id and u.coupon_id = p_order.coupon_id and u.order_id = p_order.id;
    end if;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_order (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS public.orders
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_payer uuid := (select o.payer_id from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id);
  v_order public.orders;
begin
  if v_payer is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_payer);
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id for update;
  return v_order;
end;
$function$;

CREATE OR REPLACE FUNCTION app.meet_pix_orders (
  p_tenant_id  uuid,
  p_charge_ids uuid[],
  p_entry_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
  v_order public.orders;
begin
  for v_id in
    select distinct c.order_id from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.order_id is not null
  loop
    v_order := app.lock_order(p_tenant_id, v_id);
    -- an order that is as it was is paid by its charge
    if v_order.expired_at is not null or v_order.cancelled_at is not null or v_order.charge_id is null
      or not v_order.charge_id = any (p_charge_ids) or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
      perform app.take_order_money(v_order, p_entry_id, 'ledger', p_entry_id || ':' || v_id);
    else
      begin
        perform app.hold_order(v_order, null);
        update public.orders o set expires_at = null where o.tenant_id = p_tenant_id and o.id = v_id;
      exception when sqlstate 'PT409' then
        perform app.take_order_money(v_order, p_entry_id, 'ledger', p_entry_id || ':' || v_id);
      end;
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_order (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_kind      text,
  p_data      jsonb DEFAULT '{}'::jsonb
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into public.order_events (tenant_id, order_id, kind, data, actor_id)
  values (p_tenant_id, p_order_id, p_kind, jsonb_strip_nulls(p_data), auth.uid());
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
    payer_id, patient_id, session_id, order_id, therapist_id, origin, due_on, amount_cents, note)
  values (
    p_charge.tenant_id, v_id, p_charge.payer_id, p_charge.patient_id, p_charge.session_id, p_charge.order_id, p_charge.therapist_id, p_charge.origin,
    p_charge.due_on, p_charge.amount_cents, p_charge.note);
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.order_charge (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_charge public.money_charges;
begin
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  select * into v_charge from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_order.charge_id and c.reversed_at is null;
  if v_charge.id is not null then
    return v_charge.id;
  end if;
  v_charge.tenant_id := p_tenant_id;
  v_charge.payer_id := v_order.payer_id;
  v_charge.patient_id := v_order.patient_id;
  v_charge.order_id := p_order_id;
  v_charge.origin := 'order';
  v_charge.due_on := app.clinic_today(p_tenant_id);
  v_charge.amount_cents := v_order.total_cents - v_order.refunded_cents;
  v_charge.note := 'Pedido nº ' || v_order.number;
  if v_charge.amount_cents <= 0 then
    return null;
  end if;
  v_charge.id := app.open_charge(v_charge);
  update public.orders o set charge_id = v_charge.id where o.tenant_id = p_tenant_id and o.id = p_order_id;
  perform app.tell_money(p_tenant_id, v_order.payer_id);
  return v_charge.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.order_json (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', o.id, 'number', o.number, 'channel', o.channel, 'state', o.state, 'payer_id', o.payer_id,
    'buyer_name', coalesce(q.name, c.full_name, y.full_name), 'is_counter', y.identity = 'counter', 'contact_id', o.contact_id,
    'patient_id', o.patient_id, 'phone', coalesce(h.phone, y.phone), 'thread_key', coalesce(t.thread_key, app.thread_of_payer(y)),
    'coupon_code', u.code, 'subtotal_cents', o.subtotal_cents, 'discount_cents', o.discount_cents, 'total_cents', o.total_cents,
    'paid_cents', o.paid_cents, 'refunded_cents', o.refunded_cents,
    'due_cents', case when o.state = 'cancelled' then 0 else greatest(o.total_cents - o.refunded_cents - o.paid_cents, 0) end,
    'charge_id', o.charge_id, 'expires_at', o.expires_at, 'expired_at', o.expired_at, 'cancelled_at', o.cancelled_at, 'note', o.note,
    'created_at', o.created_at, 'page_key', o.page_key, 'items', coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'variant_id', i.variant_id, 'session_id', i.session_id, 'name', i.name,
        'sku', i.sku, 'quantity', i.quantity, 'price_cents', i.price_cents, 'discount_cents', i.discount_cents, 'coupon_cents', i.coupon_cents,
        'total_cents', i.total_cents, 'fulfilled', i.fulfilled, 'returned', i.returned) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = o.id), '[]'),
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('id', p.id, 'provider', p.provider, 'state', p.state, 'reason', p.reason, 'method', e.method,
        'amount_cents', m.amount_cents, 'entry_id', p.entry_id, 'at', p.created_at) order by p.created_at, p.id)
      from public.order_payments p
      join public.money_payments m on m.tenant_id = p_tenant_id and m.id = p.entry_id
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.order_id = o.id), '[]'),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'provider', r.provider, 'state', r.state, 'amount_cents', r.amount_cents,
        'reason', r.reason, 'at', r.created_at) order by r.created_at, r.id)
      from public.order_refunds r where r.tenant_id = p_tenant_id and r.order_id = o.id), '[]'),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object('id', v.id, 'kind', v.kind, 'data', v.data, 'actor', app.name_of_member(v.actor_id), 'at', v.at) order by v.id)
      from public.order_events v where v.tenant_id = p_tenant_id and v.order_id = o.id), '[]'))
  from public.orders o
  join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
  left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'patient' and h.entity_id = o.patient_id and h.is_primary
  left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = o.thread_id
  left join public.coupons u on u.tenant_id = p_tenant_id and u.id = o.coupon_id
  where o.tenant_id = p_tenant_id and o.id = p_order_id;
$function$;

CREATE OR REPLACE FUNCTION app.order_lines (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', i.variant_id, 'quantity', i.quantity - i.fulfilled) order by i.position), '[]')
  from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.variant_id is not null and i.quantity > i.fulfilled;
$function$;

CREATE OR REPLACE FUNCTION app.order_payer (
  p_tenant_id  uuid,
  p_contact_id uuid,
  p_patient_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  if p_patient_id is not null then
    return app.payer_of(p_tenant_id, p_patient_id);
  end if;
  insert into public.payers as p (tenant_id, identity, full_name, phone, email)
  select p_tenant_id, coalesce('contact:' || p_contact_id, 'counter'), coalesce(c.full_name, 'Cliente de balcão'), h.phone, e.email
  from (select 1) one
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = p_contact_id
  left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'contact' and h.entity_id = p_contact_id and h.is_primary
  left join public.contact_emails e on e.tenant_id = p_tenant_id and e.entity_type = 'contact' and e.entity_id = p_contact_id and e.is_primary
  on conflict (tenant_id, identity) do update set full_name = excluded.full_name, phone = excluded.phone, email = excluded.email
  returning p.id into v_id;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.order_state (
  p_total_cents    integer,
  p_refunded_cents integer,
  p_paid_cents     integer,
  p_sold           integer,
  p_fulfilled      integer,
  p_returned       integer,
  p_is_over        boolean
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case
    when p_is_over then 'cancelled'
    when p_fulfilled = p_sold and p_returned = p_sold then 'returned'
    when p_fulfilled = p_returned and p_total_cents > 0 and p_refunded_cents = p_total_cents then 'cancelled'
    when p_fulfilled = p_sold then 'fulfilled'
    when p_paid_cents >= p_total_cents - p_refunded_cents then 'paid'
    else 'pending' end;
$function$;

CREATE OR REPLACE FUNCTION app.pay_at_most (
  p_tenant_id    uuid,
  p_payment_ids  uuid[],
  p_charge_id    uuid,
  p_amount_cents integer
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_payment record;
  v_left integer := p_amount_cents;
begin
  for v_payment in
    select m.id, m.free_cents from public.money_payments m
    where m.tenant_id = p_tenant_id and m.id = any (p_payment_ids) and m.free_cents > 0 order by array_position(p_payment_ids, m.id)
  loop
    exit when v_left <= 0;
    perform app.allocate(p_tenant_id, v_payment.id, p_charge_id, least(v_left, v_payment.free_cents));
    v_left := v_left - v_payment.free_cents;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.place_order (
  p_tenant_id uuid,
  p_id        uuid,
  p_order     jsonb
)
  RETURNS public.orders
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_contact public.contacts;
  v_patient uuid := app.typed_id(p_order ->> 'patient_id');
  v_thread uuid;
  v_payer uuid;
  v_line jsonb;
  v_variant record;
  v_session record;
  v_number integer;
  v_position integer := 0;
  v_quantity integer;
  v_discount integer;
  v_price integer;
  v_minutes integer := coalesce((p_order ->> 'expires_minutes')::integer, 1440);
  v_order public.orders;
begin
  if jsonb_typeof(p_order -> 'items') is distinct from 'array' or jsonb_array_length(p_order -> 'items') not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'order_is_empty';
  elsif v_minutes not between 5 and 43200 then
    raise sqlstate 'PT400' using message = 'invalid_order', detail = 'expires_minutes';
  end if;
  if p_order ->> 'contact_id' is not null then
    select * into v_contact from public.contacts c where c.tenant_id = p_tenant_id and c.id = app.typed_id(p_order ->> 'contact_id');
    if v_contact.id is null then
      raise sqlstate 'PT404' using message = 'contact_not_found';
    end if;
    v_patient := coalesce(v_contact.patient_id, v_patient);
  end if;
  if p_order ->> 'thread_key' is not null then
    select t.id into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_order ->> 'thread_key';
    if v_thread is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  if v_patient is not null and not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_payer := app.order_payer(p_tenant_id, v_contact.id, v_patient);
  perform app.lock_payer(p_tenant_id, v_payer);
  insert into app.order_numbers as n (tenant_id, last) values (p_tenant_id, 1)
  on conflict (tenant_id) do update set last = n.last + 1 returning n.last into v_number;
  insert into public.orders (tenant_id, id, number, channel, payer_id, contact_id, patient_id, thread_id, subtotal_cents, expires_at, note, created_by)
  values (p_tenant_id, p_id, v_number, coalesce(p_order ->> 'channel', 'desk'), v_payer, v_contact.id, v_patient, v_thread, 0,
    now() + make_interval(mins => v_minutes), app.trimmed(p_order ->> 'note', 1000), auth.uid());
  for v_line in select l from jsonb_array_elements(p_order -> 'items') l loop
    v_position := v_position + 1;
    if v_line ->> 'session_id' is not null then
      select s.id, y.name, x.patient_id into v_session from public.sessions s
      join public.session_patients x on x.tenant_id = p_tenant_id and x.session_id = s.id
        and x.patient_id = coalesce(app.typed_id(v_line ->> 'patient_id'), v_patient)
      join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
      where s.tenant_id = p_tenant_id and s.id = app.typed_id(v_line ->> 'session_id');
      if v_session.id is null then
        raise sqlstate 'PT404' using message = 'session_not_found';
      end if;
      insert into public.order_items (tenant_id, order_id, position, kind, session_id, patient_id, name, quantity, price_cents)
      values (p_tenant_id, p_id, v_position, 'deposit', v_session.id, v_session.patient_id, 'Sinal: ' || v_session.name, 1,
        app.require_amount((v_line ->> 'price_cents')::integer));
    else
      select v.id, v.sku, v.price_cents, app.variant_name(q.name, v.choices) as name, v.archived_at into v_variant from public.product_variants v
      join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
      where v.tenant_id = p_tenant_id and v.id = app.typed_id(v_line ->> 'variant_id');
      if v_variant.id is null or v_variant.archived_at is not null then
        raise sqlstate 'PT404' using message = 'variant_not_found';
      end if;
      v_quantity := (v_line ->> 'quantity')::integer;
      v_discount := coalesce((v_line ->> 'discount_cents')::integer, 0);
      v_price := v_variant.price_cents;
      if v_quantity is null or v_quantity not between 1 and 10000 then
        raise sqlstate 'PT400' using message = 'invalid_quantity';
      elsif v_discount < 0 or v_discount > v_quantity::bigint * v_price then
        raise sqlstate 'PT400' using message = 'invalid_amount';
      elsif v_discount > 0 and app.profession_limits(p_tenant_id, 'coupons') <> '{}' and app.is_care_item(p_tenant_id, v_variant.id) then
        raise sqlstate 'PT409' using message = 'coupon_not_for_profession',
          detail = array_to_string(app.profession_limits(p_tenant_id, 'coupons'), ', ');
      end if;
      insert into public.order_items (tenant_id, order_id, position, variant_id, name, sku, quantity, price_cents, discount_cents)
      values (p_tenant_id, p_id, v_position, v_variant.id, v_variant.name, v_variant.sku, v_quantity, v_price, v_discount);
    end if;
  end loop;
  update public.orders o set subtotal_cents = (
    select sum(i.quantity * i.price_cents - i.discount_cents) from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_id)
  where o.tenant_id = p_tenant_id and o.id = p_id;
  if nullif(btrim(p_order ->> 'coupon'), '') is not null then
    perform app.use_coupon(p_tenant_id, p_order ->> 'coupon', p_id, v_payer);
  end if;
  -- what costs nothing is paid
  update public.orders o set expires_at = case when o.total_cents > 0 then o.expires_at end
  where o.tenant_id = p_tenant_id and o.id = p_id returning * into v_order;
  perform app.hold_order(v_order, v_order.expires_at);
  if v_order.expires_at is not null then
    perform app.enqueue_at(p_tenant_id, 'expire_order', jsonb_build_object('id', p_id), v_order.expires_at);
  end if;
  perform app.note_order(p_tenant_id, p_id, 'placed', jsonb_build_object('channel', v_order.channel));
  return app.refresh_order(p_tenant_id, p_id);
end;
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
  perform app.meet_pix_orders(p_pix.tenant_id, v_charges, v_entry.id);
  -- what is open of them; the rest is the payer's credit
  perform app.pay_charges(p_pix.tenant_id, array[v_entry.id], v_charges);
  perform app.schedule_pix_check(p_pix.tenant_id, p_pix.id, now() + interval '1 day');
  return v_entry.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.profession_limits (
  p_tenant_id uuid,
  p_feature   text
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(array_agg(distinct l.council order by l.council), '{}')
  from public.profession_limits l
  where l.feature = p_feature and exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.is_active and t.council = l.council);
$function$;

CREATE OR REPLACE FUNCTION app.refresh_order (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS public.orders
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.orders;
  v_new public.orders;
  v_items record;
  v_paid integer;
  v_refunded integer;
begin
  select * into v_old from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id for update;
  select coalesce(sum(i.quantity), 0)::int as sold, coalesce(sum(i.fulfilled), 0)::int as fulfilled, coalesce(sum(i.returned), 0)::int as returned
  into v_items from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id;
  select coalesce(sum(c.paid_cents), 0) into v_paid from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = v_old.charge_id and c.reversed_at is null;
  select coalesce(sum(r.amount_cents), 0) into v_refunded from public.order_refunds r
  where r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.kind in ('money', 'credit');
  update public.orders o set paid_cents = v_paid, refunded_cents = v_refunded,
    state = app.order_state(o.total_cents, v_refunded, v_paid, v_items.sold, v_items.fulfilled, v_items.returned,
      o.cancelled_at is not null or o.expired_at is not null),
    paid_at = case when o.paid_at is null and o.cancelled_at is null and o.expired_at is null and v_paid >= o.total_cents - v_refunded
      then now() else o.paid_at end
  where o.tenant_id = p_tenant_id and o.id = p_order_id returning * into v_new;
  if v_old.paid_at is null and v_new.paid_at is not null then
    perform app.note_order(p_tenant_id, p_order_id, 'paid');
    perform app.credit_deposits(p_tenant_id, p_order_id);
    perform app.publish_event(p_tenant_id, 'order.paid', jsonb_build_object('order_id', p_order_id));
    select * into v_new from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  end if;
  perform app.broadcast(p_tenant_id, 'orders', jsonb_build_object('id', p_order_id, 'number', v_new.number, 'state', v_new.state));
  return v_new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refund_to_send (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', r.id, 'amount_cents', r.amount_cents, 'payment_intent_id', k.payment_intent_id,
    'key', app.stripe_key(p_tenant_id, k.account_id))
  from public.order_refunds r
  join public.order_payments p on p.tenant_id = p_tenant_id and p.id = r.payment_id
  join app.stripe_checkouts k on k.tenant_id = p_tenant_id and k.session_id = p.reference
  where r.tenant_id = p_tenant_id and r.id = p_id and r.state = 'pending';
$function$;

CREATE OR REPLACE FUNCTION app.require_order_lines (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_lines     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) not between 1 and 100 or exists (
    select from jsonb_array_elements(p_lines) l
    where jsonb_typeof(l -> 'quantity') is distinct from 'number' or (l ->> 'quantity') !~ '^[1-9][0-9]{0,4}$')
    or (select count(*) <> count(distinct l ->> 'item_id') from jsonb_array_elements(p_lines) l) then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  elsif exists (
    select from jsonb_array_elements(p_lines) l where not exists (
      select from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.id = app.typed_id(l ->> 'item_id'))) then
    raise sqlstate 'PT404' using message = 'order_item_not_found';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_order_reader (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  perform app.require_module(p_tenant_id, 'products');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_order_writer (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_money_writer(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'products');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_refund_way (
  p_tenant_id uuid,
  p_order     public.orders,
  p_kind      text,
  p_method    text
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_kind is null or p_kind not in ('money', 'credit') then
    raise sqlstate 'PT400' using message = 'invalid_refund';
  elsif p_kind = 'money' and p_method is not null then
    perform app.require_payment_method(p_method);
  elsif p_kind = 'credit' and exists (
    select from public.payers y where y.tenant_id = p_tenant_id and y.id = p_order.payer_id and y.identity = 'counter') then
    -- nobody in particular can come back for it
    raise sqlstate 'PT409' using message = 'credit_needs_buyer';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_order_refund (
  p_tenant_id uuid,
  p_id        uuid,
  p_state     text,
  p_reference text DEFAULT NULL::text
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_refund public.order_refunds;
  v_order public.orders;
  v_entry public.money_entries;
begin
  select * into v_refund from public.order_refunds r where r.tenant_id = p_tenant_id and r.id = p_id;
  if v_refund.id is null then
    return 'gone';
  end if;
  v_order := app.lock_order(p_tenant_id, v_refund.order_id);
  select * into v_refund from public.order_refunds r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if v_refund.state = 'failed' or v_refund.state = p_state then
    update public.order_refunds r set reference = coalesce(r.reference, p_reference) where r.tenant_id = p_tenant_id and r.id = p_id;
    return 'kept';
  end if;
  update public.order_refunds r set state = p_state, reference = coalesce(p_reference, r.reference), settled_at = now()
  where r.tenant_id = p_tenant_id and r.id = p_id;
  if p_state = 'failed' then
    -- the clinic has the money again, and owes it: it is the payer's credit until a person has seen to it
    v_entry.tenant_id := p_tenant_id;
    v_entry.id := gen_random_uuid();
    v_entry.payer_id := v_order.payer_id;
    v_entry.patient_id := v_order.patient_id;
    v_entry.kind := 'payment';
    v_entry.amount_cents := -v_refund.amount_cents;
    v_entry.method := 'card';
    v_entry.occurred_on := app.clinic_today(p_tenant_id);
    v_entry.note := 'Estorno não concluído do pedido nº ' || v_order.number;
    perform app.post_payment(v_entry);
    insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents, state, reason)
    values (p_tenant_id, v_order.id, 'ledger', v_entry.id::text, v_entry.id, v_refund.amount_cents, 'late', 'cancelled');
    perform app.note_order(p_tenant_id, v_order.id, 'refund_failed', jsonb_build_object('amount_cents', v_refund.amount_cents));
    perform app.raise_alert(p_tenant_id, 'order_money', v_entry.id::text, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
    perform app.tell_money(p_tenant_id, v_order.payer_id);
  end if;
  perform app.refresh_order(p_tenant_id, v_order.id);
  return p_state;
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_stripe (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_event      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_meaning text := p_event ->> 'meaning';
  v_checkout app.stripe_checkouts;
  v_order public.orders;
  v_payment public.order_payments;
  v_money public.money_payments;
  v_entry public.money_entries;
  v_refund record;
  v_known integer;
  v_cents integer;
  v_did jsonb;
begin
  if v_meaning = 'other' then
    return '{"outcome": "ignored", "reason": "not_about_money"}';
  elsif (p_event ->> 'livemode')::boolean is distinct from (
    select a.livemode from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.id = p_account_id) then
    return '{"outcome": "ignored", "reason": "other_mode"}';
  end if;
  select * into v_checkout from app.stripe_checkouts k
  where k.tenant_id = p_tenant_id and k.account_id = p_account_id
    and case when p_event ->> 'session_id' is not null then k.session_id = p_event ->> 'session_id' or k.session_id is null and k.id = app.typed_id(p_event ->> 'reference')
      else k.payment_intent_id = p_event ->> 'payment_intent_id' end;
  if v_checkout.id is null then
    -- a refund may be told before the payment; a session is known before anybody can pay it
    return case when v_meaning in ('refunded', 'refund_failed', 'disputed', 'dispute_closed') and p_event ->> 'payment_intent_id' is not null
      then '{"outcome": "waiting"}'::jsonb else '{"outcome": "ignored", "reason": "not_ours"}'::jsonb end;
  end if;
  v_order := app.lock_order(p_tenant_id, v_checkout.order_id);
  select * into v_checkout from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.id = v_checkout.id for update;
  v_did := jsonb_build_object('outcome', 'applied', 'reason', v_meaning, 'order_id', v_order.id);
  if v_meaning in ('paid', 'processing') then
    update app.stripe_checkouts k set session_id = coalesce(k.session_id, p_event ->> 'session_id'),
      payment_intent_id = coalesce(k.payment_intent_id, p_event ->> 'payment_intent_id'),
      state = case when v_meaning = 'paid' then 'paid' when k.state in ('open', 'expired') then 'processing' else k.state end
    where k.tenant_id = p_tenant_id and k.id = v_checkout.id returning * into v_checkout;
  end if;
  case v_meaning
    when 'paid' then
      v_cents := (p_event ->> 'amount_cents')::integer;
      if p_event ->> 'currency' is distinct from 'brl' or v_cents is null or v_cents <= 0 then
        perform app.raise_alert(p_tenant_id, 'order_money', v_checkout.session_id, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
        return jsonb_build_object('outcome', 'review', 'reason', 'other_currency', 'order_id', v_order.id);
      end if;
      v_did := app.apply_order_payment(p_tenant_id, v_order.id, 'stripe', v_checkout.session_id, v_cents, 'card');
      -- an event about a payment that another event has told already lets wait for nothing
      return jsonb_build_object('outcome', 'applied', 'reason', v_did ->> 'state', 'order_id', v_order.id);
    when 'processing' then
      if v_order.state = 'pending' and v_checkout.state = 'processing' then
        update public.orders o set expires_at = greatest(o.expires_at, now() + interval '5 days')
        where o.tenant_id = p_tenant_id and o.id = v_order.id and o.expires_at is not null returning * into v_order;
        if found then
          begin
            perform app.hold_order(v_order, v_order.expires_at);
          exception when sqlstate 'PT409' then
            null; -- whoever pays it meets an order that is over
          end;
          perform app.enqueue_at(p_tenant_id, 'expire_order', jsonb_build_object('id', v_order.id), v_order.expires_at);
        end if;
        perform app.note_order(p_tenant_id, v_order.id, 'waiting_voucher');
      end if;
    when 'failed' then
      if v_checkout.state <> 'paid' then
        update app.stripe_checkouts k set state = 'failed' where k.tenant_id = p_tenant_id and k.id = v_checkout.id;
        perform app.note_order(p_tenant_id, v_order.id, 'voucher_failed');
      end if;
    when 'expired' then
      update app.stripe_checkouts k set state = 'expired' where k.tenant_id = p_tenant_id and k.id = v_checkout.id and k.state = 'open';
      if found then
        perform app.note_order(p_tenant_id, v_order.id, 'checkout_expired');
      end if;
    else
      select * into v_payment from public.order_payments p
      where p.tenant_id = p_tenant_id and p.provider = 'stripe' and p.reference = v_checkout.session_id;
      if v_payment.id is null then
        return '{"outcome": "waiting"}';
      end if;
      select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_payment.entry_id;
      v_entry.tenant_id := p_tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := v_order.payer_id;
      v_entry.patient_id := v_order.patient_id;
      v_entry.method := 'card';
      v_entry.occurred_on := app.clinic_today(p_tenant_id);
      if v_meaning = 'refunded' then
        select coalesce(sum(r.amount_cents), 0) into v_known from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.kind <> 'dispute' and r.state = 'done';
        -- ours first, as they were asked for
        for v_refund in
          select r.id, r.amount_cents from public.order_refunds r
          where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.state = 'pending' order by r.created_at, r.id
        loop
          exit when v_known + v_refund.amount_cents > (p_event ->> 'refunded_cents')::integer;
          v_known := v_known + v_refund.amount_cents;
          perform app.settle_order_refund(p_tenant_id, v_refund.id, 'done');
        end loop;
        -- the rest was given back in the panel of Stripe
        v_cents := least((p_event ->> 'refunded_cents')::integer - v_known, v_money.amount_cents - v_money.refunded_cents);
        if v_cents > 0 and not exists (
          select from public.order_refunds r where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.state = 'pending') then
          v_order := app.lock_order(p_tenant_id, v_order.id);
          perform app.take_back_of_order(v_order, v_payment, v_cents, 'Estornado no painel do Stripe', (p_event ->> 'object_id') || ':' || (p_event ->> 'refunded_cents'));
        end if;
      elsif v_meaning = 'refund_failed' then
        select r.id into v_refund from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = v_payment.id and r.kind <> 'dispute'
          and (r.reference = p_event ->> 'object_id' or r.reference is null and r.amount_cents = (p_event ->> 'amount_cents')::integer)
          and r.state <> 'failed'
        order by r.reference is null, r.created_at limit 1;
        if v_refund.id is null then
          return jsonb_build_object('outcome', 'review', 'reason', 'refund_not_ours', 'order_id', v_order.id);
        end if;
        perform app.settle_order_refund(p_tenant_id, v_refund.id, 'failed', p_event ->> 'object_id');
      elsif v_meaning = 'disputed' then
        v_cents := least((p_event ->> 'amount_cents')::integer, v_money.amount_cents - v_money.refunded_cents);
        if v_cents > 0 and not exists (
          select from public.order_refunds r where r.tenant_id = p_tenant_id and r.provider = 'stripe' and r.reference = p_event ->> 'object_id') then
          v_entry.kind := 'refund';
          v_entry.reverses_id := v_payment.entry_id;
          v_entry.amount_cents := v_cents;
          v_entry.note := 'Contestação do cartão';
          perform app.give_back(v_entry);
          insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, entry_id, reason, settled_at)
          values (p_tenant_id, gen_random_uuid(), v_order.id, v_payment.id, 'dispute', 'stripe', p_event ->> 'object_id', v_cents, v_entry.id,
            v_entry.note, now());
          perform app.note_order(p_tenant_id, v_order.id, 'disputed', jsonb_build_object('amount_cents', v_cents));
          perform app.raise_alert(p_tenant_id, 'order_money', p_event ->> 'object_id', jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
        end if;
      else
        select * into v_refund from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.provider = 'stripe' and r.reference = p_event ->> 'object_id' and r.kind = 'dispute' for update;
        if v_refund.id is null then
          return '{"outcome": "waiting"}';
        end if;
        if p_event ->> 'status' in ('won', 'warning_closed') and v_refund.state = 'done' then
          v_entry.kind := 'payment';
          v_entry.amount_cents := -v_refund.amount_cents;
          v_entry.note := 'Contestação ganha';
          perform app.post_payment(v_entry);
          update public.order_refunds r set state = 'failed', settled_at = now() where r.tenant_id = p_tenant_id and r.id = v_refund.id;
          perform app.note_order(p_tenant_id, v_order.id, 'dispute_won', jsonb_build_object('amount_cents', v_refund.amount_cents));
          if v_order.charge_id is not null and v_payment.state in ('counted', 'honoured') then
            perform app.pay_charges(p_tenant_id, array[v_entry.id], array[v_order.charge_id]);
          end if;
        elsif p_event ->> 'status' = 'lost' and v_refund.state = 'done' then
          perform app.note_order(p_tenant_id, v_order.id, 'dispute_lost', jsonb_build_object('amount_cents', v_refund.amount_cents));
        end if;
        perform app.resolve_alert(p_tenant_id, 'order_money', p_event ->> 'object_id');
      end if;
      perform app.tell_money(p_tenant_id, v_order.payer_id);
  end case;
  perform app.refresh_order(p_tenant_id, v_order.id);
  return v_did;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_back_of_order (
  p_order        public.orders,
  p_payment      public.order_payments,
  p_amount_cents integer,
  p_reason       text,
  p_reference    text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_entry public.money_entries;
  v_freed uuid[] := '{}';
  v_charge uuid;
  v_counts boolean := p_payment.state in ('counted', 'honoured');
begin
  if v_counts then
    v_freed := app.close_charge(p_order.tenant_id, p_order.charge_id, p_reason);
  end if;
  v_entry.tenant_id := p_order.tenant_id;
  v_entry.id := gen_random_uuid();
  v_entry.payer_id := p_order.payer_id;
  v_entry.patient_id := p_order.patient_id;
  v_entry.kind := 'refund';
  v_entry.reverses_id := p_payment.entry_id;
  v_entry.amount_cents := p_amount_cents;
  v_entry.method := 'card';
  v_entry.occurred_on := app.clinic_today(p_order.tenant_id);
  v_entry.note := p_reason;
  perform app.give_back(v_entry);
  insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, entry_id, reason, settled_at)
  values (p_order.tenant_id, gen_random_uuid(), p_order.id, p_payment.id, case when v_counts then 'money' else 'late' end, 'stripe', p_reference,
    p_amount_cents, v_entry.id, p_reason, now());
  if v_counts then
    update public.orders o set refunded_cents = least(o.refunded_cents + p_amount_cents, o.total_cents), charge_id = null
    where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
    v_charge := app.order_charge(p_order.tenant_id, p_order.id);
    if v_charge is not null then
      perform app.pay_at_most(p_order.tenant_id, v_freed, v_charge, p_order.paid_cents - p_amount_cents);
    end if;
  elsif p_payment.state = 'late' then
    update public.order_payments p set state = 'refunded', settled_at = now() where p.tenant_id = p_order.tenant_id and p.id = p_payment.id;
    perform app.resolve_alert(p_order.tenant_id, 'order_money', p_payment.reference);
  end if;
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded', jsonb_build_object('amount_cents', p_amount_cents, 'kind', 'money', 'reason', p_reason));
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_order_money (
  p_order      public.orders,
  p_entry_id   uuid,
  p_provider   text,
  p_reference  text,
  p_payment_id uuid          DEFAULT NULL::uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders := p_order;
  v_reason text;
  v_charge uuid;
  v_counts integer;
begin
  if v_order.cancelled_at is not null and p_payment_id is null then
    v_reason := 'cancelled';
  elsif v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    v_reason := 'paid_twice';
  else
    perform from public.coupons c where c.tenant_id = v_order.tenant_id and c.id = v_order.coupon_id for update;
    begin
      -- what is held stays held; what was let go is held again, if it is still there
      perform app.hold_order(v_order, null);
    exception when sqlstate 'PT409' then
      if sqlerrm <> 'out_of_stock' or p_payment_id is not null then
        raise;
      end if;
      v_reason := 'expired';
    end;
  end if;
  -- what is more than the order asks for is the payer's credit
  select least(m.free_cents, case when v_reason is null then v_order.total_cents - v_order.refunded_cents - v_order.paid_cents else m.free_cents end)
  into v_counts from public.money_payments m where m.tenant_id = v_order.tenant_id and m.id = p_entry_id;
  if v_reason is null then
    if v_order.expired_at is not null or v_order.cancelled_at is not null then
      perform app.note_order(v_order.tenant_id, v_order.id, 'revived');
      perform app.keep_coupon_use(v_order);
    end if;
    update public.orders o set expired_at = null, cancelled_at = null, expires_at = null
    where o.tenant_id = v_order.tenant_id and o.id = v_order.id;
    v_charge := app.order_charge(v_order.tenant_id, v_order.id);
  end if;
  if p_payment_id is not null and v_reason is null then
    update public.order_payments p set state = 'honoured', amount_cents = v_counts where p.tenant_id = v_order.tenant_id and p.id = p_payment_id;
  elsif p_payment_id is null then
    insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents, state, reason)
    values (v_order.tenant_id, v_order.id, p_provider, p_reference, p_entry_id, v_counts, case when v_reason is null then 'counted' else 'late' end, v_reason);
  end if;
  if v_reason is null then
    perform app.note_order(v_order.tenant_id, v_order.id, 'payment', (
      select jsonb_build_object('amount_cents', m.amount_cents, 'over_cents', nullif(m.free_cents - v_counts, 0), 'provider', p_provider, 'method', e.method)
      from public.money_payments m join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id
      where m.tenant_id = v_order.tenant_id and m.id = p_entry_id));
    perform app.pay_charges(v_order.tenant_id, array[p_entry_id], array[v_charge]);
    perform app.refresh_order(v_order.tenant_id, v_order.id);
    return 'counted';
  end if;
  if v_reason = 'expired' and v_order.expired_at is null and v_order.paid_cents = 0 then
    perform app.end_order(v_order, 'expired');
  end if;
  perform app.note_order(v_order.tenant_id, v_order.id, 'payment_late', jsonb_build_object('reason', v_reason));
  perform app.raise_alert(v_order.tenant_id, 'order_money', p_reference, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
  perform app.refresh_order(v_order.tenant_id, v_order.id);
  return 'late';
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_allocations__pay_order()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents)
  select new.tenant_id, c.order_id, 'ledger', new.payment_id || ':' || c.order_id, new.payment_id, new.amount_cents from public.money_charges c
  where c.tenant_id = new.tenant_id and c.id = new.charge_id and c.order_id is not null
  on conflict do nothing;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_charges__follow_order()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.refresh_order(new.tenant_id, new.order_id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.timeline_orders (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_before    timestamp with time zone,
  p_before_id uuid,
  p_limit     integer
)
  RETURNS TABLE (
    id   uuid,
    at   timestamp with time zone,
    data jsonb
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select o.id, o.created_at, jsonb_build_object('number', o.number, 'state', o.state, 'total_cents', o.total_cents, 'channel', o.channel)
  from public.orders o
  where o.tenant_id = p_tenant_id and (o.contact_id = (p_subject ->> 'contact')::uuid or o.patient_id = (p_subject ->> 'patient')::uuid)
    and (o.created_at, o.id) < (p_before, p_before_id)
  order by o.created_at desc, o.id desc limit p_limit;
$function$;

CREATE OR REPLACE FUNCTION app.use_coupon (
  p_tenant_id uuid,
  p_code      text,
  p_order_id  uuid,
  p_payer_id  uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_coupon public.coupons;
  v_today date := app.clinic_today(p_tenant_id);
  v_limits text[] := app.profession_limits(p_tenant_id, 'coupons');
  v_base integer;
  v_off integer;
  v_shared integer := 0;
  v_seen integer := 0;
  v_item record;
begin
  select * into v_coupon from public.coupons c
  where c.tenant_id = p_tenant_id and c.code = upper(btrim(p_code)) and c.archived_at is null for update;
  if v_coupon.id is null then
    raise sqlstate 'PT404' using message = 'coupon_not_found';
  elsif v_coupon.starts_on > v_today or v_coupon.ends_on < v_today then
    raise sqlstate 'PT409' using message = 'coupon_not_valid_today';
  elsif v_coupon.uses >= v_coupon.max_uses then
    raise sqlstate 'PT409' using message = 'coupon_used_up';
  elsif (
    select count(*) from public.coupon_uses u
    where u.tenant_id = p_tenant_id and u.coupon_id = v_coupon.id and u.payer_id = p_payer_id and u.given_back_at is null)
    >= v_coupon.max_uses_per_person then
    raise sqlstate 'PT409' using message = 'coupon_used_by_person';
  end if;
  select coalesce(sum(i.quantity * i.price_cents - i.discount_cents), 0) into v_base from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product'
    and (v_limits = '{}' or not app.is_care_item(p_tenant_id, i.variant_id));
  if v_base = 0 and v_limits <> '{}' then
    raise sqlstate 'PT409' using message = 'coupon_not_for_profession', detail = array_to_string(v_limits, ', ');
  elsif v_base < v_coupon.minimum_cents then
    raise sqlstate 'PT409' using message = 'coupon_needs_more', detail = v_coupon.minimum_cents::text;
  end if;
  v_off := least(v_base, case v_coupon.kind when 'percent' then round(v_base::numeric * v_coupon.value / 100)::int else v_coupon.value end);
  for v_item in
    select i.id, i.quantity * i.price_cents - i.discount_cents as cents from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product'
      and (v_limits = '{}' or not app.is_care_item(p_tenant_id, i.variant_id))
    order by i.position
  loop
    v_seen := v_seen + v_item.cents;
    update public.order_items i set coupon_cents = round(v_off::numeric * v_seen / nullif(v_base, 0))::int - v_shared
    where i.tenant_id = p_tenant_id and i.id = v_item.id;
    v_shared := round(v_off::numeric * v_seen / nullif(v_base, 0))::int;
  end loop;
  update public.coupons c set uses = c.uses + 1 where c.tenant_id = p_tenant_id and c.id = v_coupon.id;
  insert into public.coupon_uses (tenant_id, coupon_id, order_id, payer_id) values (p_tenant_id, v_coupon.id, p_order_id, p_payer_id);
  update public.orders o set coupon_id = v_coupon.id, discount_cents = v_off where o.tenant_id = p_tenant_id and o.id = p_order_id;
  return v_off;
end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_event_keys (
  p_event jsonb
)
  RETURNS text[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case p_event ->> 'event'
    when 'patient.created' then array['patient.created:' || (p_event ->> 'patient_id')]
    when 'patient.birthday' then array['birthday:' || (p_event ->> 'patient_id') || ':' || (p_event ->> 'year')]
    when 'message.received' then array['message.received:' || (p_event ->> 'message_id')]
    when 'conversation.tagged' then array['conversation.tagged:' || (p_event ->> 'thread_id') || ':' || (p_event ->> 'tag_id') || ':' || (p_event ->> 'tagged_at')]
    when 'intake.submitted' then array['intake.submitted:' || (p_event ->> 'submission_id')]
    when 'lead.converted' then array['lead.converted:' || (p_event ->> 'lead_id')]
    when 'deal.moved' then array['deal.moved:' || (p_event ->> 'event_id')]
    when 'order.paid' then array['order.paid:' || (p_event ->> 'order_id')]
    when 'order.cancelled' then array['order.cancelled:' || (p_event ->> 'order_id')]
    when 'session.status' then array(
      select 'session.' || (a.x ->> 'status') || ':' || (p_event ->> 'session_id') || ':' || (a.x ->> 'patient_id')
      from jsonb_array_elements(p_event #> '{after,patients}') a (x)
      where a.x ->> 'status' in ('missed', 'attended') and not coalesce(p_event #> '{before,patients}', '[]') @> jsonb_build_array(a.x))
    else '{}' end;
$function$;

CREATE OR REPLACE FUNCTION app.workflow_occurrence (
  p_tenant_id uuid,
  p_key       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_parts text[] := string_to_array(p_key, ':');
  v_at timestamptz;
  v_patient uuid;
  v_thread uuid;
  v_session uuid;
  v_message uuid;
  v_tag uuid;
  v_deal uuid;
  v_stage uuid;
begin
  case v_parts[1]
    when 'patient.created' then
      select p.created_at, p.id into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid;
    when 'birthday' then
      select app.birthday_in(p.birth_date, v_parts[3]::integer)::timestamp at time zone app.clinic_zone(p_tenant_id), p.id
      into v_at, v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = v_parts[2]::uuid and p.birth_date is not null;
    when 'message.received' then
      select m.occurred_at, m.thread_id, m.id into v_at, v_thread, v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = v_parts[2]::uuid and m.direction = 'inbound';
    when 'conversation.tagged' then
      select to_timestamp(v_parts[4]::numeric / 1000), t.id, g.id into v_at, v_thread, v_tag
      from public.conversation_threads t
      join public.conversation_tags g on g.tenant_id = p_tenant_id and g.id = v_parts[3]::uuid
      where t.tenant_id = p_tenant_id and t.id = v_parts[2]::uuid;
    when 'intake.submitted' then
      select s.submitted_at, coalesce(s.patient_id, i.patient_id), i.thread_id into v_at, v_patient, v_thread
      from public.intake_submissions s
      join public.intake_invites i on i.tenant_id = p_tenant_id and i.id = s.invite_id
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid;
    when 'session.missed', 'session.attended' then
      select s.ends_at, sp.patient_id, s.id into v_at, v_patient, v_session
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id and sp.patient_id = v_parts[3]::uuid
      where s.tenant_id = p_tenant_id and s.id = v_parts[2]::uuid and 'session.' || sp.status = v_parts[1];
    when 'lead.converted' then
      select l.converted_at, l.deal_id, coalesce(d.thread_id, l.thread_id, app.thread_of_phone(p_tenant_id, l.phone)), c.patient_id
      into v_at, v_deal, v_thread, v_patient
      from public.crm_leads l
      join public.deals d on d.tenant_id = p_tenant_id and d.id = l.deal_id
      join public.contacts c on c.tenant_id = p_tenant_id and c.id = l.contact_id
      where l.tenant_id = p_tenant_id and l.id = v_parts[2]::uuid and l.status = 'converted';
    when 'deal.moved' then
      select e.at, d.id, coalesce(d.thread_id, app.thread_of_phone(p_tenant_id, h.phone)), c.patient_id, (e.after ->> 'stage_id')::uuid
      into v_at, v_deal, v_thread, v_patient, v_stage
      from public.sales_events e
      join public.deals d on d.tenant_id = p_tenant_id and d.id = e.deal_id
      left join public.contacts c on c.tenant_id = p_tenant_id and c.id = d.contact_id
      left join public.contact_phones h on h.tenant_id = p_tenant_id and h.entity_type = 'contact' and h.entity_id = c.id and h.is_primary
      where e.tenant_id = p_tenant_id and e.id = v_parts[2]::uuid and e.kind = 'moved';
    when 'order.paid', 'order.cancelled' then
      select case v_parts[1] when 'order.paid' then o.paid_at else coalesce(o.cancelled_at, o.expired_at) end, o.patient_id,
        coalesce(o.thread_id, app.thread_of_phone(p_tenant_id, y.phone),
          case when o.patient_id is not null then (select t.id from public.conversation_threads t
            where t.tenant_id = p_tenant_id and t.thread_key = app.thread_of_payer(y)) end)
      into v_at, v_patient, v_thread
      from public.orders o join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
      where o.tenant_id = p_tenant_id and o.id = v_parts[2]::uuid;
    else null;
  end case;
  if v_at is null then
    return null;
  end if;
  if v_patient is null then
    -- a number of several is nobody's in particular
    select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, v_thread) p;
  end if;
  return jsonb_build_object('kind', v_parts[1], 'key', p_key, 'at', v_at, 'patient_id', v_patient, 'thread_id', v_thread,
    'session_id', v_session, 'message_id', v_message, 'tag_id', v_tag)
    || jsonb_strip_nulls(jsonb_build_object('deal_id', v_deal, 'stage_id', v_stage));
exception when invalid_text_representation or datetime_field_overflow or null_value_not_allowed then
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_order (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_reason    text,
  p_kind      text DEFAULT NULL::text,
  p_method    text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_reason text;
  v_item record;
begin
  perform app.require_order_writer(p_tenant_id);
  v_reason := app.require_reason(p_reason);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.cancelled_at is not null then
    return app.order_json(p_tenant_id, p_order_id);
  elsif exists (
    select from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.fulfilled > i.returned) then
    raise sqlstate 'PT409' using message = 'order_handed_over', hint = 'Take back what was handed over first.';
  end if;
  if v_order.paid_cents > 0 then
    perform app.require_refund_way(p_tenant_id, v_order, p_kind, p_method);
    for v_item in
      select i.id, e from public.order_items i join public.money_entries e on e.tenant_id = p_tenant_id and e.id = i.entry_id
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit'
    loop
      -- the session is not paid ahead any more
      perform app.reverse_payment(v_item.e, gen_random_uuid(), v_reason);
      update public.order_items i set entry_id = null, fulfilled = 0 where i.tenant_id = p_tenant_id and i.id = v_item.id;
    end loop;
    perform app.give_order_back(v_order, gen_random_uuid(), v_order.paid_cents, p_kind, p_method, v_reason);
    select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  end if;
  perform app.end_order(v_order, 'cancelled');
  perform app.audit(p_tenant_id, 'order.cancelled', 'orders', p_order_id::text, null, jsonb_build_object('number', v_order.number), v_reason);
  return app.order_json(p_tenant_id, p_order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_order"(uuid, uuid, text, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.count_orders (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select jsonb_build_object('pending', count(*) filter (where o.state = 'pending'), 'paid', count(*) filter (where o.state = 'paid'),
      'fulfilled', count(*) filter (where o.state = 'fulfilled'), 'returned', count(*) filter (where o.state = 'returned'),
      'cancelled', count(*) filter (where o.state = 'cancelled'), 'needs_person', (
        select count(distinct p.order_id) from public.order_payments p where p.tenant_id = p_tenant_id and p.state = 'late'))
    from public.orders o where o.tenant_id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_orders"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.create_order (
  p_tenant_id uuid,
  p_id        uuid,
  p_order     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif coalesce(p_order ->> 'channel', 'desk') not in ('desk', 'conversation') then
    raise sqlstate 'PT400' using message = 'invalid_order', detail = 'channel';
  end if;
  if not exists (select from public.orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    perform app.place_order(p_tenant_id, p_id, p_order);
  end if;
  return app.order_json(p_tenant_id, p_id);
exception
  when unique_violation then
    return app.order_json(p_tenant_id, p_id);
  when invalid_text_representation or numeric_value_out_of_range then
    raise sqlstate 'PT400' using message = 'invalid_order';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."create_order"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.find_sellable (
  p_tenant_id uuid,
  p_search    text,
  p_limit     integer DEFAULT 20
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_words text := app.normalize_text(p_search);
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(to_jsonb(r) - 'n' order by r.n), '[]') from (
      select v.id as variant_id, app.variant_name(p.name, v.choices) as name, v.sku, v.barcode, v.price_cents, v.tracks_stock, p.kind, (
        select coalesce(sum(l.on_hand - l.reserved), 0)::int from public.stock_levels l where l.tenant_id = p_tenant_id and l.variant_id = v.id) as available,
        row_number() over (order by (v.barcode = btrim(p_search) or v.sku = upper(btrim(p_search))) desc nulls last, p.sort_key, v.position, v.id) as n
      from public.product_variants v
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where v.tenant_id = p_tenant_id and v.archived_at is null and p.archived_at is null
        and (coalesce(v_words, '') = '' or p.sort_key like '%' || v_words || '%' or v.sku like upper(btrim(p_search)) || '%' or v.barcode = btrim(p_search)
          or app.normalize_text(app.variant_name(p.name, v.choices)) like '%' || v_words || '%')
      order by n limit least(greatest(coalesce(p_limit, 20), 1), 50)) r);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."find_sellable"(uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.fulfil_order (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_lines     jsonb DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_lines jsonb;
  v_stock jsonb;
begin
  perform app.require_order_writer(p_tenant_id);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.state = 'cancelled' then
    raise sqlstate 'PT409' using message = 'order_is_over';
  end if;
  v_lines := coalesce(p_lines, (
    select jsonb_agg(jsonb_build_object('item_id', i.id, 'quantity', i.quantity - i.fulfilled) order by i.position) from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.quantity > i.fulfilled), '[]');
  if v_lines = '[]' and p_lines is null then
    return app.order_json(p_tenant_id, p_order_id);
  end if;
  perform app.require_order_lines(p_tenant_id, p_order_id, v_lines);
  if exists (
    select from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    where i.kind <> 'product' or l.quantity > i.quantity - i.fulfilled) then
    raise sqlstate 'PT409' using message = 'more_than_ordered';
  end if;
  -- what leaves before it is paid is owed
  perform app.order_charge(p_tenant_id, p_order_id);
  perform app.hold_order(v_order, null);
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', i.variant_id, 'quantity', l.quantity)), '[]') into v_stock
  from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
  join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id and v.tracks_stock;
  if v_stock <> '[]' then
    perform app.take_stock(p_tenant_id, 'order', p_order_id, v_stock);
  end if;
  update public.order_items i set fulfilled = i.fulfilled + l.quantity
  from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
  where i.tenant_id = p_tenant_id and i.id = l.item_id;
  update public.orders o set expires_at = null where o.tenant_id = p_tenant_id and o.id = p_order_id;
  perform app.note_order(p_tenant_id, p_order_id, 'fulfilled', jsonb_build_object('lines', v_lines));
  perform app.refresh_order(p_tenant_id, p_order_id);
  return app.order_json(p_tenant_id, p_order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."fulfil_order"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_order (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order jsonb;
begin
  perform app.require_order_reader(p_tenant_id);
  v_order := app.order_json(p_tenant_id, p_order_id);
  if v_order is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  return v_order;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_order"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_coupons (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_reader(p_tenant_id);
  return jsonb_build_object('limited_by', to_jsonb(app.profession_limits(p_tenant_id, 'coupons')), 'coupons', coalesce((
    select jsonb_agg(to_jsonb(c) - 'tenant_id' - 'created_by' order by c.archived_at is not null, c.created_at desc)
    from public.coupons c where c.tenant_id = p_tenant_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_coupons"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_orders (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50,
  p_where     jsonb   DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_state text := nullif(p_where ->> 'state', '');
  v_channel text := nullif(p_where ->> 'channel', '');
  v_contact uuid := app.typed_id(p_where ->> 'contact_id');
  v_patient uuid := app.typed_id(p_where ->> 'patient_id');
  v_needs boolean := coalesce((p_where ->> 'needs_person')::boolean, false);
  v_number integer := case when btrim(p_search) ~ '^#?[0-9]{1,9}$' then ltrim(btrim(p_search), '#')::integer end;
  v_words text := app.normalize_text(p_search);
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(to_jsonb(r) - 'n' order by r.n), '[]') from (
      select o.id, o.number, o.channel, o.state, coalesce(q.name, c.full_name, y.full_name) as buyer_name, y.identity = 'counter' as is_counter,
        o.total_cents, o.paid_cents, o.refunded_cents, o.expires_at, o.expired_at, o.created_at,
        (select string_agg(i.quantity || '× ' || i.name, ', ' order by i.position) from public.order_items i
          where i.tenant_id = p_tenant_id and i.order_id = o.id) as summary,
        exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.order_id = o.id and p.state = 'late') as needs_person,
        row_number() over (order by o.created_at desc, o.id desc) as n
      from public.orders o
      join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
      left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
      left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
      where o.tenant_id = p_tenant_id
        and (v_state is null or o.state = v_state) and (v_channel is null or o.channel = v_channel)
        and (v_contact is null or o.contact_id = v_contact) and (v_patient is null or o.patient_id = v_patient)
        and (not v_needs or exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.order_id = o.id and p.state = 'late'))
        and (v_words = '' or v_words is null or o.number = v_number
          or app.normalize_text(coalesce(q.name, c.full_name, y.full_name)) like '%' || v_words || '%')
        and (p_after is null or (o.created_at, o.id) < ((p_after ->> 'created_at')::timestamptz, (p_after ->> 'id')::uuid))
      order by o.created_at desc, o.id desc limit v_limit) r);
exception when invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_filter';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_orders"(uuid, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

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
      select c.payer_id, coalesce(array_agg(distinct p.name) filter (where p.name is not null), '{}') as patients, count(*)::int as charges, sum(c.amount_cents - c.paid_cents) as cents,
        min(c.due_on) as oldest, (array_agg(c.patient_id order by c.due_on, c.id))[1] as patient_id
      from public.money_charges c
      left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
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

CREATE OR REPLACE FUNCTION public.open_order_charge (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
begin
  perform app.require_order_writer(p_tenant_id);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.state = 'cancelled' or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  end if;
  return jsonb_build_object('charge_id', app.order_charge(p_tenant_id, p_order_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."open_order_charge"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.pay_order (
  p_tenant_id    uuid,
  p_id           uuid,
  p_order_id     uuid,
  p_amount_cents integer,
  p_method       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_open integer;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_amount(p_amount_cents);
  perform app.require_payment_method(p_method);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if not exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.provider = 'desk' and p.reference = p_id::text) then
    v_open := v_order.total_cents - v_order.refunded_cents - v_order.paid_cents;
    if v_order.cancelled_at is not null or v_open <= 0 then
      raise sqlstate 'PT409' using message = 'order_not_payable';
    elsif p_amount_cents > v_open then
      raise sqlstate 'PT409' using message = 'more_than_open', detail = v_open::text;
    end if;
    -- the desk is told at once what a webhook cannot be
    perform app.hold_order(v_order, null);
    perform app.apply_order_payment(p_tenant_id, p_order_id, 'desk', p_id::text, p_amount_cents, p_method, null, p_id);
  end if;
  return app.order_json(p_tenant_id, p_order_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'entry_id_in_use';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."pay_order"(uuid, uuid, uuid, integer, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.refund_order (
  p_tenant_id    uuid,
  p_id           uuid,
  p_order_id     uuid,
  p_amount_cents integer,
  p_kind         text,
  p_reason       text,
  p_method       text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_reason text;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_amount(p_amount_cents);
  v_reason := app.require_reason(p_reason);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  perform app.require_refund_way(p_tenant_id, v_order, p_kind, p_method);
  if not exists (select from public.order_refunds r where r.tenant_id = p_tenant_id and r.id = p_id) then
    perform app.give_order_back(v_order, p_id, p_amount_cents, p_kind, p_method, v_reason);
  end if;
  return app.order_json(p_tenant_id, p_order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."refund_order"(uuid, uuid, uuid, integer, text, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.return_order (
  p_tenant_id uuid,
  p_id        uuid,
  p_order_id  uuid,
  p_lines     jsonb,
  p_kind      text,
  p_reason    text,
  p_method    text  DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_reason text;
  v_stock jsonb;
  v_worth integer;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_reason := app.require_reason(p_reason);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if coalesce(p_kind, '') <> 'none' then
    perform app.require_refund_way(p_tenant_id, v_order, p_kind, p_method);
  end if;
  if exists (select from public.order_events e where e.tenant_id = p_tenant_id and e.order_id = p_order_id and e.kind = 'returned' and e.data ->> 'id' = p_id::text) then
    return app.order_json(p_tenant_id, p_order_id);
  end if;
  perform app.require_order_lines(p_tenant_id, p_order_id, p_lines);
  if exists (
    select from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    where i.kind <> 'product' or l.quantity > i.fulfilled - i.returned) then
    raise sqlstate 'PT409' using message = 'more_than_handed_over';
  end if;
  -- what was paid for these units: the last one of a line takes the cents that do not divide
  select coalesce(sum(round(i.total_cents::numeric * (i.returned + l.quantity) / i.quantity) - round(i.total_cents::numeric * i.returned / i.quantity)), 0)
  into v_worth
  from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
  join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id;
  select coalesce(jsonb_agg(jsonb_build_object('variant_id', i.variant_id, 'quantity', l.quantity)), '[]') into v_stock
  from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
  join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id and v.tracks_stock;
  if v_stock <> '[]' then
    perform app.return_stock(p_tenant_id, 'order', p_order_id, v_stock, v_reason);
  end if;
  update public.order_items i set returned = i.returned + l.quantity
  from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
  where i.tenant_id = p_tenant_id and i.id = l.item_id;
  perform app.note_order(p_tenant_id, p_order_id, 'returned', jsonb_build_object('id', p_id, 'lines', p_lines, 'reason', v_reason));
  v_worth := least(v_worth, v_order.paid_cents);
  if p_kind <> 'none' and v_worth > 0 then
    perform app.give_order_back(v_order, p_id, v_worth, p_kind, p_method, v_reason);
  end if;
  perform app.refresh_order(p_tenant_id, p_order_id);
  return app.order_json(p_tenant_id, p_order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) FROM PUBLIC, "anon", "service_role";

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
    if v_origin in ('package', 'order') or v_old.kind not in ('charge', 'payment', 'adjustment') then
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

CREATE OR REPLACE FUNCTION public.save_coupon (
  p_tenant_id uuid,
  p_id        uuid,
  p_coupon    jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.coupons;
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'products');
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  begin
    v_row := jsonb_populate_record(null::public.coupons, p_coupon - 'tenant_id' - 'uses' - 'created_by' - 'created_at' - 'updated_at' - 'archived_at');
    v_row.code := upper(btrim(v_row.code));
    insert into public.coupons as c (tenant_id, id, code, kind, value, starts_on, ends_on, max_uses, max_uses_per_person, minimum_cents, archived_at, created_by)
    values (p_tenant_id, p_id, v_row.code, v_row.kind, v_row.value, v_row.starts_on, v_row.ends_on, v_row.max_uses, v_row.max_uses_per_person,
      coalesce(v_row.minimum_cents, 0), case when (p_coupon ->> 'is_archived')::boolean then now() end, auth.uid())
    on conflict (tenant_id, id) do update set
      code = excluded.code, kind = excluded.kind, value = excluded.value, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
      max_uses = excluded.max_uses, max_uses_per_person = excluded.max_uses_per_person, minimum_cents = excluded.minimum_cents,
      archived_at = case when excluded.archived_at is null then null else coalesce(c.archived_at, excluded.archived_at) end
    returning * into v_row;
  exception
    when unique_violation then
      raise sqlstate 'PT409' using message = 'coupon_code_taken';
    when check_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range or datetime_field_overflow
      or invalid_datetime_format then
      raise sqlstate 'PT400' using message = 'invalid_coupon';
  end;
  perform app.audit(p_tenant_id, 'coupon.saved', 'coupons', p_id::text, null, to_jsonb(v_row) - 'tenant_id' - 'id' - 'created_by' - 'created_at' - 'updated_at');
  return to_jsonb(v_row) - 'tenant_id';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_coupon"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.settle_late_payment (
  p_tenant_id  uuid,
  p_payment_id uuid,
  p_act        text,
  p_reason     text DEFAULT NULL::text,
  p_method     text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_payment public.order_payments;
  v_order public.orders;
  v_entry public.money_entries;
  v_money public.money_payments;
  v_id uuid := gen_random_uuid();
begin
  perform app.require_order_writer(p_tenant_id);
  if p_act is null or p_act not in ('honour', 'refund', 'credit') then
    raise sqlstate 'PT400' using message = 'invalid_order', detail = 'act';
  end if;
  select * into v_payment from public.order_payments p where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  if v_payment.id is null then
    raise sqlstate 'PT404' using message = 'order_payment_not_found';
  end if;
  v_order := app.lock_order(p_tenant_id, v_payment.order_id);
  select * into v_payment from public.order_payments p where p.tenant_id = p_tenant_id and p.id = p_payment_id for update;
  if v_payment.state <> 'late' then
    return app.order_json(p_tenant_id, v_order.id);
  end if;
  select * into v_money from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_payment.entry_id;
  if p_act = 'honour' then
    if v_payment.reason = 'paid_twice' or v_money.free_cents = 0 then
      raise sqlstate 'PT409' using message = 'order_not_payable';
    end if;
    if app.take_order_money(v_order, v_payment.entry_id, v_payment.provider, v_payment.reference, p_payment_id) <> 'counted' then
      raise sqlstate 'PT409' using message = 'order_not_payable';
    end if;
  elsif p_act = 'credit' then
    perform app.require_refund_way(p_tenant_id, v_order, 'credit', null);
    update public.order_payments p set state = 'credited' where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  else
    if v_money.free_cents > 0 then
      v_entry.tenant_id := p_tenant_id;
      v_entry.id := gen_random_uuid();
      v_entry.payer_id := v_order.payer_id;
      v_entry.patient_id := v_order.patient_id;
      v_entry.kind := 'refund';
      v_entry.reverses_id := v_payment.entry_id;
      v_entry.amount_cents := v_money.free_cents;
      v_entry.method := case when v_payment.provider = 'stripe' then 'card' else app.require_payment_method(coalesce(p_method, 'pix')) end;
      v_entry.occurred_on := app.clinic_today(p_tenant_id);
      v_entry.note := coalesce(app.trimmed(p_reason, 300), 'Pedido nº ' || v_order.number || ' já encerrado');
      perform app.give_back(v_entry);
      insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, amount_cents, entry_id, state, reason, created_by)
      values (p_tenant_id, v_id, v_order.id, p_payment_id, 'late', case when v_payment.provider = 'stripe' then 'stripe' else 'desk' end,
        v_money.free_cents, v_entry.id, case when v_payment.provider = 'stripe' then 'pending' else 'done' end, v_entry.note, auth.uid());
      if v_payment.provider = 'stripe' then
        insert into app.jobs (tenant_id, kind, payload) values (p_tenant_id, 'refund_stripe', jsonb_build_object('refund_id', v_id));
      end if;
    end if;
    update public.order_payments p set state = 'refunded' where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  end if;
  update public.order_payments p set settled_by = auth.uid(), settled_at = now() where p.tenant_id = p_tenant_id and p.id = p_payment_id;
  perform app.resolve_alert(p_tenant_id, 'order_money', v_payment.reference);
  perform app.note_order(p_tenant_id, v_order.id, 'late_settled', jsonb_build_object('act', p_act));
  perform app.audit(p_tenant_id, 'order.late_settled', 'orders', v_order.id::text, null, jsonb_build_object('act', p_act), app.trimmed(p_reason, 300));
  perform app.tell_money(p_tenant_id, v_order.payer_id);
  perform app.refresh_order(p_tenant_id, v_order.id);
  return app.order_json(p_tenant_id, v_order.id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."settle_late_payment"(uuid, uuid, text, text, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."order_numbers"
  ADD CONSTRAINT "order_numbers_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."stripe_checkouts"
  ADD CONSTRAINT "stripe_checkouts_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.stripe_accounts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."coupon_uses"
  ADD CONSTRAINT "coupon_uses_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."coupon_uses"
  ADD CONSTRAINT "coupon_uses_tenant_id_coupon_id_fkey" FOREIGN KEY (tenant_id, coupon_id) REFERENCES public.coupons(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."coupons"
  ADD CONSTRAINT "coupons_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "charge_origin_is_known" CHECK ((origin = ANY (ARRAY['session'::text, 'package'::text, 'monthly_fee'::text, 'adjustment'::text, 'order'::text])));

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "order_of_an_order_charge" CHECK (((origin = 'order'::text) = (order_id IS NOT NULL)));

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "patient_of_what_is_no_order" CHECK (((patient_id IS NOT NULL) OR (origin = 'order'::text)));

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "order_items_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.money_entries(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "order_items_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "order_items_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "order_items_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_payments"
  ADD CONSTRAINT "order_payments_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.money_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_refunds"
  ADD CONSTRAINT "order_refunds_tenant_id_entry_id_fkey" FOREIGN KEY (tenant_id, entry_id) REFERENCES public.money_entries(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_refunds"
  ADD CONSTRAINT "order_refunds_tenant_id_payment_id_fkey" FOREIGN KEY (tenant_id, payment_id) REFERENCES public.order_payments(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."stripe_checkouts"
  ADD CONSTRAINT "stripe_checkouts_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."coupon_uses"
  ADD CONSTRAINT "coupon_uses_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."money_charges"
  ADD CONSTRAINT "money_charges_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_events"
  ADD CONSTRAINT "order_events_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "order_items_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_payments"
  ADD CONSTRAINT "order_payments_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_refunds"
  ADD CONSTRAINT "order_refunds_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "orders_tenant_id_contact_id_fkey" FOREIGN KEY (tenant_id, contact_id) REFERENCES public.contacts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "orders_tenant_id_coupon_id_fkey" FOREIGN KEY (tenant_id, coupon_id) REFERENCES public.coupons(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "orders_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "orders_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "orders_tenant_id_payer_id_fkey" FOREIGN KEY (tenant_id, payer_id) REFERENCES public.payers(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "orders_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX stripe_checkouts_account ON app.stripe_checkouts USING btree (tenant_id, account_id);

CREATE UNIQUE INDEX stripe_checkouts_intent ON app.stripe_checkouts USING btree (tenant_id, payment_intent_id)
  WHERE (payment_intent_id IS NOT NULL);

CREATE INDEX stripe_checkouts_order ON app.stripe_checkouts USING btree (tenant_id, order_id);

CREATE UNIQUE INDEX stripe_checkouts_session ON app.stripe_checkouts USING btree (tenant_id, session_id)
  WHERE (session_id IS NOT NULL);

CREATE INDEX coupon_uses_order ON public.coupon_uses USING btree (tenant_id, order_id);

CREATE INDEX coupon_uses_payer ON public.coupon_uses USING btree (tenant_id, payer_id);

CREATE UNIQUE INDEX coupons_code ON public.coupons USING btree (tenant_id, code)
  WHERE (archived_at IS NULL);

CREATE INDEX money_charges_order ON public.money_charges USING btree (tenant_id, order_id)
  WHERE (order_id IS NOT NULL);

CREATE INDEX order_events_order ON public.order_events USING btree (tenant_id, order_id, id);

CREATE INDEX order_items_entry ON public.order_items USING btree (tenant_id, entry_id)
  WHERE (entry_id IS NOT NULL);

CREATE INDEX order_items_order ON public.order_items USING btree (tenant_id, order_id, "position");

CREATE INDEX order_items_patient ON public.order_items USING btree (tenant_id, patient_id)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX order_items_session ON public.order_items USING btree (tenant_id, session_id)
  WHERE (session_id IS NOT NULL);

CREATE INDEX order_items_variant ON public.order_items USING btree (tenant_id, variant_id)
  WHERE (variant_id IS NOT NULL);

CREATE INDEX order_payments_late ON public.order_payments USING btree (tenant_id, created_at)
  WHERE (state = 'late'::text);

CREATE INDEX order_payments_order ON public.order_payments USING btree (tenant_id, order_id, created_at);

CREATE INDEX order_refunds_entry ON public.order_refunds USING btree (tenant_id, entry_id)
  WHERE (entry_id IS NOT NULL);

CREATE INDEX order_refunds_order ON public.order_refunds USING btree (tenant_id, order_id, created_at);

CREATE INDEX order_refunds_payment ON public.order_refunds USING btree (tenant_id, payment_id)
  WHERE (payment_id IS NOT NULL);

CREATE UNIQUE INDEX order_refunds_reference ON public.order_refunds USING btree (tenant_id, PROVIDER, reference)
  WHERE (reference IS NOT NULL);

CREATE INDEX orders_by_state ON public.orders USING btree (tenant_id, state, created_at DESC, id DESC);

CREATE INDEX orders_contact ON public.orders USING btree (tenant_id, contact_id, created_at)
  WHERE (contact_id IS NOT NULL);

CREATE INDEX orders_coupon ON public.orders USING btree (tenant_id, coupon_id)
  WHERE (coupon_id IS NOT NULL);

CREATE INDEX orders_newest ON public.orders USING btree (tenant_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX orders_page ON public.orders USING btree (page_key, tenant_id);

CREATE INDEX orders_patient ON public.orders USING btree (tenant_id, patient_id, created_at)
  WHERE (patient_id IS NOT NULL);

CREATE INDEX orders_payer ON public.orders USING btree (tenant_id, payer_id);

CREATE INDEX orders_thread ON public.orders USING btree (tenant_id, thread_id)
  WHERE (thread_id IS NOT NULL);

CREATE TRIGGER coupons_touch
  BEFORE UPDATE ON public.coupons
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER money_allocations_pay_order
  AFTER INSERT ON public.money_allocations
  FOR EACH ROW
  WHEN ((new.amount_cents > 0))
  EXECUTE FUNCTION app.tg_money_allocations__pay_order();

CREATE TRIGGER money_charges_follow_order
  AFTER UPDATE OF paid_cents, reversed_at ON public.money_charges
  FOR EACH ROW
  WHEN ((new.order_id IS NOT NULL))
  EXECUTE FUNCTION app.tg_money_charges__follow_order();

CREATE TRIGGER orders_touch
  BEFORE UPDATE ON public.orders
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."order_numbers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."stripe_checkouts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."coupon_uses"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."coupons"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."order_events"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."order_items"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."order_payments"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."order_refunds"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."orders"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."profession_limits"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

COMMENT ON COLUMN "app"."stripe_checkouts"."state" IS 'processing: a voucher was chosen (boleto); it is paid later, or fails.';

COMMENT ON COLUMN "public"."coupon_uses"."given_back_at" IS 'The order ended before it was paid: somebody else may use it.';

COMMENT ON COLUMN "public"."coupons"."uses" IS 'Orders that hold a use: rows of coupon_uses that were not given back.';

COMMENT ON COLUMN "public"."coupons"."value" IS 'Percent, or cents.';

COMMENT ON COLUMN "public"."order_items"."coupon_cents" IS 'Its share of the coupon of the order, so that a return knows what was paid for it.';

COMMENT ON COLUMN "public"."order_items"."entry_id" IS 'Of a deposit that was paid: the credit in the ledger.';

COMMENT ON COLUMN "public"."order_items"."kind" IS 'deposit: paid ahead for a session; it joins the ledger as the payer''s credit, which pays the session.';

COMMENT ON COLUMN "public"."order_payments"."amount_cents" IS 'What of it counted for the order when it came; more than was open is credit.';

COMMENT ON COLUMN "public"."order_payments"."provider" IS 'ledger: an entry of the ledger pays it, a PIX or the payer''s credit; its reference is the entry.';

COMMENT ON COLUMN "public"."order_payments"."state" IS 'late: it came for an order that was over, is the payer''s credit, and waits for a person: honoured, refunded or credited.';

COMMENT ON COLUMN "public"."order_refunds"."state" IS 'pending: Stripe was asked, or will be by a job; the ledger counts it from the beginning. failed: the money is the payer''s credit again; of a dispute: it was won.';

COMMENT ON COLUMN "public"."orders"."charge_id" IS 'Its charge in the ledger, once money was asked for or came.';

COMMENT ON COLUMN "public"."orders"."expired_at" IS 'Nobody paid in time: what was held is free again. Money that comes after all opens it again, or goes to a person.';

COMMENT ON COLUMN "public"."orders"."id" IS 'The client''s id: the same press is the same order.';

COMMENT ON COLUMN "public"."orders"."page_key" IS 'Opens its page to whoever has the link.';

COMMENT ON COLUMN "public"."orders"."paid_cents" IS 'What of its charge in the ledger is paid, kept by a trigger of it: no second book.';

COMMENT ON COLUMN "public"."orders"."refunded_cents" IS 'What was taken off again: given back as money or as credit.';

COMMENT ON COLUMN "public"."payers"."identity" IS 'patient:<id>, document:<CPF or CNPJ>, phone:<phone>:<name>, person:<patient>:<name>, contact:<id> or counter (whoever stands at the desk): siblings share the mother who pays.';

COMMENT ON COLUMN "public"."profession_limits"."source" IS 'The rule that says so.';

COMMENT ON FUNCTION "app"."apply_order_payment"(uuid, uuid, text, text, integer, text, date, uuid) IS 'The one way in which money reaches an order: the page, the desk and the webhook call it, in whichever order and as often as they like. Counted once for provider and reference. {outcome applied|duplicate, state counted|late, order_id, payment_id}. Errors: PT404 order_not_found.';

COMMENT ON FUNCTION "app"."apply_stripe_event"(uuid, uuid, jsonb) IS 'Caller: stripe-webhook, with an event whose signature is right. Once for its id, in the transaction of what it does; what came too early is applied after what it is about. {outcome applied|ignored|waiting|review|duplicate, reason, order_id}. Errors: none.';

COMMENT ON FUNCTION "app"."attach_checkout"(uuid, uuid, text, text) IS 'Caller: whoever created the page at Stripe, or found it by its idempotency key. Errors: none.';

COMMENT ON FUNCTION "app"."begin_my_checkout"(uuid, uuid, uuid) IS 'Caller: owner, admin and operator, through order-checkout. As app.begin_order_checkout, without the key. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, and those of app.begin_order_checkout.';

COMMENT ON FUNCTION "app"."begin_order_checkout"(uuid, uuid, uuid) IS 'A page of Stripe for what is open of an order: the one that is still good, or a new row whose id is the idempotency key. Whoever calls has checked who asks. {id, account_id, amount_cents, url (null: to be created), expires_at (unix), key, …}. Errors: PT404 order_not_found, PT409 stripe_not_connected, PT409 order_not_payable, PT409 too_little_for_card.';

COMMENT ON FUNCTION "app"."checkout_to_expire"(uuid, uuid) IS 'Caller: the job expire_checkout. {session_id, key}; NULL where nothing is to be done. Errors: none.';

COMMENT ON FUNCTION "app"."credit_deposits"(uuid, uuid) IS 'Deposits of an order that is paid become credit of the payer, which pays the session.';

COMMENT ON FUNCTION "app"."end_order"(public.orders, text) IS 'An order is over (expired, cancelled): its charge is taken back, its stock and coupon are free. What is still paid of it was given back before. It is locked.';

COMMENT ON FUNCTION "app"."expire_order"(uuid, uuid, timestamp with time zone) IS 'Caller: the job expire_order, at the moment that the order had when it was written. An order that was paid, prolonged or is over stays as it is. Errors: none.';

COMMENT ON FUNCTION "app"."give_coupon_back"(public.orders) IS 'An order that ends gives its use of a coupon back.';

COMMENT ON FUNCTION "app"."give_order_back"(public.orders, uuid, integer, text, text, text) IS 'A part of an order is given back, as money by the way that it came (the last payment first; Stripe is asked by a job) or as the payers credit. The order is locked. Errors: PT409 more_than_paid.';

COMMENT ON FUNCTION "app"."hold_order"(public.orders, timestamp with time zone) IS 'Holds what an order has not handed over, until p_expires_at or, NULL, for good. Errors: PT409 out_of_stock.';

COMMENT ON FUNCTION "app"."is_care_item"(uuid, uuid) IS 'Whether a variant is something that a therapist does.';

COMMENT ON FUNCTION "app"."keep_coupon_use"(public.orders) IS 'An order that is open again takes its use of a coupon back, if there is one left.';

COMMENT ON FUNCTION "app"."lock_order"(uuid, uuid) IS 'Locks whoever pays, then the order: the order in which PIX, Stripe, the desk and the clock come. Errors: PT404 order_not_found.';

COMMENT ON FUNCTION "app"."meet_pix_orders"(uuid, uuid[], uuid) IS 'A PIX that was paid: its orders hold their stock for good; one that was over is opened again, or its money waits for a person. The payer is locked.';

COMMENT ON FUNCTION "app"."note_order"(uuid, uuid, text, jsonb) IS 'A line of the history of an order.';

COMMENT ON FUNCTION "app"."order_charge"(uuid, uuid) IS 'The charge of an order in the ledger, opened the first time that money is asked for or comes; NULL where nothing is to pay. The order is locked.';

COMMENT ON FUNCTION "app"."order_json"(uuid, uuid) IS 'An order with its lines, payments, refunds and history.';

COMMENT ON FUNCTION "app"."order_lines"(uuid, uuid) IS 'What of an order is not handed over yet, as the stock takes lines.';

COMMENT ON FUNCTION "app"."order_payer"(uuid, uuid, uuid) IS 'Who pays an order: the payer of a patient, a contact, or, with neither, whoever stands at the desk.';

COMMENT ON FUNCTION "app"."order_state"(integer, integer, integer, integer, integer, integer, boolean) IS 'The state of an order from its facts; nothing else says it. p_is_over: it was cancelled, or expired.';

COMMENT ON FUNCTION "app"."pay_at_most"(uuid, uuid[], uuid, integer) IS 'What is left of an order that became smaller is paid again with what paid it before, and no cent more: the rest is credit. The payer is locked.';

COMMENT ON FUNCTION "app"."place_order"(uuid, uuid, jsonb) IS 'A new order {channel, contact_id | patient_id, thread_key, items: [{variant_id, quantity, discount_cents} | {session_id, patient_id, price_cents}], coupon, expires_minutes, note}: prices are the clinics, the stock is held until it expires, the coupon is used. Whoever calls has checked who asks. Errors: PT400 order_is_empty, PT400 invalid_order, PT400 invalid_quantity, PT400 invalid_amount, PT404 contact_not_found, PT404 conversation_not_found, PT404 patient_not_found, PT404 session_not_found, PT404 variant_not_found, PT409 out_of_stock, PT409 coupon_not_for_profession, and those of app.use_coupon.';

COMMENT ON FUNCTION "app"."profession_limits"(uuid, text) IS 'Councils of active therapists of a clinic that forbid a feature (coupons, packages, reviews) for what they do; empty: it is free. Things are not concerned, only what a therapist does.';

COMMENT ON FUNCTION "app"."refresh_order"(uuid, uuid) IS 'Brings an order up to its facts: its charge in the ledger, its refunds, what was handed over and came back. The first time that all is paid it says so. The payer is locked.';

COMMENT ON FUNCTION "app"."refund_to_send"(uuid, uuid) IS 'Caller: the job refund_stripe. {id, amount_cents, payment_intent_id, key}; NULL where nothing is to be done. Errors: none.';

COMMENT ON FUNCTION "app"."require_order_lines"(uuid, uuid, jsonb) IS 'Lines [{item_id, quantity}] of an order, each once. Errors: PT400 invalid_quantity, PT404 order_item_not_found.';

COMMENT ON FUNCTION "app"."require_order_reader"(uuid) IS 'Who sees orders: everybody but therapists. Answers the role. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."require_order_writer"(uuid) IS 'Who sells: whoever moves money. Answers the role. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."require_refund_way"(uuid, public.orders, text, text) IS 'How something is given back. Errors: PT400 invalid_refund, PT400 invalid_method, PT409 credit_needs_buyer.';

COMMENT ON FUNCTION "app"."settle_order_refund"(uuid, uuid, text, text) IS 'Caller: the job refund_stripe and events of Stripe. A refund that failed becomes credit of the payer again, and an alert; what failed stays failed. done|failed|kept|gone. Errors: none.';

COMMENT ON FUNCTION "app"."settle_stripe"(uuid, uuid, jsonb) IS 'What an event of Stripe means for its order, in whichever order its news come. {outcome applied|ignored|waiting|review, reason, order_id}. Errors: none.';

COMMENT ON FUNCTION "app"."take_back_of_order"(public.orders, public.order_payments, integer, text, text) IS 'Money that somebody gave back where it was paid: the ledger follows, and the order becomes smaller. The order is locked.';

COMMENT ON FUNCTION "app"."take_order_money"(public.orders, uuid, text, text, uuid) IS 'Money that is in the ledger already is given to an order, which is locked: it pays it, and opens it again where it had expired and its stock is still there. Otherwise it stays the payers credit and waits for a person (late). With p_payment_id a person decided to honour it: then PT409 out_of_stock is told.';

COMMENT ON FUNCTION "app"."tg_money_allocations__pay_order"() IS 'What pays the charge of an order is a payment of it, wherever it was received.';

COMMENT ON FUNCTION "app"."tg_money_charges__follow_order"() IS 'An order follows its charge in the ledger.';

COMMENT ON FUNCTION "app"."timeline_orders"(uuid, jsonb, timestamp with time zone, uuid, integer) IS 'Orders of a timeline.';

COMMENT ON FUNCTION "app"."use_coupon"(uuid, text, uuid, uuid) IS 'An order takes a use of a coupon, whose row is locked: the last one goes to one order. Its discount is shared among the lines to the cent; what a profession may not discount takes none. Errors: PT404 coupon_not_found, PT409 coupon_not_valid_today, PT409 coupon_used_up, PT409 coupon_used_by_person, PT409 coupon_not_for_profession, PT409 coupon_needs_more.';

COMMENT ON FUNCTION "public"."cancel_order"(uuid, uuid, text, text, text) IS 'Caller: owner, admin and operator. An order of which nothing is out: its stock is free, and what was paid is given back as money or credit. A cancelled order stays so. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 order_handed_over, PT409 credit_needs_buyer, PT409 more_than_paid.';

COMMENT ON FUNCTION "public"."count_orders"(uuid) IS 'Caller: everybody but therapists. Orders by state {pending, paid, fulfilled, returned, cancelled} and those whose money waits for a person {needs_person}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."create_order"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. An order at the desk or of a conversation, as app.place_order takes it; p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, and those of app.place_order.';

COMMENT ON FUNCTION "public"."find_sellable"(uuid, text, integer) IS 'Caller: everybody but therapists. What can be sold, found by name, SKU or barcode (what fits exactly first): an array of {variant_id, name, sku, barcode, price_cents, tracks_stock, kind, available}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."fulfil_order"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. Hands over all that is left, or p_lines [{item_id, quantity}]; what is handed over before it is paid stands in the ledger as owed. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 order_not_found, PT404 order_item_not_found, PT409 order_is_over, PT409 more_than_ordered, PT409 out_of_stock.';

COMMENT ON FUNCTION "public"."get_order"(uuid, uuid) IS 'Caller: everybody but therapists. An order with its lines, payments, refunds and history. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found.';

COMMENT ON FUNCTION "public"."list_coupons"(uuid) IS 'Caller: everybody but therapists. {coupons, limited_by: the councils of the clinic that allow none for what they do}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_orders"(uuid, text, jsonb, integer, jsonb) IS 'Caller: everybody but therapists. Orders, the newest first, as an array of {id, number, channel, state, buyer_name, is_counter, total_cents, paid_cents, refunded_cents, expires_at, expired_at, created_at, summary, needs_person}. p_where {state, channel, contact_id, patient_id, needs_person}; p_search: a number or a part of a name; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."open_order_charge"(uuid, uuid) IS 'Caller: owner, admin and operator, before charge-by-pix: the order stands in the ledger as a charge {charge_id}, which a PIX asks for as for any other. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found, PT409 order_not_payable.';

COMMENT ON FUNCTION "public"."pay_order"(uuid, uuid, uuid, integer, text) IS 'Caller: owner, admin and operator. Money at the desk, all or a part; p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_amount, PT400 invalid_method, PT404 order_not_found, PT409 order_not_payable, PT409 more_than_open, PT409 out_of_stock, PT409 entry_id_in_use.';

COMMENT ON FUNCTION "public"."refund_order"(uuid, uuid, uuid, integer, text, text, text) IS 'Caller: owner, admin and operator. Gives a part of an order back without anything coming back, as money or credit; p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_amount, PT400 missing_client_id, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 credit_needs_buyer, PT409 more_than_paid.';

COMMENT ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) IS 'Caller: owner, admin and operator. Lines [{item_id, quantity}] come back to the stock, and what was paid for them is given back as money or credit, or not (p_kind none); p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 order_item_not_found, PT409 more_than_handed_over, PT409 not_taken, PT400 missing_client_id, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 credit_needs_buyer, PT409 more_than_paid.';

COMMENT ON FUNCTION "public"."save_coupon"(uuid, uuid, jsonb) IS 'Caller: owner and admin. A coupon {code, kind percent|fixed, value, starts_on, ends_on, max_uses, max_uses_per_person, minimum_cents, is_archived}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_coupon, PT409 coupon_code_taken.';

COMMENT ON FUNCTION "public"."settle_late_payment"(uuid, uuid, text, text, text) IS 'Caller: owner, admin and operator. What becomes of money that came for an order that was over: honour (the order is open again, its stock held), refund (the way it came) or credit (it stays the payers). A payment that was settled stays so. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_order, PT400 invalid_method, PT404 order_payment_not_found, PT409 out_of_stock, PT409 order_not_payable, PT409 credit_needs_buyer.';

COMMENT ON TABLE "app"."order_numbers" IS 'The last number of an order of each clinic: locked by whoever takes the next.';

COMMENT ON TABLE "app"."stripe_checkouts" IS 'Created here first: its id is the idempotency key at Stripe, so whoever died between creating and recording it gets the same one.';

COMMENT ON TABLE "public"."coupons" IS 'Locked by whoever uses one: the last use goes to one order.';

COMMENT ON TABLE "public"."money_charges" IS 'What is charged: of a session and patient, a package, a month, an order or by hand; paid is what the allocations say.';

COMMENT ON TABLE "public"."order_events" IS 'Written with what it tells, never changed.';

COMMENT ON TABLE "public"."order_payments" IS 'The webhook, the page and the desk may tell the same payment: the key of provider and reference counts it once.';

COMMENT ON TABLE "public"."order_refunds" IS 'money and credit make the order smaller; a dispute takes its money and leaves it owed.';

COMMENT ON TABLE "public"."orders" IS 'Locked after its payer and before its stock, always. Its state follows from facts by app.order_state alone (docs/adr/0010).';

COMMENT ON TABLE "public"."profession_limits" IS 'The switch per profession: what is sold of a therapist with this council takes no coupon, is no promotional package, shows no review.';

REVOKE ALL ON FUNCTION "app"."apply_order_payment"(uuid, uuid, text, text, integer, text, date, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_order_payment"(uuid, uuid, text, text, integer, text, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_order_payment"(uuid, uuid, text, text, integer, text, date, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_order_payment"(uuid, uuid, text, text, integer, text, date, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."attach_checkout"(uuid, uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."attach_checkout"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."attach_checkout"(uuid, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."attach_checkout"(uuid, uuid, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."begin_my_checkout"(uuid, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."begin_my_checkout"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."begin_my_checkout"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_my_checkout"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_order_checkout"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_order_checkout"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_checkout"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_checkout"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."checkout_to_expire"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checkout_to_expire"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checkout_to_expire"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."checkout_to_expire"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."credit_deposits"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."credit_deposits"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."credit_deposits"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_order"(public.orders, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_order"(public.orders, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_order"(public.orders, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."expire_order"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."expire_order"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."expire_order"(uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."expire_order"(uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_coupon_back"(public.orders) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_coupon_back"(public.orders) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_coupon_back"(public.orders) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_order_back"(public.orders, uuid, integer, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_order_back"(public.orders, uuid, integer, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_order_back"(public.orders, uuid, integer, text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_order"(public.orders, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_order"(public.orders, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_order"(public.orders, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."is_care_item"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_care_item"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_care_item"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_coupon_use"(public.orders) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_coupon_use"(public.orders) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_coupon_use"(public.orders) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_order"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_order"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_order"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."meet_pix_orders"(uuid, uuid[], uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."meet_pix_orders"(uuid, uuid[], uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."meet_pix_orders"(uuid, uuid[], uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_order"(uuid, uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_order"(uuid, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_order"(uuid, uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_order"(uuid, uuid, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."order_charge"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_charge"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_charge"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_json"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_json"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_json"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_lines"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_lines"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_lines"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_payer"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_payer"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_payer"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_state"(integer, integer, integer, integer, integer, integer, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_state"(integer, integer, integer, integer, integer, integer, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_state"(integer, integer, integer, integer, integer, integer, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pay_at_most"(uuid, uuid[], uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pay_at_most"(uuid, uuid[], uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pay_at_most"(uuid, uuid[], uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."place_order"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."place_order"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."place_order"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."profession_limits"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."profession_limits"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."profession_limits"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refresh_order"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refresh_order"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_order"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refund_to_send"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refund_to_send"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refund_to_send"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."refund_to_send"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_order_lines"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_order_lines"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_order_lines"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_order_reader"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_order_reader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_order_reader"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_order_writer"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_order_writer"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_order_writer"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_refund_way"(uuid, public.orders, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_refund_way"(uuid, public.orders, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_refund_way"(uuid, public.orders, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."settle_order_refund"(uuid, uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."settle_order_refund"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."settle_order_refund"(uuid, uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."settle_order_refund"(uuid, uuid, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."settle_stripe"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."settle_stripe"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."settle_stripe"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_back_of_order"(public.orders, public.order_payments, integer, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_back_of_order"(public.orders, public.order_payments, integer, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_back_of_order"(public.orders, public.order_payments, integer, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_order_money"(public.orders, uuid, text, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_order_money"(public.orders, uuid, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_order_money"(public.orders, uuid, text, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_allocations__pay_order"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_allocations__pay_order"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_allocations__pay_order"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_charges__follow_order"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_charges__follow_order"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_charges__follow_order"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."timeline_orders"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."timeline_orders"(uuid, jsonb, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."timeline_orders"(uuid, jsonb, timestamp WITH time zone, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."use_coupon"(uuid, text, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."use_coupon"(uuid, text, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."use_coupon"(uuid, text, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_order"(uuid, uuid, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_order"(uuid, uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_order"(uuid, uuid, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_orders"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_orders"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_orders"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_order"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_order"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_order"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_sellable"(uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."find_sellable"(uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_sellable"(uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."fulfil_order"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."fulfil_order"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."fulfil_order"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_order"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_order"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_order"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_coupons"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_coupons"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_coupons"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_orders"(uuid, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_orders"(uuid, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_orders"(uuid, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_order_charge"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."open_order_charge"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."open_order_charge"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."pay_order"(uuid, uuid, uuid, integer, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."pay_order"(uuid, uuid, uuid, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."pay_order"(uuid, uuid, uuid, integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."refund_order"(uuid, uuid, uuid, integer, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."refund_order"(uuid, uuid, uuid, integer, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."refund_order"(uuid, uuid, uuid, integer, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_coupon"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_coupon"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_coupon"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."settle_late_payment"(uuid, uuid, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."settle_late_payment"(uuid, uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."settle_late_payment"(uuid, uuid, text, text, text) TO "postgres";

REVOKE ALL ON TABLE "public"."coupon_uses" FROM "authenticated";

GRANT SELECT ON TABLE "public"."coupon_uses" TO "authenticated";

REVOKE ALL ON TABLE "public"."coupon_uses" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."coupon_uses" TO "service_role";

REVOKE ALL ON TABLE "public"."coupons" FROM "authenticated";

GRANT SELECT ON TABLE "public"."coupons" TO "authenticated";

REVOKE ALL ON TABLE "public"."coupons" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."coupons" TO "service_role";

REVOKE ALL ON TABLE "public"."order_events" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_events" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_events" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_events" TO "service_role";

REVOKE ALL ON TABLE "public"."order_items" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_items" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_items" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_items" TO "service_role";

REVOKE ALL ON TABLE "public"."order_payments" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_payments" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_payments" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_payments" TO "service_role";

REVOKE ALL ON TABLE "public"."order_refunds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_refunds" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_refunds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_refunds" TO "service_role";

REVOKE ALL ON TABLE "public"."orders" FROM "authenticated";

GRANT SELECT ON TABLE "public"."orders" TO "authenticated";

REVOKE ALL ON TABLE "public"."orders" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."orders" TO "service_role";

REVOKE ALL ON TABLE "public"."profession_limits" FROM "authenticated";

GRANT SELECT ON TABLE "public"."profession_limits" TO "authenticated";

REVOKE ALL ON TABLE "public"."profession_limits" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."profession_limits" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

insert into app.workflow_triggers (kind, position, event, subject, options) values
  ('patient.created', 1, 'patient.created', 'patient', '{}'),
  ('message.received', 2, 'message.received', 'thread',
    '{"words": {"type": "texts"}, "first_only": {"type": "boolean"}, "outside_hours": {"type": "boolean"}}'),
  ('conversation.tagged', 3, 'conversation.tagged', 'thread', '{"tag_id": {"type": "tag", "required": true}}'),
  ('session.missed', 4, 'session.status', 'session', '{}'),
  ('session.attended', 5, 'session.status', 'session', '{"first_only": {"type": "boolean"}}'),
  ('birthday', 6, 'patient.birthday', 'patient', '{"hour": {"type": "number", "min": 7, "max": 20}}'),
  ('intake.submitted', 7, 'intake.submitted', 'patient', '{}'),
  ('lead.converted', 8, 'lead.converted', 'deal', '{}'),
  ('deal.moved', 9, 'deal.moved', 'deal', '{"stage_id": {"type": "stage"}}'),
  ('order.paid', 10, 'order.paid', 'patient', '{}'),
  ('order.cancelled', 11, 'order.cancelled', 'patient', '{}')
on conflict (kind) do update set position = excluded.position, event = excluded.event, subject = excluded.subject, options = excluded.options;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false), ('waiting_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
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

-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

insert into app.audit_actions (key, area, severity) values
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('order.paid', 'workflow_event', 'app.workflows_want'), ('order.cancelled', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- A hold says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Money that goes back: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.timeline_kinds (kind, position, function_name) values ('order', 5, 'app.timeline_orders')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

insert into public.profession_limits (council, feature, source) values
  ('CRP', 'coupons', 'Código de Ética Profissional do Psicólogo, art. 20, d'),
  ('CRP', 'packages', 'Código de Ética Profissional do Psicólogo, art. 20, d'),
  ('CRP', 'reviews', 'CRP-PR: depoimentos')
on conflict (council, feature) do update set source = excluded.source;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('lead.converted', 'workflow_event', 'app.workflows_want'), ('deal.moved', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

insert into app.timeline_kinds (kind, position, function_name) values
  ('activity', 1, 'app.timeline_activities'), ('event', 2, 'app.timeline_events'), ('message', 3, 'app.timeline_messages'),
  ('session', 4, 'app.timeline_sessions')
on conflict (kind) do update set position = excluded.position, function_name = excluded.function_name;

-- webhook_silent: so many messages would be usual for the hours since the last sign of life
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('channel_disconnected', true, 5, 1, 1440, 'minutes', 10),
  ('webhook_silent', true, 12, 5, 500, 'messages', 20),
  ('sends_failing', true, 30, 5, 100, 'percent', 30),
  ('queue_stuck', true, 15, 2, 1440, 'minutes', 40),
  ('jobs_failed', false, 3, 1, 1000, 'jobs', 50),
  ('credits_running_out', false, 7, 1, 90, 'days', 60),
  ('webhook_disabled', false, null, null, null, null, 70),
  ('privacy_request_due', false, null, null, null, null, 80),
  ('privacy_request_late', true, null, null, null, null, 81),
  ('incident_due', true, null, null, null, null, 82),
  ('incident_late', true, null, null, null, null, 83)
on conflict (kind) do update set is_urgent = excluded.is_urgent, threshold = excluded.threshold, lowest = excluded.lowest,
  highest = excluded.highest, unit = excluded.unit, position = excluded.position;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.rooms', 1, true, 'true', null),
  ('public.session_types', 2, true, 'true', null),
  ('public.therapists', 3, true, 't.user_id = $2', null),
  ('public.patients', 4, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.medicos', 5, true, null, null),
  ('public.contact_phones', 6, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.contact_emails', 7, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_relations', 8, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.care_team', 9, true, 't.user_id = $2', null),
  ('public.session_series', 10, true, 't.therapist_id = $2', null),
  ('public.sessions', 11, true, 't.therapist_id = $2', null),
  ('public.session_patients', 12, true, 'exists (select from public.sessions s where s.tenant_id = $1 and s.id = t.session_id and s.therapist_id = $2)', null),
  ('public.notification_channels', 13, true, null, null),
  ('public.conversation_threads', 14, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.id)', null),
  ('public.conversation_addresses', 15, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.patient_conversations', 16, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.conversation_tags', 17, true, null, null),
  ('public.conversation_thread_tags', 18, true, null, null),
  ('public.conversation_messages', 19, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.conversation_notes', 20, true, null, null),
  ('public.record_entries', 21, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', 'patient_id'),
  ('public.private_notes', 22, false, 't.author_id = $2', null),
  ('public.patient_documents', 23, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_files', 24, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.consents', 25, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.payers', 26, true, null, null),
  ('public.money_entries', 27, true, null, null),
  ('public.money_charges', 28, true, 't.therapist_id = $2', null),
  ('public.money_payments', 29, true, null, null),
  ('public.money_allocations', 30, true, null, null),
  ('public.session_packages', 31, true, null, null),
  ('public.package_consumptions', 32, true, null, null),
  ('public.session_bills', 33, true, null, null),
  ('public.monthly_fees', 34, true, null, null),
  ('public.receipts', 35, true, 't.therapist_id = $2', null),
  ('public.payout_entries', 36, true, 't.therapist_id = $2', null),
  ('public.whatsapp_credits_balance', 37, true, null, null),
  ('public.whatsapp_credits_transactions', 38, true, null, null)
on conflict (name) do update set
  position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition, record_column = excluded.record_column;

-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('tell_webhooks', 60, 12, 5, 900, false, null),
  ('deliver_webhook', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'tell_webhooks', 'app.webhooks_want'), ('patient.created', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.changed', 'tell_webhooks', 'app.webhooks_want'), ('patient.restored', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.archived', 'tell_webhooks', 'app.webhooks_want'), ('session.booked', 'tell_webhooks', 'app.webhooks_want'),
  ('session.moved', 'tell_webhooks', 'app.webhooks_want'), ('session.changed', 'tell_webhooks', 'app.webhooks_want'),
  ('session.status', 'tell_webhooks', 'app.webhooks_want'), ('session.joined', 'tell_webhooks', 'app.webhooks_want'),
  ('session.left', 'tell_webhooks', 'app.webhooks_want'), ('session.cancelled', 'tell_webhooks', 'app.webhooks_want'),
  ('payment.received', 'tell_webhooks', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An export says itself how far it is. A worker that dies is followed by the next one after a minute without progress.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, dead_function) values
  ('build_export', 60, 6, false, 'app.give_up_export'),
  ('remove_export', 60, 12, false, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Each step is a transaction of its own: whoever takes the job after a crash goes on with the next one.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed) values ('erase_person', 60, 30, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('run_retention', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;

-- Reasons first: what is kept names one.
insert into app.retention_rules (key, law, reason, years, counts_from) values
  ('record', 'Lei 13.787/2018, art. 6º', 'O prontuário é guardado por 20 anos a partir do último registro.', 20, 'last_record_entry'),
  ('fiscal', 'CTN, art. 173, I, e art. 195, parágrafo único', 'Registros de cobrança, pagamento e recibo são guardados por 5 anos, contados do fim do ano.', 5, 'end_of_year'),
  ('consent', 'LGPD, art. 8º, § 2º, e art. 16, I', 'A prova de que um termo foi aceito ou retirado é guardada enquanto pode ser exigida.', 5, 'erasure'),
  ('account', 'LGPD, art. 16, I, e art. 37', 'O registro de quem acessou e do que foi feito com os dados é guardado para prestar contas.', 5, 'erasure'),
  ('others', 'LGPD, art. 18', 'É também dado de outra pessoa, que não pediu a eliminação.', null, 'nothing')
on conflict (key) do update set law = excluded.law, reason = excluded.reason, years = excluded.years, counts_from = excluded.counts_from;
insert into app.personal_data (table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  -- who the person is
  ('public.patients', 'identity', 10, 't.id = any ($2)', 'clinic', null, 't.created_at', '{sort_name,sound,version,merged_into_id}', 'anonymise', null,
    'full_name = ''Pessoa anonimizada'', social_name = null, pronoun = null, gender = null, birth_date = null, cpf = null, cep = null, street = null, street_number = null, complement = null, district = null, city = null, state = null, note = null, archived_at = coalesce(t.archived_at, now()), version = t.version + 1', 90, null, null),
  ('public.contact_phones', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.contact_emails', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.patient_relations', 'relations', 30, '(t.patient_id = any ($2) or t.related_patient_id = any ($2))', 'clinic', null, 't.position', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_merges', null, 0, '(t.survivor_id = any ($2) or t.merged_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 85, null, 'what was merged is in the sections of what it is about'),
  ('app.patient_merge_rows', null, 0, 'exists (select from public.patient_merges m where m.tenant_id = t.tenant_id and m.id = t.merge_id and (m.survivor_id = any ($2) or m.merged_id = any ($2)))', 'nobody', null, '1', '{}', 'delete', null, null, 84, null, 'for the undo of a merge'),
  ('public.patient_distinctions', null, 0, '(t.low_id = any ($2) or t.high_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'two ids and nothing else'),
  -- what the person agreed to
  ('public.consents', 'consents', 40, 't.patient_id = any ($2)', 'clinic', null, 't.given_at', '{ip_hash,text_fingerprint}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_invites', null, 0, 't.patient_id = any ($2) or t.thread_id = any ($3)', 'nobody', null, '1', '{token_hash}', 'anonymise', null, 'thread_id = null, expires_at = least(t.expires_at, now())', 20, null, 'links that were sent; what was answered is in intake'),
  ('public.intake_submissions', 'intake', 50, 't.patient_id = any ($2)', 'clinic', null, 't.submitted_at', '{ip_hash,taken}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_answers', 'intake', 51, 'exists (select from public.intake_submissions s where s.tenant_id = t.tenant_id and s.id = t.submission_id and s.patient_id = any ($2))', 'treating', 'not t.is_clinical', 't.submission_id, t.section_key', '{}', 'delete', 'not t.is_clinical', null, 40, 'record', null),
  ('public.conversation_optouts', 'optouts', 60, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  -- the agenda
  ('public.sessions', 'sessions', 70, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id = any ($2))', 'clinic', null, 't.starts_at', '{during,version,blocks_time}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id <> all ($2))', 'title = null, note = null, cancel_reason = null, online_url = null', 40, 'others', null),
  ('public.session_patients', 'attendance', 71, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{position}', 'follows', null, null, 50, null, 'presence of an anonymous person'),
  ('app.session_events', 'session_history', 72, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id = any ($2))', 'clinic', null, 't.created_at', '{due_at}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id <> all ($2))', 'before = t.before - array[''title'', ''note'', ''cancel_reason'', ''online_url''], after = t.after - array[''title'', ''note'', ''cancel_reason'', ''online_url'']', 41, 'others', null),
  ('public.online_bookings', 'online_bookings', 73, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.waiting_list', 'waiting_list', 74, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_notices', 'notices', 75, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('app.session_notice_wishes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what is about to be told'),
  ('public.conversation_session_reminders_logs', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.due_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_calls', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.noted_at', '{}', 'delete', null, null, 40, null, null),
  ('public.webhook_deliveries', null, 0, 'exists (select from unnest($2 || $3) a where strpos(t.data::text, a::text) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what other systems of the clinic were told; it is in the other sections'),
  ('public.session_prices', 'prices', 77, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'follows', null, null, 50, null, 'a price of an anonymous person'),
  -- money
  ('public.payers', 'payer', 80, 't.id = any ($4)', 'desk', null, 't.created_at', '{identity}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_charges', 'charges', 81, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.due_on, t.id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_payments', 'payments', 82, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_entries', 'ledger', 83, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.number', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_reminders', 'money_reminders', 84, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{thread_key}', 'delete', null, null, 40, null, null),
  ('public.receipts', 'receipts', 85, 't.patient_id = any ($2)', 'desk', null, 't.issued_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.service_invoices', 'receipts', 85, 'exists (select from public.money_payments p where p.tenant_id = t.tenant_id and p.id = t.payment_id and p.payer_id = any ($4))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.waiting_list_offers', 'waiting_list', 74, 'exists (select from public.waiting_list w where w.tenant_id = t.tenant_id and w.id = t.entry_id and w.patient_id = any ($2))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 39, null, null),
  ('public.receita_saude_rows', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'lines of files for the tax office; the payments are in payments'),
  ('public.session_bills', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'how a charge was computed; it is in charges'),
  ('public.session_packages', 'packages', 86, '(t.patient_id = any ($2) or t.payer_id = any ($4))', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.package_consumptions', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'numbers of a package'),
  ('public.monthly_fees', 'monthly_fees', 87, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.payout_rules', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'what a therapist gets; a payer''s id and no word about anybody'),
  ('app.pix_charges', 'pix', 88, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{charging_until,asaas_customer_id}', 'keep', null, null, 50, 'fiscal', null),
  ('app.pix_events', null, 0, 'exists (select from app.pix_charges c where c.tenant_id = t.tenant_id and c.id = t.pix_charge_id and c.payer_id = any ($4))', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 40, null, 'what the bank told, as it came; the payment is in payments'),
  -- the record
  ('public.care_team', 'care_team', 90, 't.patient_id = any ($2)', 'clinic', null, 't.since', '{}', 'follows', null, null, 50, null, 'who treated an anonymous person: names of the team alone'),
  ('public.record_entries', 'record', 91, 't.patient_id = any ($2) and t.signed_at is not null', 'treating', null, 't.occurred_on, t.created_at', '{version}', 'keep', null, null, 50, 'record', null),
  ('public.record_entry_versions', null, 0, 'exists (select from public.record_entries e where e.tenant_id = t.tenant_id and e.id = t.entry_id and e.patient_id = any ($2))', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'drafts of what is signed in record'),
  ('public.private_notes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'private folder of the professional: named and withheld'),
  ('public.record_reads', 'record_reads', 92, 't.patient_id = any ($2) and t.note_id is null', 'clinic', null, 't.at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.record_break_glass', 'record_reads', 93, 't.patient_id = any ($2)', 'clinic', null, 't.opened_at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.patient_documents', 'documents', 94, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.issued_at', '{}', 'keep', null, null, 50, 'record', null),
  ('public.patient_files', 'files', 95, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.created_at', '{}', 'delete', 'not t.is_clinical and not exists (select from public.patient_documents d where d.tenant_id = t.tenant_id and d.file_id = t.id)', null, 40, 'record', null),
  -- conversations
  ('public.conversation_threads', 'conversations', 100, 't.id = any ($3)', 'clinic', null, 't.created_at', '{tag_ids,thread_key,picture_path,last_message_preview}', 'delete', null, null, 80, null, null),
  ('public.conversation_addresses', 'conversations', 101, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 79, null, null),
  ('public.conversation_messages', 'messages', 102, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at, t.id', '{client_id,provider,provider_message_id,reply_to_provider_id,error_detail,next_attempt_at}', 'delete', null, null, 70, null, null),
  ('app.message_words', null, 0, 'exists (select from public.conversation_messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.thread_id = any ($3))', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'words of messages for the search: they go with them'),
  ('public.conversation_notes', 'team_notes', 103, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 61, null, null),
  ('app.conversation_note_edits', null, 0, 'exists (select from public.conversation_notes n where n.tenant_id = t.tenant_id and n.id = t.note_id and n.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'earlier words of team_notes'),
  ('public.scheduled_messages', 'scheduled', 104, 't.thread_id = any ($3)', 'clinic', null, 't.send_at', '{}', 'delete', null, null, 60, null, null),
  ('public.conversation_drafts', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what somebody of the clinic began to write and did not send'),
  ('public.conversation_pins', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'order of somebody''s list'),
  ('public.conversation_thread_tags', 'tags', 105, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_conversations', null, 0, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 78, null, 'which conversations are the person''s: they are in conversations'),
  ('app.conversation_events', 'conversation_history', 106, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 60, null, null),
  ('app.contact_pictures', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'the picture of a profile, which its owner has'),
  ('public.conversation_autoreply_log', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'why an automatic answer was sent; the answer is in messages'),
  ('app.first_answers', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until an answer'),
  ('app.resolutions', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until a conversation was finished'),
  ('app.known_names', 'known_names', 107, 't.address = any ($5)', 'clinic', null, 't.address', '{}', 'delete', null, null, 60, null, null),
  ('public.notifications', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what the team was told'),
  ('public.tasks', 'tasks', 108, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.workflow_runs', 'workflows', 109, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.started_at', '{event_key,chain}', 'delete', null, null, 62, null, null),
  ('public.workflow_steps', null, 0, 'exists (select from public.workflow_runs r where r.tenant_id = t.tenant_id and r.id = t.run_id and (r.patient_id = any ($2) or r.thread_id = any ($3)))', 'nobody', null, '1', '{}', 'delete', null, null, 61, null, 'how a workflow went'),
  -- sales
  ('public.contacts', 'sales', 112, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'full_name = ''Pessoa anonimizada'', job = null, note = null, custom = ''{}''', 62, null, null),
  ('public.deals', 'sales', 113, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'title = ''Oportunidade'', note = null, lost_note = null, custom = ''{}''', 61, null, null),
  ('public.crm_leads', 'sales', 114, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'delete', null, null, 60, null, null),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'follows', null, null, 50, null, 'which copies were asked for; their files are removed when an erasure begins'),
  ('public.privacy_requests', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{token_hash}', 'keep', null, null, 50, 'account', null),
  ('public.erasures', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{scope,counts,step,total}', 'follows', null, null, 50, null, 'the certificate, which names nobody'),
  ('app.retained_identities', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'who the person was, by law: the certificate names it'),
  ('public.audit_logs', null, 0, 't.entity_id = any ($2::text[])', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'that something was done stays; what it said is erased when an erasure ends')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;
