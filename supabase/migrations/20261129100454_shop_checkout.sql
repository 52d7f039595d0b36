-- shop checkout: A stranger buys in the shop: order lines with dates and times, what a buyer typed, and what sending costs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."order_items"
  DROP CONSTRAINT "item_is_of_its_kind";

ALTER TABLE "public"."order_items"
  DROP CONSTRAINT "item_kind_is_known";

DROP FUNCTION "app"."add_online_patient"(uuid, text, text, text);

CREATE TABLE "public"."order_buyers" (
  "tenant_id"     uuid                     NOT NULL,
  "order_id"      uuid                     NOT NULL,
  "full_name"     text                     NOT NULL,
  "phone"         text                     NOT NULL,
  "email"         text                     NOT NULL,
  "cpf"           text,
  "accepted_text" text                     NOT NULL,
  "accepted_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "delivery_kind" text,
  "delivery_name" text,
  "days_min"      smallint,
  "days_max"      smallint,
  "cep"           text,
  "street"        text,
  "number"        text,
  "complement"    text,
  "district"      text,
  "city"          text,
  "state"         text,
  CONSTRAINT "address_fits"
    CHECK
    (((char_length(street) <= 200) AND (char_length(number) <= 20) AND (char_length(complement) <= 100) AND (char_length(district) <= 100) AND (char_length(city) <= 100) AND
    (char_length(delivery_name) <= 60))),
  CONSTRAINT "buyer_cpf_has_its_digits" CHECK ((cpf ~ '^[0-9A-Z]{11,14}$'::text)),
  CONSTRAINT "buyer_email_fits" CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
  CONSTRAINT "buyer_phone_is_e164" CHECK ((phone ~ '^\+[1-9][0-9]{7,14}$'::text)),
  CONSTRAINT "delivery_is_known" CHECK ((delivery_kind = ANY (ARRAY['pickup'::text, 'ship'::text]))),
  CONSTRAINT "order_buyers_pkey" PRIMARY KEY (tenant_id, order_id),
  CONSTRAINT "sent_has_an_address" CHECK (((delivery_kind IS DISTINCT FROM 'ship'::text) OR ((cep ~ '^[0-9]{8}$'::text) AND (street IS NOT NULL) AND (number IS
    NOT NULL) AND (city IS NOT NULL) AND (state ~ '^[A-Z]{2}$'::text)))),
  CONSTRAINT "buyer_is_one_plain_line" CHECK (((full_name = app.normalize_name(full_name)) AND ((char_length(full_name) >= 2) AND (char_length(full_name) <= 120))))
);

ALTER TABLE "public"."order_buyers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_buyers" FROM "anon";

CREATE TABLE "public"."shipping_rates" (
  "tenant_id"       uuid     NOT NULL,
  "id"              uuid     NOT NULL DEFAULT gen_random_uuid(),
  "name"            text     NOT NULL,
  "cep_from"        text     NOT NULL,
  "cep_to"          text     NOT NULL,
  "max_grams"       integer,
  "price_cents"     integer  NOT NULL,
  "free_from_cents" integer,
  "days_min"        smallint NOT NULL,
  "days_max"        smallint NOT NULL,
  "position"        smallint NOT NULL,
  CONSTRAINT "rate_is_an_amount" CHECK (price_cents >= 0 AND price_cents <= 10000000 AND free_from_cents >= 0 AND free_from_cents <= 100000000),
  CONSTRAINT "rate_is_of_a_range" CHECK (((cep_from ~ '^[0-9]{8}$'::text) AND (cep_to ~ '^[0-9]{8}$'::text) AND (cep_from <= cep_to))),
  CONSTRAINT "rate_takes_some_days" CHECK (days_min >= 0 AND days_min <= days_max AND days_max <= 120),
  CONSTRAINT "rate_weighs_something" CHECK (((max_grams >= 1) AND (max_grams <= 1000000))),
  CONSTRAINT "shipping_rates_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "rate_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."shipping_rates"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."shipping_rates" FROM "anon";

ALTER TABLE "public"."catalog_items"
  ADD COLUMN "therapist_id" uuid;

ALTER TABLE "public"."catalog_items"
  ADD COLUMN "weight_grams" integer;

ALTER TABLE "public"."order_items"
  ADD COLUMN "slot_id" uuid;

ALTER TABLE "public"."shop_settings"
  ADD COLUMN "offers_pickup" boolean NOT NULL DEFAULT true;

ALTER TABLE "public"."shop_settings"
  ADD COLUMN "pickup_note" text;

ALTER TABLE "public"."shop_settings"
  ADD COLUMN "hold_minutes" smallint NOT NULL DEFAULT 120;

CREATE OR REPLACE FUNCTION app.add_online_patient (
  p_tenant_id   uuid,
  p_full_name   text,
  p_social_name text,
  p_phone       text,
  p_note        text DEFAULT 'Cadastro novo, vindo do agendamento online.'::text
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
  values (p_tenant_id, v_id, p_full_name, p_social_name, p_note);
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
  values (p_tenant_id, 'patient', v_id, p_phone, true, 1);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_patient(p_tenant_id, v_id);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_id));
  return v_id;
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
    'email', case when v_order.channel = 'shop' then (
      select b.email from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = p_order_id)
    else (select y.email from public.payers y where y.tenant_id = p_tenant_id and y.id = v_order.payer_id) end,
    'thread_key', (select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_order.thread_id),
    'key', app.stripe_key(p_tenant_id, v_row.account_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_order_pix (
  p_tenant_id uuid,
  p_id        uuid,
  p_order_id  uuid,
  p_cpf_cnpj  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders := app.lock_order(p_tenant_id, p_order_id);
  v_document text := coalesce(app.trimmed(p_cpf_cnpj, 40), (
    select b.cpf from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = p_order_id));
begin
  if v_order.state = 'cancelled' or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  elsif v_order.channel = 'shop' and v_document is null then
    raise sqlstate 'PT400' using message = 'payer_document_required';
  end if;
  return app.begin_pix(p_tenant_id, p_id, array[app.order_charge(p_tenant_id, p_order_id)], v_document);
end;
$function$;

CREATE OR REPLACE FUNCTION app.book_shop_time (
  p_tenant_id       uuid,
  p_therapist_id    uuid,
  p_session_type_id uuid,
  p_at              timestamp with time zone,
  p_patient_id      uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.sessions;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_day date := (p_at at time zone v_zone)::date;
  v_room uuid;
begin
  select s.room_id into v_room from app.online_slots(p_tenant_id, array[p_therapist_id], p_session_type_id, v_day, v_day) s where s.starts_at = p_at;
  if not found then
    raise sqlstate 'PT409' using message = 'time_taken';
  end if;
  perform app.lock_agenda(p_tenant_id, array[p_therapist_id], array[v_room]);
  -- who waited for the lock looks again
  if not exists (
    select from app.online_slots(p_tenant_id, array[p_therapist_id], p_session_type_id, v_day, v_day) s
    where s.starts_at = p_at and s.room_id is not distinct from v_room) then
    raise sqlstate 'PT409' using message = 'time_taken';
  end if;
  v_row := app.typed_session(p_tenant_id, jsonb_build_object('therapist_id', p_therapist_id, 'session_type_id', p_session_type_id,
    'room_id', v_room, 'start_local', app.local_text(p_at, v_zone)));
  v_row.id := gen_random_uuid();
  v_row.ends_at := p_at + (v_row.ends_at - v_row.starts_at);
  -- of a time that the clock shows twice it is the one that was chosen
  v_row.starts_at := p_at;
  perform app.insert_session(v_row, array[p_patient_id]);
  -- who has not paid is told nothing yet; the voucher says it
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.session_id = v_row.id;
  perform app.publish_sessions(p_tenant_id, array[v_row.id]);
  return v_row.id;
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken';
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_buyer (
  p_buyer jsonb,
  p_quote jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(f) - 'delivery' || jsonb_build_object('problems', jsonb_strip_nulls(jsonb_build_object(
    'full_name', case when coalesce(char_length(f.full_name), 0) < 2 then 'required' when f.full_name ~* '(https?:|www\.|[<>{}])' then 'invalid' end,
    'phone', case when f.phone is null then 'invalid' end,
    'email', case when f.email is null then 'invalid' end,
    'cpf', case when p_buyer ->> 'cpf' ~ '\S' and f.cpf is null then 'invalid' when f.cpf is null and f.delivery = 'ship' then 'required' end,
    'accepted', case when p_buyer -> 'accepted' is distinct from 'true' then 'required' end,
    'delivery', case when p_quote -> 'ships' = 'true' and f.delivery is null then 'required' end,
    'cep', case when f.delivery = 'ship' and f.cep is null then 'invalid' end,
    'street', case when f.delivery = 'ship' and f.street is null then 'required' end,
    'number', case when f.delivery = 'ship' and f.number is null then 'required' end,
    'city', case when f.delivery = 'ship' and f.city is null then 'required' end,
    'state', case when f.delivery = 'ship' and f.state is null then 'invalid' end)))
  from (
    select app.trimmed(p_buyer ->> 'full_name', 120) as full_name, app.normalize_phone(left(p_buyer ->> 'phone', 40)) as phone,
      app.normalize_email(left(p_buyer ->> 'email', 254)) as email, app.normalise_cpf_cnpj(left(p_buyer ->> 'cpf', 30)) as cpf,
      p_quote #>> '{way,kind}' as delivery, p_quote ->> 'cep' as cep, app.trimmed(p_buyer ->> 'street', 200) as street,
      app.trimmed(p_buyer ->> 'number', 20) as number, app.trimmed(p_buyer ->> 'complement', 100) as complement,
      app.trimmed(p_buyer ->> 'district', 100) as district, app.trimmed(p_buyer ->> 'city', 100) as city,
      substring(upper(btrim(left(p_buyer ->> 'state', 10))) from '^[A-Z]{2}$') as state
  ) f;
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
    select i.id, i.kind, i.session_id, i.patient_id, i.total_cents from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.session_id is not null and i.entry_id is null and i.total_cents > 0
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
    v_entry.note := case v_item.kind when 'deposit' then 'Sinal da sessão, pago no pedido' else 'Sessão paga no pedido' end;
    perform app.post_payment(v_entry);
    -- the session may be charged already; otherwise it is credit until it is
    perform app.pay_charges(p_tenant_id, array[v_entry.id], array(
      select c.id from public.money_charges c
      where c.tenant_id = p_tenant_id and c.session_id = v_item.session_id and c.patient_id = v_item.patient_id and c.reversed_at is null));
    update public.order_items i set entry_id = v_entry.id, fulfilled = case when i.kind = 'deposit' then 1 else i.fulfilled end
    where i.tenant_id = p_tenant_id and i.id = v_item.id;
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
  perform app.give_seats_back(p_order.tenant_id, p_order.id);
  -- sessions are locked before orders: their time is free a moment later
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'free_order_times', jsonb_build_object('order_id', p_order.id)
  where exists (
    select from public.order_items i
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'product' and i.session_id is not null);
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'expire_checkout', jsonb_build_object('checkout_id', k.id) from app.stripe_checkouts k
  where k.tenant_id = p_order.tenant_id and k.order_id = p_order.id and k.state = 'open' and k.session_id is not null;
  perform app.note_order(p_order.tenant_id, p_order.id, p_how);
  perform app.publish_event(p_order.tenant_id, 'order.cancelled', jsonb_build_object('order_id', p_order.id));
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.free_order_times (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_sessions uuid[];
  v_order public.orders;
begin
  v_sessions := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and s.status in ('scheduled', 'confirmed') and s.id in (
      select i.session_id from public.order_items i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.session_id is not null)
    order by s.id for update);
  if cardinality(v_sessions) = 0 then
    return 0;
  end if;
  -- money that comes at the same moment finds the sessions standing, or comes before and keeps them
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.expired_at is null and v_order.cancelled_at is null then
    return 0;
  end if;
  perform app.cancel_sessions(p_tenant_id, v_sessions, 'Pedido nº ' || v_order.number || ' encerrado');
  -- nobody was told of a time that was never paid
  delete from app.session_notice_wishes w
  where w.tenant_id = p_tenant_id and w.session_id = any (v_sessions) and v_order.paid_at is null;
  perform app.publish_sessions(p_tenant_id, v_sessions);
  return cardinality(v_sessions);
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_contact_to_patient (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- the rows go over as they are; what the patient has already is not there twice
  delete from public.contact_phones c using public.contact_phones o
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id and o.tenant_id = p_tenant_id
    and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.phone = c.phone;
  delete from public.contact_emails c using public.contact_emails o
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id and o.tenant_id = p_tenant_id
    and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.email = c.email;
  update public.contact_phones c set entity_type = 'patient', entity_id = p_patient_id, is_primary = c.is_primary and not exists (
    select from public.contact_phones o where o.tenant_id = p_tenant_id and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.is_primary)
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id;
  update public.contact_emails c set entity_type = 'patient', entity_id = p_patient_id, is_primary = c.is_primary and not exists (
    select from public.contact_emails o where o.tenant_id = p_tenant_id and o.entity_type = 'patient' and o.entity_id = p_patient_id and o.is_primary)
  where c.tenant_id = p_tenant_id and c.entity_type = 'contact' and c.entity_id = p_id;
  update public.contacts c set patient_id = p_patient_id, version = c.version + 1,
    full_name = (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id)
  where c.tenant_id = p_tenant_id and c.id = p_id;
  perform app.note_sale(p_tenant_id, 'contact', p_id, 'became_patient', '{}', jsonb_build_object('patient_id', p_patient_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_seats_back (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_slots     jsonb DEFAULT NULL::jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_lines jsonb;
begin
  if not exists (
    select from public.seat_holds h where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id) then
    return;
  end if;
  if p_slots is null then
    perform app.release_seats(p_tenant_id, 'order', p_order_id);
  else
    perform app.lock_seats(p_tenant_id, 'order', p_order_id);
  end if;
  select jsonb_agg(jsonb_build_object('slot_id', x.slot_id, 'quantity', x.quantity)) into v_lines
  from (
    select h.slot_id, case when p_slots is null then sum(h.quantity - h.returned)
      else least(sum(h.quantity - h.returned), (p_slots ->> h.slot_id::text)::integer) end as quantity
    from public.seat_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id and h.state = 'taken' group by h.slot_id
  ) x
  where x.quantity > 0;
  if v_lines is not null then
    perform app.return_seats(p_tenant_id, 'order', p_order_id, v_lines);
  end if;
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
  v_seats jsonb := app.order_seat_lines(p_order.tenant_id, p_order.id);
begin
  if exists (
    select from public.order_items i
    join public.sessions s on s.tenant_id = p_order.tenant_id and s.id = i.session_id and s.status = 'cancelled'
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'product') then
    -- whoever waited too long has lost the time; a person finds another
    raise sqlstate 'PT409' using message = 'time_taken';
  end if;
  if v_lines <> '[]' then
    perform app.hold_stock(p_order.tenant_id, v_lines, 'order', p_order.id, p_expires_at);
  end if;
  if v_seats = '[]' then
    return;
  end if;
  perform app.lock_seats(p_order.tenant_id, 'order', p_order.id, array(select (l ->> 'slot_id')::uuid from jsonb_array_elements(v_seats) l));
  if exists (
    select from jsonb_to_recordset(v_seats) l (slot_id uuid, quantity integer)
    left join public.seat_holds h on h.tenant_id = p_order.tenant_id and h.owner_kind = 'order' and h.owner_id = p_order.id
      and h.slot_id = l.slot_id and h.state = 'open'
    where h.quantity is distinct from l.quantity) then
    perform app.hold_seats(p_order.tenant_id, v_seats, 'order', p_order.id, p_expires_at);
  else
    -- a date that has begun meanwhile is still theirs
    update public.seat_holds h set expires_at = p_expires_at
    where h.tenant_id = p_order.tenant_id and h.owner_kind = 'order' and h.owner_id = p_order.id and h.state = 'open'
      and h.expires_at is distinct from p_expires_at;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_shop_times (
  p_slug    text,
  p_item    text,
  p_from    date,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
  v_item record;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  select i.therapist_id, y.id as type_id, y.minutes, y.is_online, t.name, case when t.council is not null and t.council <> 'other'
    then concat_ws(' ', t.council, t.council_region, t.council_number) end as council
  into v_item from public.catalog_items i
  join public.products q on q.tenant_id = v_shop.tenant_id and q.id = i.product_id and q.archived_at is null
  join public.product_kinds k on k.key = q.kind and not k.gives_sessions
  join public.session_types y on y.tenant_id = v_shop.tenant_id and y.id = q.session_type_id and y.archived_at is null
  join public.therapists t on t.tenant_id = v_shop.tenant_id and t.user_id = i.therapist_id and t.is_active
  where i.tenant_id = v_shop.tenant_id and i.slug = p_item and i.is_published;
  if v_item.type_id is null then
    return '{"state": "none"}';
  end if;
  return jsonb_build_object('state', 'open', 'therapist', v_item.name, 'council', v_item.council, 'minutes', v_item.minutes,
    'is_online', v_item.is_online, 'time_zone', app.clinic_zone(v_shop.tenant_id))
    || app.online_days(v_shop.tenant_id, v_item.therapist_id, v_item.type_id, p_from);
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
    'created_at', o.created_at, 'page_key', o.page_key, 'buyer', (
      select to_jsonb(b) - 'tenant_id' - 'order_id' from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = o.id),
    'items', coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'variant_id', i.variant_id, 'session_id', i.session_id, 'name', i.name,
        'sku', i.sku, 'quantity', i.quantity, 'price_cents', i.price_cents, 'discount_cents', i.discount_cents, 'coupon_cents', i.coupon_cents,
        'total_cents', i.total_cents, 'fulfilled', i.fulfilled, 'returned', i.returned,
        'gives_sessions', i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id), 'patient_id', i.patient_id, 'starts_at', coalesce(
          (select s.starts_at from public.schedule_slots s where s.tenant_id = p_tenant_id and s.id = i.slot_id),
          (select s.starts_at from public.sessions s where s.tenant_id = p_tenant_id and s.id = i.session_id))) order by i.position)
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

CREATE OR REPLACE FUNCTION app.order_seat_lines (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('slot_id', x.slot_id, 'quantity', x.quantity) order by x.slot_id), '[]')
  from (
    select i.slot_id, sum(i.quantity - i.returned) - coalesce((
      select sum(h.quantity - h.returned) from public.seat_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id and h.slot_id = i.slot_id and h.state = 'taken'), 0) as quantity
    from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.slot_id is not null group by i.slot_id
  ) x
  where x.quantity > 0;
$function$;

CREATE OR REPLACE FUNCTION app.order_ways (
  p_order     public.orders,
  p_due_cents integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'card', p_due_cents >= 50 and exists (
      select from app.stripe_accounts a
      where a.tenant_id = p_order.tenant_id and a.disconnected_at is null and a.key_refused_at is null),
    'pix', p_due_cents > 0 and exists (
      select from app.pix_accounts a where a.tenant_id = p_order.tenant_id and a.disconnected_at is null),
    'needs_document', case when p_order.channel = 'shop' then not exists (
      select from public.order_buyers b where b.tenant_id = p_order.tenant_id and b.order_id = p_order.id and b.cpf is not null)
    else not exists (
      select from public.payers y
      left join public.patients q on q.tenant_id = p_order.tenant_id and q.id = y.patient_id
      where y.tenant_id = p_order.tenant_id and y.id = p_order.payer_id and (coalesce(y.cpf, q.cpf) is not null
        or y.identity <> 'counter' and exists (
          select from app.pix_charges p where p.tenant_id = p_order.tenant_id and p.payer_id = y.id))) end);
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
  v_thread public.conversation_threads;
  v_person uuid;
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
    select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_order ->> 'thread_key';
    if v_thread.id is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
    if v_contact.id is null and v_patient is null and not v_thread.is_group then
      v_person := app.contact_of_conversation(p_tenant_id, v_thread);
      select * into v_contact from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_person;
      v_patient := v_contact.patient_id;
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
  values (p_tenant_id, p_id, v_number, coalesce(p_order ->> 'channel', 'desk'), v_payer, v_contact.id, v_patient, v_thread.id, 0,
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
    elsif v_line ->> 'shipping' is not null then
      insert into public.order_items (tenant_id, order_id, position, kind, name, quantity, price_cents)
      values (p_tenant_id, p_id, v_position, 'shipping', v_line ->> 'shipping', 1, (v_line ->> 'price_cents')::integer);
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
      insert into public.order_items (tenant_id, order_id, position, variant_id, slot_id, session_id, patient_id, name, sku, quantity, price_cents, discount_cents)
      values (p_tenant_id, p_id, v_position, v_variant.id, app.typed_id(v_line ->> 'slot_id'), app.typed_id(v_line ->> 'booked_id'),
        case when v_line ->> 'booked_id' is not null then v_patient end, v_variant.name, v_variant.sku, v_quantity, v_price, v_discount);
    end if;
  end loop;
  update public.orders o set subtotal_cents = (
    select sum(i.quantity * i.price_cents - i.discount_cents) from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_id)
  where o.tenant_id = p_tenant_id and o.id = p_id;
  if nullif(btrim(p_order ->> 'coupon'), '') is not null then
    perform app.use_coupon(p_tenant_id, p_order ->> 'coupon', p_id, v_payer);
  end if;
  -- what was booked with it costs what was paid for it
  update public.sessions s set price_cents = i.total_cents from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_id and i.kind = 'product' and s.tenant_id = p_tenant_id and s.id = i.session_id;
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

CREATE OR REPLACE FUNCTION app.place_shop_order (
  p_slug       text,
  p_form_token text,
  p_cart       jsonb,
  p_buyer      jsonb,
  p_ip_hash    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings := app.shop_of(p_slug);
  v_id uuid;
  v_quote jsonb;
  v_typed jsonb;
  v_order public.orders;
begin
  if not app.take_turn('shop:buy:' || coalesce(p_ip_hash, '-'), 40, interval '1 hour') then
    return '{"state": "limited"}';
  elsif v_shop.tenant_id is null or coalesce(char_length(p_form_token), 0) < 20 then
    return '{"state": "unknown"}';
  end if;
  -- the id says nothing of the form: who knows an order cannot ask for its page
  v_id := left(encode(sha256(convert_to('shop:' || v_shop.tenant_id || ':' || p_form_token, 'UTF8')), 'hex'), 32)::uuid;
  perform pg_advisory_xact_lock(hashtextextended('shop:' || v_id, 0));
  -- sent twice, or sent again after the back button: the same order
  select * into v_order from public.orders o where o.tenant_id = v_shop.tenant_id and o.id = v_id;
  if v_order.id is not null then
    return jsonb_build_object('state', 'placed', 'tenant_id', v_shop.tenant_id, 'page_key', v_order.page_key);
  end if;
  v_quote := app.quote_shop(v_shop, p_cart);
  v_typed := app.checked_buyer(p_buyer, v_quote);
  if v_quote -> 'is_ready' = 'false' then
    return jsonb_build_object('state', 'short', 'shop', app.shop_frame(v_shop), 'quote', v_quote);
  elsif v_typed -> 'problems' <> '{}' then
    return jsonb_build_object('state', 'invalid', 'shop', app.shop_frame(v_shop), 'quote', v_quote, 'problems', v_typed -> 'problems');
  elsif v_quote -> 'total_cents' is distinct from p_cart -> 'expected_cents' then
    return jsonb_build_object('state', 'changed', 'shop', app.shop_frame(v_shop), 'quote', v_quote);
  elsif not app.take_turn('shop:phone:' || v_shop.tenant_id || ':' || encode(sha256(convert_to(v_typed ->> 'phone', 'UTF8')), 'hex'), 12, interval '1 day')
    or not app.take_turn('shop:clinic:' || v_shop.tenant_id, 300, interval '1 hour') then
    return '{"state": "limited"}';
  end if;
  begin
    v_order := app.write_shop_order(v_shop, v_id, p_cart, v_quote, v_typed || jsonb_build_object('accepted_text', left(p_buyer ->> 'accepted_text', 4000)));
  exception when sqlstate 'PT409' or sqlstate 'PT404' then
    -- somebody was quicker, or the coupon is used up: the cart stays, and says what changed
    return jsonb_build_object('state', case when sqlerrm like 'coupon%' then 'coupon' when sqlerrm = 'total_changed' then 'changed' else 'short' end, 'shop', app.shop_frame(v_shop),
      'quote', app.quote_shop(v_shop, p_cart), 'code', sqlerrm);
  end;
  return jsonb_build_object('state', 'placed', 'tenant_id', v_shop.tenant_id, 'page_key', v_order.page_key);
end;
$function$;

CREATE OR REPLACE FUNCTION app.quote_coupon (
  p_tenant_id uuid,
  p_code      text,
  p_lines     jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_coupon public.coupons;
  v_today date := app.clinic_today(p_tenant_id);
  v_is_limited boolean := app.profession_limits(p_tenant_id, 'coupons') <> '{}';
  v_base integer;
begin
  select * into v_coupon from public.coupons c
  where c.tenant_id = p_tenant_id and c.code = upper(btrim(p_code)) and c.archived_at is null
    and coalesce(c.starts_on, v_today) <= v_today and coalesce(c.ends_on, v_today) >= v_today and c.uses < coalesce(c.max_uses, c.uses + 1);
  select coalesce(sum(l.cents), 0) into v_base from jsonb_to_recordset(p_lines) l (variant_id uuid, cents integer)
  where not v_is_limited or not app.is_care_item(p_tenant_id, l.variant_id);
  if v_coupon.id is null or v_base = 0 or v_base < v_coupon.minimum_cents then
    return null;
  end if;
  return least(v_base, case v_coupon.kind when 'percent' then round(v_base::numeric * v_coupon.value / 100)::int else v_coupon.value end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.quote_shop (
  p_shop public.shop_settings,
  p_cart jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_lines jsonb;
  v_subtotal integer;
  v_goods integer;
  v_grams integer;
  v_ships boolean;
  v_patient boolean;
  v_off integer;
  v_cep text := substring(regexp_replace(left(p_cart ->> 'cep', 20), '[^0-9]', '', 'g') from '^[0-9]{8}$');
  v_ways jsonb := '[]';
  v_way jsonb;
  v_code text := app.trimmed(p_cart ->> 'coupon', 30);
begin
  select coalesce(jsonb_agg(to_jsonb(l) - 'therapist_id' || jsonb_build_object('has_time', l.therapist_id is not null, 'at', p_cart -> 'lines' -> (l.n - 1) ->> 'at')
      order by l.n), '[]'),
    coalesce(sum(l.quantity * l.price_cents), 0), coalesce(sum(l.quantity * l.price_cents) filter (where l.is_shipped), 0),
    least(coalesce(sum(l.quantity * l.grams) filter (where l.is_shipped), 0), 2000000000), coalesce(bool_or(l.is_shipped), false),
    coalesce(bool_or(l.needs_patient), false)
  into v_lines, v_subtotal, v_goods, v_grams, v_ships, v_patient
  from app.shop_lines(p_shop.tenant_id, p_cart -> 'lines') l;
  if v_code is not null then
    v_off := app.quote_coupon(p_shop.tenant_id, v_code, (
      select jsonb_agg(jsonb_build_object('variant_id', l ->> 'variant_id', 'cents', (l ->> 'quantity')::bigint * (l ->> 'price_cents')::bigint))
      from jsonb_array_elements(v_lines) l where l ->> 'price_cents' is not null));
  end if;
  if v_ships then
    v_ways := app.shipping_options(p_shop, v_cep, v_grams, v_goods);
    select w into v_way from jsonb_array_elements(v_ways) w where w ->> 'id' = p_cart ->> 'delivery';
  end if;
  return jsonb_build_object('lines', v_lines, 'subtotal_cents', v_subtotal, 'coupon', upper(v_code), 'coupon_fits', v_off is not null,
    'discount_cents', coalesce(v_off, 0), 'ships', v_ships, 'needs_patient', v_patient, 'grams', v_grams, 'cep', v_cep, 'ways', v_ways, 'way', v_way,
    'shipping_cents', coalesce((v_way ->> 'price_cents')::integer, 0),
    'total_cents', v_subtotal - coalesce(v_off, 0) + coalesce((v_way ->> 'price_cents')::integer, 0),
    'is_ready', v_lines <> '[]' and not exists (select from jsonb_array_elements(v_lines) l where l ->> 'problem' is not null),
    'pays_online', exists (select from app.stripe_accounts a where a.tenant_id = p_shop.tenant_id and a.disconnected_at is null)
      or exists (select from app.pix_accounts a where a.tenant_id = p_shop.tenant_id and a.disconnected_at is null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.quote_shop_cart (
  p_slug    text,
  p_cart    jsonb,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
begin
  if not app.take_turn('shop:cart:' || coalesce(p_ip_hash, '-'), 300, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop), 'quote', app.quote_shop(v_shop, p_cart));
end;
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
  into v_items from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind <> 'shipping';
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
    perform app.take_seats(p_tenant_id, 'order', p_order_id);
    -- packages lock the patient's sessions: not while money is told
    insert into app.jobs (tenant_id, kind, payload)
    select p_tenant_id, 'sell_packages', jsonb_build_object('order_id', p_order_id)
    where exists (
      select from public.order_items i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id));
    perform app.publish_event(p_tenant_id, 'order.paid', jsonb_build_object('order_id', p_order_id));
    select * into v_new from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  end if;
  perform app.broadcast(p_tenant_id, 'orders', jsonb_build_object('id', p_order_id, 'number', v_new.number, 'state', v_new.state));
  return v_new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.shipping_options (
  p_shop  public.shop_settings,
  p_cep   text,
  p_grams integer,
  p_cents integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with ways as (
    select 'pickup' as id, 'pickup' as kind, 'Retirar na clínica' as name, 0 as price_cents, null::int as days_min, null::int as days_max,
      coalesce(p_shop.pickup_note, p_shop.address) as note, 0 as position
    where p_shop.offers_pickup
    union all
    select * from (
      select distinct on (r.name) 'rate:' || r.id, 'ship', r.name, case when p_cents >= r.free_from_cents then 0 else r.price_cents end as price_cents,
        r.days_min::int, r.days_max::int, null::text, r.position::int
      from public.shipping_rates r
      where r.tenant_id = p_shop.tenant_id and p_cep between r.cep_from and r.cep_to and p_grams <= coalesce(r.max_grams, p_grams)
      order by r.name, 4, r.position, r.id
    ) rates
  )
  select coalesce(jsonb_agg(to_jsonb(w) - 'position' order by w.position, w.price_cents, w.id), '[]') from ways w;
$function$;

CREATE OR REPLACE FUNCTION app.shop_buyer (
  p_tenant_id  uuid,
  p_full_name  text,
  p_phone      text,
  p_email      text,
  p_is_patient boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_found record;
  v_contact uuid;
  v_patient uuid;
begin
  perform app.lock_identity(p_tenant_id, array[p_phone, p_email]);
  if p_is_patient then
    v_patient := app.patient_who_booked(p_tenant_id, p_phone, array[p_full_name]);
    if v_patient is not null then
      return jsonb_build_object('patient_id', v_patient);
    end if;
    v_patient := app.add_online_patient(p_tenant_id, p_full_name, null, p_phone, 'Cadastro novo, vindo da loja.');
  end if;
  select m.entity, m.id, c.patient_id into v_found
  from app.contact_matches(p_tenant_id, p_full_name, array[p_phone], case when p_is_patient then '{}' else array[p_email] end) m
  left join public.contacts c on m.entity = 'contact' and c.tenant_id = p_tenant_id and c.id = m.id
  where m.is_sure and (v_patient is null or m.entity = 'contact' and c.patient_id is null) limit 1;
  if v_patient is not null then
    if v_found.id is not null then
      perform from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_found.id for update;
      perform app.give_contact_to_patient(p_tenant_id, v_found.id, v_patient);
    else
      insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
      values (p_tenant_id, 'patient', v_patient, p_email, true, 1);
    end if;
    return jsonb_build_object('patient_id', v_patient);
  end if;
  v_contact := case v_found.entity when 'patient' then app.contact_of_patient(p_tenant_id, v_found.id, 'shop') when 'contact' then v_found.id end;
  return jsonb_build_object('contact_id', coalesce(v_contact, app.upsert_contact(p_tenant_id, p_full_name, p_phone, p_email, null, 'shop')));
end;
$function$;

CREATE OR REPLACE FUNCTION app.shop_lines (
  p_tenant_id uuid,
  p_lines     jsonb
)
  RETURNS TABLE (
    n               integer,
    variant_id      uuid,
    slot_id         uuid,
    at              timestamp with time zone,
    quantity        integer,
    name            text,
    slug            text,
    kind            text,
    price_cents     integer,
    is_shipped      boolean,
    needs_patient   boolean,
    grams           integer,
    therapist_id    uuid,
    session_type_id uuid,
    at_local        text,
    place           text,
    available       integer,
    problem         text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with typed as (
    select l.n::int, app.typed_id(l.line ->> 'variant_id') as variant_id, app.typed_id(l.line ->> 'slot_id') as slot_id,
      app.online_moment(l.line ->> 'at') as at, least(greatest(coalesce(app.typed_number(l.line ->> 'quantity'), 1), 1), 99) as quantity
    from jsonb_array_elements(case jsonb_typeof(p_lines) when 'array' then p_lines else '[]' end) with ordinality l (line, n) where l.n <= 30
  ), found as (
    select t.*, v.tracks_stock, app.variant_name(q.name, v.choices) as name, i.slug, q.kind, v.price_cents, k.is_shipped, k.has_seats, k.gives_sessions,
      coalesce(i.weight_grams, 300) as grams, y.id as session_type_id, h.user_id as therapist_id, s.id as known_slot, s.starts_at, s.place,
      case when s.cancelled_at is null and s.starts_at > now() then s.capacity - s.reserved - s.sold else 0 end as seats,
      i.is_published and q.archived_at is null and v.archived_at is null as is_sold,
      app.clinic_zone(p_tenant_id) as zone
    from typed t
    left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = t.variant_id
    left join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
    left join public.catalog_items i on i.tenant_id = p_tenant_id and i.product_id = q.id
    left join public.product_kinds k on k.key = q.kind
    left join public.session_types y on y.tenant_id = p_tenant_id and y.id = q.session_type_id and not k.gives_sessions and y.archived_at is null
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = i.therapist_id and h.is_active and y.id is not null
    left join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = t.slot_id and s.product_id = q.id
  ), counted as (
    select f.*, case when f.has_seats then f.seats when f.tracks_stock then (
      select a.available from app.available_stock(p_tenant_id, array[f.variant_id]) a) end as available,
      -- two dates of one thing share its seats by date, two lines of one thing its stock
      sum(f.quantity) over (partition by f.variant_id, f.slot_id) as wanted
    from found f
  )
  select c.n, c.variant_id, c.slot_id, c.at, c.quantity, c.name, c.slug, c.kind, c.price_cents, c.is_shipped,
    c.therapist_id is not null or c.gives_sessions, c.grams, c.therapist_id, c.session_type_id,
    app.local_text(coalesce(c.starts_at, case when c.therapist_id is not null then c.at end), c.zone), c.place, c.available,
    case when not coalesce(c.is_sold, false) then 'gone'
      when c.has_seats and c.known_slot is null then 'needs_date'
      when c.therapist_id is not null and c.at is null then 'needs_time'
      when c.available <= 0 then 'sold_out'
      when c.wanted > c.available then 'fewer'
      when c.therapist_id is not null and (c.quantity > 1 or not exists (
        select from app.online_slots(p_tenant_id, array[c.therapist_id], c.session_type_id, (c.at at time zone c.zone)::date,
          (c.at at time zone c.zone)::date) o where o.starts_at = c.at)) then 'time_taken' end
  from counted c order by c.n;
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
      if sqlerrm not in ('out_of_stock', 'no_seats_left', 'time_taken') or p_payment_id is not null then
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

CREATE OR REPLACE FUNCTION app.write_shop_order (
  p_shop  public.shop_settings,
  p_id    uuid,
  p_cart  jsonb,
  p_quote jsonb,
  p_buyer jsonb
)
  RETURNS public.orders
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_shop.tenant_id;
  v_person jsonb;
  v_line record;
  v_items jsonb := '[]';
  v_way jsonb := p_quote -> 'way';
  v_order public.orders;
begin
  -- people before agendas, agendas before money, money before stock
  v_person := app.shop_buyer(v_tenant_id, p_buyer ->> 'full_name', p_buyer ->> 'phone', p_buyer ->> 'email', (p_quote -> 'needs_patient')::boolean);
  perform app.lock_agenda(v_tenant_id, array(
    select l.therapist_id from app.shop_lines(v_tenant_id, p_cart -> 'lines') l where l.therapist_id is not null), '{}');
  for v_line in select * from app.shop_lines(v_tenant_id, p_cart -> 'lines') l order by l.therapist_id, l.at, l.n loop
    v_items := v_items || jsonb_build_object('variant_id', v_line.variant_id, 'quantity', v_line.quantity, 'slot_id', v_line.slot_id,
      'booked_id', case when v_line.therapist_id is not null then app.book_shop_time(
        v_tenant_id, v_line.therapist_id, v_line.session_type_id, v_line.at, (v_person ->> 'patient_id')::uuid) end);
  end loop;
  if v_way is not null and v_way <> 'null' then
    v_items := v_items || jsonb_build_object('shipping', 'Entrega: ' || (v_way ->> 'name'), 'price_cents', v_way -> 'price_cents');
  end if;
  v_order := app.place_order(v_tenant_id, p_id, v_person || jsonb_build_object('channel', 'shop', 'items', v_items,
    'expires_minutes', p_shop.hold_minutes, 'coupon', case when (p_quote -> 'coupon_fits')::boolean then p_quote ->> 'coupon' end));
  if v_order.total_cents <> (p_quote ->> 'total_cents')::integer then
    raise sqlstate 'PT409' using message = 'total_changed';
  end if;
  insert into public.order_buyers (tenant_id, order_id, full_name, phone, email, cpf, accepted_text, delivery_kind, delivery_name, days_min, days_max,
    cep, street, number, complement, district, city, state)
  select v_tenant_id, p_id, b.full_name, b.phone, b.email, b.cpf, b.accepted_text, v_way ->> 'kind', v_way ->> 'name',
    (v_way ->> 'days_min')::smallint, (v_way ->> 'days_max')::smallint, case when s.is_sent then b.cep end, case when s.is_sent then b.street end,
    case when s.is_sent then b.number end, case when s.is_sent then b.complement end, case when s.is_sent then b.district end,
    case when s.is_sent then b.city end, case when s.is_sent then b.state end
  from jsonb_populate_record(null::public.order_buyers, p_buyer) b, (select v_way ->> 'kind' is not distinct from 'ship' as is_sent) s;
  return v_order;
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
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.session_id is not null
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

CREATE OR REPLACE FUNCTION public.get_catalog_item (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_product public.products;
  v_item public.catalog_items;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_product from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id;
  if not found then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  select * into v_item from public.catalog_items i where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
  return jsonb_build_object('is_published', coalesce(v_item.is_published, false),
    'slug', coalesce(v_item.slug, app.slug_of(v_product.name, 100)), 'summary', v_item.summary, 'body', v_item.body,
    'therapist_id', v_item.therapist_id, 'weight_grams', v_item.weight_grams,
    'is_shipped', (select k.is_shipped from public.product_kinds k where k.key = v_product.kind), 'therapists', case when v_product.session_type_id is not null and exists (
      select from public.product_kinds k where k.key = v_product.kind and not k.gives_sessions) then coalesce((
      select jsonb_agg(jsonb_build_object('id', t.user_id, 'name', t.name) order by t.position, t.name)
      from public.therapists t where t.tenant_id = p_tenant_id and t.is_active), '[]') end,
    'shop_slug', (select s.slug from public.shop_settings s where s.tenant_id = p_tenant_id and s.is_open and app.module_is_on(p_tenant_id, 'shop')));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_shop_deliveries (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_shop from public.shop_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object('is_ready', v_shop.tenant_id is not null, 'offers_pickup', coalesce(v_shop.offers_pickup, true),
    'pickup_note', v_shop.pickup_note, 'hold_minutes', coalesce(v_shop.hold_minutes, 120), 'rates', coalesce((
      select jsonb_agg(to_jsonb(r) - 'tenant_id' - 'position' order by r.position, r.id) from public.shipping_rates r where r.tenant_id = p_tenant_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_shop_deliveries"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.make_contact_patient (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.contacts;
  v_patient uuid;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'contact_not_found';
  end if;
  -- of two who press the button at once the second gets the patient of the first
  if v_row.patient_id is not null then
    return jsonb_build_object('patient_id', v_row.patient_id);
  end if;
  v_patient := coalesce(p_patient_id, p_id);
  if p_patient_id is null then
    perform public.save_patient(p_tenant_id, p_id, null, jsonb_build_object('full_name', v_row.full_name));
  elsif not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.merged_into_id is null) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  elsif exists (select from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id) then
    raise sqlstate 'PT409' using message = 'contact_exists', detail = (
      select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id);
  end if;
  perform app.give_contact_to_patient(p_tenant_id, p_id, v_patient);
  return jsonb_build_object('patient_id', v_patient);
end;
$function$;

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
  if exists (
    select from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id and app.gives_sessions(p_tenant_id, i.variant_id)) then
    raise sqlstate 'PT409' using message = 'package_ends_apart', hint = 'End the package of the patient instead.';
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
  perform app.give_seats_back(p_tenant_id, p_order_id, (
    select jsonb_object_agg(x.slot_id, x.quantity) from (
      select i.slot_id, sum(l.quantity) as quantity
      from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
      join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = i.slot_id and s.starts_at > now() group by i.slot_id) x))
  where exists (
    select from jsonb_to_recordset(p_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = i.slot_id and s.starts_at > now());
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

CREATE OR REPLACE FUNCTION public.save_catalog_item (
  p_tenant_id  uuid,
  p_product_id uuid,
  p_item       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_product public.products;
  v_old public.catalog_items;
  v_slug text;
  v_therapist uuid := app.typed_id(p_item ->> 'therapist_id');
  v_published boolean := (p_item -> 'is_published') is not distinct from 'true';
begin
  perform app.require_stock_keeper(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  select * into v_product from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  select * into v_old from public.catalog_items i where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
  v_slug := coalesce(app.slug_of(p_item ->> 'slug', 100), v_old.slug, app.slug_of(v_product.name, 100), 'item');
  if v_published and v_product.archived_at is not null then
    raise sqlstate 'PT409' using message = 'product_archived';
  elsif char_length(p_item ->> 'summary') > 300 or char_length(p_item ->> 'body') > 8000 then
    raise sqlstate 'PT400' using message = 'invalid_item';
  elsif v_therapist is not null and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  elsif coalesce(app.typed_number(p_item ->> 'weight_grams'), 1) not between 1 and 100000 then
    raise sqlstate 'PT400' using message = 'invalid_item';
  end if;
  if v_slug in ('carrinho', 'finalizar') then
    -- pages of the shop itself
    v_slug := v_slug || '-' || left(p_product_id::text, 8);
  elsif p_item ->> 'slug' is null and exists (
    select from public.catalog_items i where i.tenant_id = p_tenant_id and i.slug = v_slug and i.product_id <> p_product_id) then
    v_slug := left(v_slug, 90) || '-' || left(p_product_id::text, 8);
  end if;
  insert into public.catalog_items (tenant_id, product_id, slug, summary, body, is_published, published_at, therapist_id, weight_grams)
  values (p_tenant_id, p_product_id, v_slug, app.trimmed(p_item ->> 'summary', 300),
    nullif(btrim(app.normalize_lines(p_item ->> 'body')), ''), v_published, case when v_published then now() end,
    case when v_product.session_type_id is not null then v_therapist end, app.typed_number(p_item ->> 'weight_grams'))
  on conflict (tenant_id, product_id) do update set slug = excluded.slug, summary = excluded.summary, body = excluded.body,
    is_published = excluded.is_published, therapist_id = excluded.therapist_id, weight_grams = excluded.weight_grams, published_at = coalesce(catalog_items.published_at, excluded.published_at);
  return public.get_catalog_item(p_tenant_id, p_product_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'slug_taken';
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_shop_deliveries (
  p_tenant_id uuid,
  p_form      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if jsonb_typeof(p_form -> 'rates') is distinct from 'array' or jsonb_array_length(p_form -> 'rates') > 300 then
    raise sqlstate 'PT400' using message = 'invalid_deliveries';
  end if;
  update public.shop_settings s set offers_pickup = (p_form -> 'offers_pickup') is distinct from 'false',
    pickup_note = app.trimmed(p_form ->> 'pickup_note', 300), hold_minutes = coalesce(app.typed_number(p_form ->> 'hold_minutes'), 120)
  where s.tenant_id = p_tenant_id;
  if not found then
    raise sqlstate 'PT409' using message = 'shop_not_ready', hint = 'Save the settings of the shop first.';
  end if;
  delete from public.shipping_rates r where r.tenant_id = p_tenant_id;
  insert into public.shipping_rates (tenant_id, id, name, cep_from, cep_to, max_grams, price_cents, free_from_cents, days_min, days_max, position)
  select p_tenant_id, coalesce(app.typed_id(r.rate ->> 'id'), gen_random_uuid()), app.normalize_name(r.rate ->> 'name'),
    regexp_replace(r.rate ->> 'cep_from', '[^0-9]', '', 'g'), regexp_replace(r.rate ->> 'cep_to', '[^0-9]', '', 'g'),
    app.typed_number(r.rate ->> 'max_grams'), app.typed_number(r.rate ->> 'price_cents'), app.typed_number(r.rate ->> 'free_from_cents'),
    app.typed_number(r.rate ->> 'days_min'), app.typed_number(r.rate ->> 'days_max'), r.n
  from jsonb_array_elements(p_form -> 'rates') with ordinality r (rate, n);
  return public.get_shop_deliveries(p_tenant_id);
exception when check_violation or not_null_violation or unique_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_deliveries';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_shop_deliveries"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."catalog_items"
  ADD CONSTRAINT "catalog_items_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."catalog_items"
  ADD CONSTRAINT "item_weighs_something" CHECK (((weight_grams >= 1) AND (weight_grams <= 100000)));

ALTER TABLE "public"."order_buyers"
  ADD CONSTRAINT "order_buyers_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "item_is_of_its_kind" CHECK (
CASE kind
    WHEN 'product'::text THEN ((variant_id IS NOT NULL) AND ((session_id IS NULL) OR ((patient_id IS NOT NULL) AND (slot_id IS NULL) AND (quantity = 1))))
    WHEN 'deposit'::text THEN ((variant_id IS NULL) AND (slot_id IS NULL) AND (session_id IS NOT NULL) AND (patient_id IS NOT NULL) AND (quantity = 1))
    ELSE ((variant_id IS NULL) AND (slot_id IS NULL) AND (session_id IS NULL) AND (quantity = 1))
END);

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "item_kind_is_known" CHECK ((kind = ANY (ARRAY['product'::text, 'deposit'::text, 'shipping'::text])));

ALTER TABLE "public"."order_items"
  ADD CONSTRAINT "order_items_tenant_id_slot_id_fkey" FOREIGN KEY (tenant_id, slot_id) REFERENCES public.schedule_slots(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."shipping_rates"
  ADD CONSTRAINT "shipping_rates_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."shop_settings"
  ADD CONSTRAINT "hold_is_sane" CHECK (((hold_minutes >= 30) AND (hold_minutes <= 4320)));

ALTER TABLE "public"."shop_settings"
  ADD CONSTRAINT "pickup_note_fits" CHECK (((char_length(pickup_note) >= 1) AND (char_length(pickup_note) <= 300)));

CREATE INDEX catalog_items_therapist ON public.catalog_items USING btree (tenant_id, therapist_id)
  WHERE (therapist_id IS NOT NULL);

CREATE INDEX order_buyers_phone ON public.order_buyers USING btree (tenant_id, phone);

CREATE INDEX order_items_slot ON public.order_items USING btree (tenant_id, slot_id)
  WHERE (slot_id IS NOT NULL);

CREATE POLICY "select_desk" ON "public"."order_buyers"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."shipping_rates"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."catalog_items"."therapist_id" IS 'Of a service: whose agenda is booked when it is bought, for as long as its type of session takes. NULL: it is bought without a time.';

COMMENT ON COLUMN "public"."catalog_items"."weight_grams" IS 'One unit as it is packed, for what the way costs.';

COMMENT ON COLUMN "public"."order_buyers"."accepted_text" IS 'The notices as they were accepted.';

COMMENT ON COLUMN "public"."order_buyers"."delivery_kind" IS 'pickup: fetched at the clinic; ship: sent; NULL: nothing of it is sent.';

COMMENT ON COLUMN "public"."order_items"."kind" IS 'deposit: paid ahead for a session; it joins the ledger as the payer''s credit, which pays the session. shipping: what the way costs; nobody hands it over.';

COMMENT ON COLUMN "public"."order_items"."session_id" IS 'Of a deposit: what is paid ahead. Of a service that was bought with a time: what was booked for it.';

COMMENT ON COLUMN "public"."order_items"."slot_id" IS 'The date of what is sold by seats.';

COMMENT ON COLUMN "public"."shipping_rates"."free_from_cents" IS 'From this value of what is sent it costs nothing.';

COMMENT ON COLUMN "public"."shipping_rates"."max_grams" IS 'NULL: however heavy.';

COMMENT ON COLUMN "public"."shop_settings"."hold_minutes" IS 'How long stock, seats and times wait for the money of an order of the shop.';

COMMENT ON COLUMN "public"."shop_settings"."offers_pickup" IS 'Whether buyers may fetch things at the clinic.';

COMMENT ON FUNCTION "app"."book_shop_time"(uuid, uuid, uuid, timestamp with time zone, uuid) IS 'A time of a service that is bought is booked, under the locks of the desk and by the rules of online booking; answers the session. Errors: PT409 time_taken.';

COMMENT ON FUNCTION "app"."checked_buyer"(jsonb, jsonb) IS 'What somebody typed who buys {full_name, phone, email, cpf, accepted, street, number, complement, district, city, state}, with the quote of the cart; problems: {field: required | invalid}. The address is asked for what is sent.';

COMMENT ON FUNCTION "app"."credit_deposits"(uuid, uuid) IS 'Deposits and sessions of an order that is paid become credit of the payer, which pays the session once it is charged.';

COMMENT ON FUNCTION "app"."end_order"(public.orders, text) IS 'An order is over (expired, cancelled): its charge is taken back, its stock, seats, times and coupon are free. What is still paid of it was given back before. It is locked.';

COMMENT ON FUNCTION "app"."free_order_times"(uuid, uuid) IS 'Caller: the job free_order_times, when an order is over. The sessions that were booked with it are cancelled, unless money came meanwhile; how many. Errors: PT404 order_not_found.';

COMMENT ON FUNCTION "app"."give_contact_to_patient"(uuid, uuid, uuid) IS 'A contact is this patient from now on: phones and addresses go over, nothing is copied. The contact is locked, and the patient is no contact yet.';

COMMENT ON FUNCTION "app"."give_seats_back"(uuid, uuid, jsonb) IS 'Seats of an order are free again, held or sold: all, or of p_slots {slot_id: how many} those that were sold.';

COMMENT ON FUNCTION "app"."hold_order"(public.orders, timestamp with time zone) IS 'Holds what an order has not handed over and the seats that it has not taken, until p_expires_at or, NULL, for good. Errors: PT409 out_of_stock, PT409 no_seats_left, PT409 time_taken.';

COMMENT ON FUNCTION "app"."open_shop_times"(text, text, date, text) IS 'Caller: shop. The free times of a service that is bought with one, as online booking offers them: {state: open | none | limited, therapist, council, minutes, is_online, time_zone, days: [{day, slots: [{at, time}]}], next}.';

COMMENT ON FUNCTION "app"."order_seat_lines"(uuid, uuid) IS 'Which seats of an order are not sold to it yet, as app.hold_seats takes lines.';

COMMENT ON FUNCTION "app"."order_ways"(public.orders, integer) IS 'How whoever has the link of an order can pay it {card, pix, needs_document: a PIX asks for the CPF}. In the shop only what the buyer typed counts: what is known of them tells a stranger who is somebody here.';

COMMENT ON FUNCTION "app"."place_order"(uuid, uuid, jsonb) IS 'A new order {channel, contact_id | patient_id, thread_key, items: [{variant_id, quantity, discount_cents} | {session_id, patient_id, price_cents} | {shipping: its name, price_cents}], coupon, expires_minutes, note}: who buys in a conversation and is not named is its person; prices are the clinics, a line of a product may have slot_id (a date of it) and booked_id (a session that was booked for it); stock and seats are held until it expires, the coupon is used. Whoever calls has checked who asks. Errors: PT400 order_is_empty, PT400 invalid_order, PT400 invalid_quantity, PT400 invalid_amount, PT404 contact_not_found, PT404 conversation_not_found, PT404 patient_not_found, PT404 session_not_found, PT404 variant_not_found, PT409 out_of_stock, PT409 no_seats_left, PT404 slot_not_found, PT409 coupon_not_for_profession, and those of app.use_coupon.';

COMMENT ON FUNCTION "app"."place_shop_order"(text, text, jsonb, jsonb, text) IS 'Caller: shop, for whoever has the address. p_cart {lines, coupon, cep, delivery, expected_cents: the total that the buyer saw}, p_buyer as app.checked_buyer with accepted_text; p_form_token names the form, so that a repetition is one order. Stock, seats and times are held together or not at all. {state: placed (tenant_id, page_key) | short (somebody was quicker) | changed (another total) | coupon | invalid (problems by field) | unknown | limited}, with the cart as it stands now; the same for whom the clinic knows and whom it does not.';

COMMENT ON FUNCTION "app"."quote_coupon"(uuid, text, jsonb) IS 'What a coupon would take off these lines [{variant_id, cents}], for whoever has not said who they are; NULL where it takes nothing. app.use_coupon decides.';

COMMENT ON FUNCTION "app"."quote_shop"(public.shop_settings, jsonb) IS 'What a cart {lines, coupon, cep, delivery (the id of a way)} costs now: {lines as app.shop_lines, subtotal_cents, coupon, coupon_fits, discount_cents, ships, needs_patient, cep, ways, way, shipping_cents, total_cents, is_ready, pays_online}. Nothing is held.';

COMMENT ON FUNCTION "app"."quote_shop_cart"(text, jsonb, text) IS 'Caller: shop, for whoever has the address. {state: open | unknown | limited}, shop, quote: app.quote_shop.';

COMMENT ON FUNCTION "app"."shipping_options"(public.shop_settings, text, integer, integer) IS 'In which ways things of this weight and value get to a CEP, NULL: not said yet: [{id, kind (pickup | ship), name, price_cents, days_min, days_max, note}].';

COMMENT ON FUNCTION "app"."shop_buyer"(uuid, text, text, text, boolean) IS 'Who buys, as place_order takes it {contact_id | patient_id}: the patient or contact with this number and name, or, who needs to be no patient, with this address; otherwise somebody new. Whoever gets sessions becomes a patient.';

COMMENT ON FUNCTION "app"."shop_lines"(uuid, jsonb) IS 'Lines of a cart [{variant_id, quantity, slot_id, at (UTC, as app.online_moment)}], 30 at most, as they stand now: prices are the clinic''s. problem: gone | needs_date | needs_time | sold_out | fewer (available says how many) | time_taken, or NULL. A hint; placing the order decides.';

COMMENT ON FUNCTION "app"."take_order_money"(public.orders, uuid, text, text, uuid) IS 'Money that is in the ledger already is given to an order, which is locked: it pays it, and opens it again where it had expired and its stock is still there. Otherwise it stays the payers credit and waits for a person (late). With p_payment_id a person decided to honour it: then PT409 out_of_stock, no_seats_left and time_taken are told.';

COMMENT ON FUNCTION "app"."write_shop_order"(public.shop_settings, uuid, jsonb, jsonb, jsonb) IS 'The order of a cart that was quoted and checked: who buys, their times in the agenda, then money, stock and seats. All or nothing. Errors: PT409 time_taken, PT409 out_of_stock, PT409 no_seats_left, PT409 total_changed, and those of app.place_order.';

COMMENT ON FUNCTION "public"."get_catalog_item"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. How a product stands in the shop: {is_published, slug, summary, body, therapist_id, weight_grams, is_shipped, therapists [{id, name}] (of a service with a type of session: whose agenda can be booked; NULL otherwise), shop_slug (NULL while the shop is closed)}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."get_shop_deliveries"(uuid) IS 'Caller: owner, admin, supervisor and operator. How things of the shop get to whoever bought them: {is_ready (the shop has its settings), offers_pickup, pickup_note, hold_minutes, rates: [{id, name, cep_from, cep_to, max_grams, price_cents, free_from_cents, days_min, days_max}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."save_catalog_item"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator, while the shop''s module is on. p_item {is_published, slug, summary, body, therapist_id (of a service that is bought with a time), weight_grams}; without a slug the one of before, or one made of the name. Answers get_catalog_item. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT404 therapist_not_found, PT409 product_archived, PT400 invalid_item, PT409 slug_taken.';

COMMENT ON FUNCTION "public"."save_shop_deliveries"(uuid, jsonb) IS 'Caller: owner, admin and supervisor, while the module is on. The whole form of get_shop_deliveries: rates that are not in it are gone; orders keep what they were told. Answers get_shop_deliveries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_deliveries, PT409 shop_not_ready.';

COMMENT ON TABLE "public"."order_buyers" IS 'As it was typed: a person who is known already keeps what the clinic knows of them.';

COMMENT ON TABLE "public"."shipping_rates" IS 'Ways in which the shop sends things. Of those with one name that fit, the cheapest counts.';

REVOKE ALL ON FUNCTION "app"."add_online_patient"(uuid, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_online_patient"(uuid, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_online_patient"(uuid, text, text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."book_shop_time"(uuid, uuid, uuid, timestamp WITH time zone, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."book_shop_time"(uuid, uuid, uuid, timestamp WITH time zone, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."book_shop_time"(uuid, uuid, uuid, timestamp WITH time zone, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_buyer"(jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_buyer"(jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_buyer"(jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."free_order_times"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."free_order_times"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."free_order_times"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."free_order_times"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_contact_to_patient"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_contact_to_patient"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_contact_to_patient"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_seats_back"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_seats_back"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_seats_back"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_shop_times"(text, text, date, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_shop_times"(text, text, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_times"(text, text, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_times"(text, text, date, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."order_seat_lines"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_seat_lines"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_seat_lines"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."place_shop_order"(text, text, jsonb, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."place_shop_order"(text, text, jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."place_shop_order"(text, text, jsonb, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."place_shop_order"(text, text, jsonb, jsonb, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."quote_coupon"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."quote_coupon"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."quote_coupon"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."quote_shop"(public.shop_settings, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."quote_shop"(public.shop_settings, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."quote_shop"(public.shop_settings, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."quote_shop_cart"(text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."quote_shop_cart"(text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."quote_shop_cart"(text, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."quote_shop_cart"(text, jsonb, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."shipping_options"(public.shop_settings, text, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shipping_options"(public.shop_settings, text, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shipping_options"(public.shop_settings, text, integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_buyer"(uuid, text, text, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_buyer"(uuid, text, text, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_buyer"(uuid, text, text, text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_lines"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_lines"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_lines"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_shop_order"(public.shop_settings, uuid, jsonb, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_shop_order"(public.shop_settings, uuid, jsonb, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_shop_order"(public.shop_settings, uuid, jsonb, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_shop_deliveries"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_shop_deliveries"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_shop_deliveries"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_shop_deliveries"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_shop_deliveries"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_shop_deliveries"(uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."order_buyers" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_buyers" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_buyers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_buyers" TO "service_role";

REVOKE ALL ON TABLE "public"."shipping_rates" FROM "authenticated";

GRANT SELECT ON TABLE "public"."shipping_rates" TO "authenticated";

REVOKE ALL ON TABLE "public"."shipping_rates" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."shipping_rates" TO "service_role";

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
-- Whoever is not asked today is asked tomorrow; people are told where it stays without an answer.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, open_function, dead_function) values
  ('renew_meta_token', 120, 8, false, 'app.open_token_renewals', 'app.give_up_token_renewal')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed,
  open_function = excluded.open_function, dead_function = excluded.dead_function;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.ai_documents', 170, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

-- A document says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, revive_function, summary_function) values
  ('index_document', 90, 8, 'app.give_up_indexing', 'app.revive_indexing', 'app.indexing_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.job_kinds (kind, is_listed) values ('refresh_catalogue', false), ('forget_document', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

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

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.order_buyers', 161, true, null, null),
  ('public.shipping_rates', 162, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null),
  ('public.reviews', 159, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An invoice says itself what became of it, and is tried again from its order.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('order_invoice', 8, false, 'app.give_up_order_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true), ('free_order_times', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_buyers', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.order_id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_invoices', 'orders', 132, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.reviews', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{}', 'delete', null, null, 50, null, null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

-- Four calls of at most 25 seconds each; Dinamize may be away for a night.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, open_function, dead_function, revive_function, summary_function) values
  ('push_lead', 150, 16, 15, 3600, 'app.open_lead_pushes', 'app.give_up_lead_push', 'app.revive_lead_pushes', 'app.lead_push_summary'),
  ('pull_leads', 150, 16, 15, 3600, null, null, null, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
-- A step is short, and each one that gets on begins the count anew.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, summary_function) values
  ('run_campaign', 60, 20, 2, 60, 'app.give_up_campaign', 'app.campaign_job_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;

-- An import says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, summary_function) values
  ('import_rows', 60, 12, 'app.give_up_import', 'app.import_summary'),
  ('undo_import', 60, 12, null, 'app.import_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('forget_import', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into public.lead_origins (key, position, family) values
  ('manual', 1, null), ('whatsapp', 2, 'whatsapp'), ('site_form', 3, null), ('csv', 4, null), ('dinamize', 5, null), ('referral', 6, null), ('shop', 7, null)
on conflict (key) do update set position = excluded.position, family = excluded.family;

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
  ('public.whatsapp_credits_transactions', 38, true, null, null),
  ('public.marketing_permissions', 39, true, null, null),
  ('public.campaigns', 40, true, null, null),
  ('public.campaign_recipients', 41, true, null, null),
  ('public.companies', 60, true, null, null),
  ('public.contacts', 61, true, null, null),
  ('public.contact_tags', 62, true, null, null),
  ('public.deals', 63, true, null, null),
  ('public.crm_leads', 64, true, null, null),
  ('public.tasks', 65, true, null, null),
  ('public.custom_fields', 66, true, null, null),
  ('public.sales_events', 67, true, null, null),
  ('public.working_hours', 68, true, 't.therapist_id = $2', null),
  ('public.agenda_exceptions', 69, true, null, null),
  ('public.agenda_day_notes', 70, true, null, null),
  ('public.clinic_holidays', 71, true, null, null),
  ('public.session_prices', 72, true, null, null),
  ('public.monthly_fee_months', 73, true, null, null),
  ('public.payout_rules', 74, true, null, null),
  ('public.payout_statements', 75, true, 't.therapist_id = $2', null),
  ('public.payout_statement_events', 76, true, null, null),
  ('public.service_invoices', 77, true, null, null),
  ('public.waiting_list', 78, true, null, null),
  ('public.intake_submissions', 79, true, null, null),
  ('public.intake_answers', 80, true, null, null),
  ('public.conversation_optouts', 81, true, null, null),
  ('public.quick_replies', 82, true, null, null),
  ('public.document_templates', 83, true, null, null),
  ('public.record_templates', 84, true, null, null),
  ('public.privacy_requests', 85, true, null, null),
  ('public.privacy_incidents', 86, true, null, null),
  ('public.processing_records', 87, true, null, null),
  ('public.segments', 90, true, null, null),
  ('public.products', 91, true, null, null),
  ('public.product_options', 92, true, null, null),
  ('public.product_variants', 93, true, null, null),
  ('public.stock_places', 94, true, null, null),
  ('public.stock_lots', 95, true, null, null),
  ('public.stock_levels', 96, true, null, null),
  ('public.stock_lot_levels', 97, true, null, null),
  ('public.stock_moves', 98, true, null, null),
  ('public.catalog_items', 100, true, null, null),
  ('public.schedule_slots', 101, true, null, null),
  ('public.suppliers', 102, true, null, null),
  ('public.purchase_orders', 103, true, null, null),
  ('public.purchase_order_items', 104, true, null, null),
  ('public.purchase_receipts', 105, true, null, null),
  ('public.stock_counts', 106, true, null, null),
  ('public.stock_count_lines', 107, true, null, null)
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
  ('public.crm_lead_sync', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'how a lead is at Dinamize; the lead is in sales'),
  ('public.crm_sync_logs', null, 0, 'exists (select from public.crm_leads l where l.tenant_id = t.tenant_id and l.id = t.lead_id and (l.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = l.tenant_id and c.id = l.contact_id and c.patient_id = any ($2))))', 'nobody', null, '1', '{}', 'delete', null, null, 58, null, 'the log of Dinamize; the lead is in sales'),
  ('app.import_records', null, 0, 't.record_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what an import did, kept some days for its undo'),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  ('public.marketing_permissions', 'consents', 41, '(t.patient_id = any ($2) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{recorded_by,revoked_by}', 'keep', null, null, 50, 'consent', null),
  ('public.campaign_recipients', 'messages', 103, '(t.patient_id = any ($2) or t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{person_key,hold_id,hold_position,fills,address}', 'delete', null, null, 58, null, null),
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
