-- shop goods: Vouchers, downloads of digital products and carriers of the shop..
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."media_files"
  DROP CONSTRAINT "bucket_is_known";

ALTER TABLE "public"."order_events"
  DROP CONSTRAINT "order_event_is_known";

CREATE TABLE "app"."shipping_accounts" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL,
  "provider"       text                     NOT NULL,
  "origin_cep"     text                     NOT NULL,
  "extra_cents"    integer                  NOT NULL DEFAULT 0,
  "extra_days"     smallint                 NOT NULL DEFAULT 0,
  "key_hint"       text                     NOT NULL,
  "connected_by"   uuid,
  "connected_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "key_refused_at" timestamp with time zone,
  CONSTRAINT "extra_cents_are_few" CHECK (((extra_cents >= 0) AND (extra_cents <= 100000))),
  CONSTRAINT "extra_days_are_few" CHECK (((extra_days >= 0) AND (extra_days <= 60))),
  CONSTRAINT "key_hint_fits" CHECK (((char_length(key_hint) >= 1) AND (char_length(key_hint) <= 8))),
  CONSTRAINT "one_account_a_provider" UNIQUE (tenant_id, PROVIDER),
  CONSTRAINT "origin_is_a_cep" CHECK ((origin_cep ~ '^[0-9]{8}$'::text)),
  CONSTRAINT "shipping_accounts_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."shipping_accounts"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."shipping_providers" (
  "key"      text     NOT NULL,
  "name"     text     NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z_]+$'::text)),
  CONSTRAINT "shipping_providers_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."shipping_providers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."shipping_quotes" (
  "tenant_id"  uuid                     NOT NULL,
  "account_id" uuid                     NOT NULL,
  "cep"        text                     NOT NULL,
  "grams"      integer                  NOT NULL,
  "cents"      integer                  NOT NULL,
  "services"   jsonb                    NOT NULL,
  "quoted_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "quote_is_for_a_cep" CHECK ((cep ~ '^[0-9]{8}$'::text)),
  CONSTRAINT "services_are_a_list" CHECK ((jsonb_typeof(services) = 'array'::text)),
  CONSTRAINT "shipping_quotes_pkey" PRIMARY KEY (tenant_id, account_id, cep, grams, cents)
);

ALTER TABLE "app"."shipping_quotes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app_private"."shipping_credentials" (
  "tenant_id"   uuid                     NOT NULL,
  "account_id"  uuid                     NOT NULL,
  "credentials" jsonb                    NOT NULL,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "shipping_credentials_are_sealed" CHECK ((credentials ?& ARRAY['v'::text, 'kid'::text, 'iv'::text, 'ct'::text])),
  CONSTRAINT "shipping_credentials_pkey" PRIMARY KEY (tenant_id, account_id)
);

ALTER TABLE "app_private"."shipping_credentials"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."order_downloads" (
  "tenant_id"  uuid                     NOT NULL,
  "item_id"    uuid                     NOT NULL,
  "file_id"    uuid                     NOT NULL,
  "left_over"  smallint                 NOT NULL,
  "expires_at" timestamp with time zone NOT NULL,
  "last_at"    timestamp with time zone,
  CONSTRAINT "downloads_are_not_negative" CHECK ((left_over >= 0)),
  CONSTRAINT "order_downloads_pkey" PRIMARY KEY (tenant_id, item_id, file_id)
);

ALTER TABLE "public"."order_downloads"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_downloads" FROM "anon";

CREATE TABLE "public"."order_vouchers" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "order_id"    uuid                     NOT NULL,
  "item_id"     uuid                     NOT NULL,
  "unit"        smallint                 NOT NULL,
  "code"        text                     NOT NULL DEFAULT upper("left"(replace((gen_random_uuid())::text, '-'::text, ''::text), 10)),
  "redeemed_at" timestamp with time zone,
  "redeemed_by" uuid,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "order_vouchers_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "redeemed_whole" CHECK (((redeemed_by IS NULL) OR (redeemed_at IS NOT NULL))),
  CONSTRAINT "voucher_code_is_given_once" UNIQUE (tenant_id, code),
  CONSTRAINT "voucher_code_is_short" CHECK ((code ~ '^[0-9A-F]{10}$'::text)),
  CONSTRAINT "voucher_is_of_one_unit" UNIQUE (tenant_id, item_id, unit)
);

ALTER TABLE "public"."order_vouchers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_vouchers" FROM "anon";

CREATE TABLE "public"."product_files" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL,
  "product_id"    uuid                     NOT NULL,
  "name"          text                     NOT NULL,
  "mime_type"     text                     NOT NULL,
  "size"          bigint                   NOT NULL,
  "max_downloads" smallint                 NOT NULL DEFAULT 5,
  "valid_days"    smallint                 NOT NULL DEFAULT 30,
  "archived_at"   timestamp with time zone,
  "uploaded_by"   uuid,
  "created_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "downloads_are_some" CHECK (((max_downloads >= 1) AND (max_downloads <= 100))),
  CONSTRAINT "file_is_open_for_some_days" CHECK (((valid_days >= 1) AND (valid_days <= 3650))),
  CONSTRAINT "product_files_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "file_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 1) AND (char_length(name) <= 150))))
);

ALTER TABLE "public"."product_files"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."product_files" FROM "anon";

ALTER TABLE "public"."product_kinds"
  ADD COLUMN "gives_voucher" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."product_kinds"
  ADD COLUMN "is_downloaded" boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION app.carriers_to_ask (
  p_slug    text,
  p_cart    jsonb,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings := app.shop_of(p_slug);
  v_quote jsonb;
  v_grams integer;
  v_cents integer;
  v_asks jsonb;
begin
  if not exists (select from app.shipping_accounts a where a.tenant_id = v_shop.tenant_id and a.key_refused_at is null) then
    return '[]';
  end if;
  v_quote := app.quote_shop(v_shop, p_cart);
  if v_quote -> 'ships' = 'false' or v_quote ->> 'cep' is null then
    return '[]';
  end if;
  v_grams := app.parcel_grams((v_quote ->> 'grams')::integer);
  v_cents := app.parcel_cents((v_quote ->> 'goods_cents')::integer);
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'id', a.id, 'provider', a.provider, 'credentials', c.credentials,
    'from', a.origin_cep, 'to', v_quote ->> 'cep', 'grams', v_grams, 'cents', v_cents)), '[]')
  into v_asks from app.shipping_accounts a
  join app_private.shipping_credentials c on c.tenant_id = a.tenant_id and c.account_id = a.id
  where a.tenant_id = v_shop.tenant_id and a.key_refused_at is null and not exists (
    select from app.shipping_quotes q
    where q.tenant_id = a.tenant_id and q.account_id = a.id and q.cep = v_quote ->> 'cep' and q.grams = v_grams and q.cents = v_cents
      and q.quoted_at > now() - interval '1 hour');
  -- a stranger makes us ask somebody else: now and then only
  if v_asks <> '[]' and not app.take_turn('shop:carrier:' || coalesce(p_ip_hash, '-'), 30, interval '10 minutes') then
    return '[]';
  end if;
  return v_asks;
end;
$function$;

CREATE OR REPLACE FUNCTION app.connect_carrier (
  p_tenant_id   uuid,
  p_id          uuid,
  p_provider    text,
  p_origin_cep  text,
  p_extra_cents integer,
  p_extra_days  integer,
  p_key_hint    text,
  p_credentials jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('carrier:' || p_tenant_id, 0));
  -- the secret is sealed for the id of the account: connected again, it is another one
  delete from app.shipping_accounts a where a.tenant_id = p_tenant_id and a.provider = p_provider;
  insert into app.shipping_accounts (tenant_id, id, provider, origin_cep, extra_cents, extra_days, key_hint, connected_by)
  values (p_tenant_id, p_id, p_provider, p_origin_cep, p_extra_cents, p_extra_days, p_key_hint, auth.uid()) returning id into v_id;
  insert into app_private.shipping_credentials (tenant_id, account_id, credentials) values (p_tenant_id, v_id, p_credentials);
  return public.get_shop_deliveries(p_tenant_id);
exception when check_violation or not_null_violation or foreign_key_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_carrier';
end;
$function$;

CREATE OR REPLACE FUNCTION app.files_of_removed_clinics (
  p_limit integer DEFAULT 200
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_clinic app.removed_clinics;
  v_bucket text;
  v_paths text[];
begin
  for v_clinic in select * from app.removed_clinics c order by c.removed_at, c.id loop
    foreach v_bucket in array array['whatsapp-media', 'patient-files', 'exports', 'imports', 'product-images', 'product-files'] loop
      -- 0 follows the slash: everything that begins with the clinic's id and a slash
      select array_agg(o.name) into v_paths from (
        select s.name from storage.objects s
        where s.bucket_id = v_bucket and s.name collate "C" >= v_clinic.id || '/' and s.name collate "C" < v_clinic.id || '0'
        order by s.name collate "C" limit greatest(p_limit, 1)) o;
      if v_paths is not null then
        return jsonb_build_object('bucket', v_bucket, 'paths', v_paths);
      end if;
    end loop;
    -- a worker that was storing a file when the clinic went may end a moment later
    delete from app.removed_clinics c where c.id = v_clinic.id and c.removed_at < now() - interval '1 hour';
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_goods (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_channel text := (select o.channel from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id);
begin
  insert into public.order_downloads (tenant_id, item_id, file_id, left_over, expires_at)
  select p_tenant_id, i.id, f.id, f.max_downloads, now() + make_interval(days => f.valid_days)
  from public.order_items i
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
  join public.product_kinds k on k.key = q.kind and k.is_downloaded
  join public.product_files f on f.tenant_id = p_tenant_id and f.product_id = q.id and f.archived_at is null
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.quantity > i.returned
  on conflict do nothing;
  update public.order_items i set fulfilled = i.quantity
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.fulfilled < i.quantity and exists (
    select from public.order_downloads d where d.tenant_id = p_tenant_id and d.item_id = i.id);
  insert into public.order_vouchers (tenant_id, order_id, item_id, unit)
  select p_tenant_id, p_order_id, i.id, u.unit
  from public.order_items i
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
  join public.product_kinds k on k.key = q.kind and k.gives_voucher
  cross join lateral generate_series(i.fulfilled + 1, least(i.quantity, 200)) u (unit)
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and v_channel <> 'desk'
  on conflict do nothing;
  insert into app.jobs (tenant_id, kind, payload)
  select p_tenant_id, 'tell_buyer', jsonb_build_object('order_id', p_order_id) where v_channel <> 'desk';
end;
$function$;

CREATE OR REPLACE FUNCTION app.goods_of_order (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'vouchers', coalesce((
      select jsonb_agg(jsonb_build_object('id', w.id, 'code', w.code, 'name', i.name, 'redeemed_at', w.redeemed_at,
        'start_local', app.local_text(coalesce(t.starts_at, s.starts_at), app.clinic_zone(p_tenant_id)), 'place', t.place,
        -- of those that are left the first ones count, whichever was given back
        'is_void', o.state = 'cancelled' or w.redeemed_at is null and (
          select count(*) from public.order_vouchers x
          where x.tenant_id = p_tenant_id and x.item_id = w.item_id and (x.redeemed_at is not null or x.unit <= w.unit))
          > i.quantity - i.returned) order by i.position, w.unit)
      from public.order_vouchers w
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = w.item_id
      left join public.schedule_slots t on t.tenant_id = p_tenant_id and t.id = i.slot_id
      left join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
      where w.tenant_id = p_tenant_id and w.order_id = p_order_id), '[]'),
    'files', coalesce((
      select jsonb_agg(jsonb_build_object('item_id', d.item_id, 'file_id', d.file_id, 'name', f.name, 'left', d.left_over,
        'expires_local', app.local_text(d.expires_at, app.clinic_zone(p_tenant_id)),
        'is_open', d.left_over > 0 and d.expires_at > now() and o.state <> 'cancelled' and i.returned < i.quantity) order by i.position, f.created_at)
      from public.order_downloads d
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = d.item_id and i.order_id = p_order_id
      join public.product_files f on f.tenant_id = p_tenant_id and f.id = d.file_id
      where d.tenant_id = p_tenant_id), '[]'))
  from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
$function$;

CREATE OR REPLACE FUNCTION app.keep_shipping_quote (
  p_tenant_id  uuid,
  p_account_id uuid,
  p_cep        text,
  p_grams      integer,
  p_cents      integer,
  p_services   jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_services is null then
    update app.shipping_accounts a set key_refused_at = now() where a.tenant_id = p_tenant_id and a.id = p_account_id and a.key_refused_at is null;
    return found;
  end if;
  delete from app.shipping_quotes q where q.tenant_id = p_tenant_id and q.quoted_at < now() - interval '1 day';
  insert into app.shipping_quotes as q (tenant_id, account_id, cep, grams, cents, services)
  select a.tenant_id, a.id, p_cep, p_grams, p_cents, p_services from app.shipping_accounts a
  where a.tenant_id = p_tenant_id and a.id = p_account_id
  on conflict (tenant_id, account_id, cep, grams, cents) do update set services = excluded.services, quoted_at = excluded.quoted_at;
  return found;
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
    'created_at', o.created_at, 'page_key', o.page_key, 'goods', app.goods_of_order(p_tenant_id, p_order_id), 'buyer', (
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

CREATE OR REPLACE FUNCTION app.order_times (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('name', i.name, 'start_local', app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)),
    'therapist', t.name, 'is_online', s.is_online, 'is_cancelled', s.status = 'cancelled') order by s.starts_at, s.id), '[]')
  from public.order_items i
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product';
$function$;

CREATE OR REPLACE FUNCTION app.parcel_cents (
  p_cents integer
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select (greatest(least(p_cents, 1000000000), 1) + 4999) / 5000 * 5000;
$function$;

CREATE OR REPLACE FUNCTION app.parcel_grams (
  p_grams integer
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select (greatest(least(p_grams, 1000000), 1) + 99) / 100 * 100;
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
    'discount_cents', coalesce(v_off, 0), 'ships', v_ships, 'needs_patient', v_patient, 'grams', v_grams, 'goods_cents', v_goods, 'cep', v_cep, 'ways', v_ways, 'way', v_way,
    'shipping_cents', coalesce((v_way ->> 'price_cents')::integer, 0),
    'total_cents', v_subtotal - coalesce(v_off, 0) + coalesce((v_way ->> 'price_cents')::integer, 0),
    'is_ready', v_lines <> '[]' and not exists (select from jsonb_array_elements(v_lines) l where l ->> 'problem' is not null),
    'pays_online', exists (select from app.stripe_accounts a where a.tenant_id = p_shop.tenant_id and a.disconnected_at is null)
      or exists (select from app.pix_accounts a where a.tenant_id = p_shop.tenant_id and a.disconnected_at is null));
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
  select coalesce(sum(coalesce(r.order_cents, r.amount_cents)), 0) into v_refunded from public.order_refunds r
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
    perform app.give_goods(p_tenant_id, p_order_id);
    -- packages lock the patient's sessions: not while money is told
    insert into app.jobs (tenant_id, kind, payload)
    select p_tenant_id, 'sell_packages', jsonb_build_object('order_id', p_order_id)
    where exists (
      select from public.order_items i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id));
    perform app.publish_event(p_tenant_id, 'order.paid', jsonb_build_object('order_id', p_order_id));
    -- what was handed over with the money counts
    update public.orders o set state = (
      select app.order_state(o.total_cents, v_refunded, v_paid, sum(i.quantity)::int, sum(i.fulfilled)::int, sum(i.returned)::int, false)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind <> 'shipping')
    where o.tenant_id = p_tenant_id and o.id = p_order_id and exists (
      select from public.order_downloads d
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = d.item_id
      where d.tenant_id = p_tenant_id and i.order_id = p_order_id);
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
    union all
    -- what carriers said holds for whoever is filling in the form
    select 'carrier:' || a.provider || ':' || s.service, 'ship', s.name, s.price_cents + a.extra_cents, s.days_min + a.extra_days, s.days_max + a.extra_days,
      null::text, 1000
    from app.shipping_accounts a
    join app.shipping_quotes q on q.tenant_id = a.tenant_id and q.account_id = a.id and q.cep = p_cep and q.grams = app.parcel_grams(p_grams)
      and q.cents = app.parcel_cents(p_cents) and q.quoted_at > now() - interval '3 hours'
    cross join lateral jsonb_to_recordset(q.services) s (service text, name text, price_cents integer, days_min integer, days_max integer)
    where a.tenant_id = p_shop.tenant_id
  )
  select coalesce(jsonb_agg(to_jsonb(w) - 'position' order by w.position, w.price_cents, w.id), '[]') from ways w;
$function$;

CREATE OR REPLACE FUNCTION app.show_order_page (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_due integer;
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  v_due := case when v_order.state = 'cancelled' then 0 else greatest(v_order.total_cents - v_order.refunded_cents - v_order.paid_cents, 0) end;
  return jsonb_build_object('number', v_order.number, 'state', v_order.state, 'channel', v_order.channel,
    'is_expired', v_order.expired_at is not null, 'created_local', app.local_text(v_order.created_at, v_zone),
    'expires_local', app.local_text(v_order.expires_at, v_zone), 'subtotal_cents', v_order.subtotal_cents,
    'discount_cents', v_order.discount_cents, 'total_cents', v_order.total_cents, 'paid_cents', v_order.paid_cents,
    'refunded_cents', v_order.refunded_cents, 'due_cents', v_due,
    'seller', (
      select jsonb_build_object('clinic', t.name, 'slug', case when s.is_open then s.slug end, 'legal_name', s.legal_name, 'tax_id', s.tax_id,
        'address', s.address, 'email', s.email, 'phone', s.phone, 'policy_text', s.policy_text)
      from public.tenants t left join public.shop_settings s on s.tenant_id = t.id where t.id = p_tenant_id),
    'items', (
      select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity, 'returned', i.returned,
        'price_cents', i.price_cents, 'total_cents', i.quantity * i.price_cents - i.discount_cents) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id),
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('amount_cents', m.amount_cents, 'method', e.method, 'is_late', p.state = 'late',
        'at_local', app.local_text(p.created_at, v_zone)) order by p.created_at, p.id)
      from public.order_payments p
      join public.money_payments m on m.tenant_id = p_tenant_id and m.id = p.entry_id
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.order_id = p_order_id), '[]'),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('amount_cents', r.amount_cents, 'kind', r.kind, 'state', r.state,
        'at_local', app.local_text(r.created_at, v_zone)) order by r.created_at, r.id)
      from public.order_refunds r
      where r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.kind <> 'dispute' and r.state <> 'failed'), '[]'),
    'waits_for_voucher', exists (
      select from app.stripe_checkouts k where k.tenant_id = p_tenant_id and k.order_id = p_order_id and k.state = 'processing'),
    'ways', app.order_ways(v_order, v_due),
    'pix', case when v_due > 0 then app.order_pix(p_tenant_id, v_order.charge_id) end,
    'seats', app.order_seats(p_tenant_id, p_order_id), 'sections', app.order_sections(p_tenant_id, p_order_id),
    'goods', app.goods_of_order(p_tenant_id, p_order_id), 'times', app.order_times(p_tenant_id, p_order_id),
    'delivery', (
      select to_jsonb(b) - 'tenant_id' - 'order_id' - 'full_name' - 'phone' - 'email' - 'cpf' - 'accepted_text' - 'accepted_at'
        || jsonb_build_object('note', (
          select coalesce(s.pickup_note, s.address) from public.shop_settings s where s.tenant_id = p_tenant_id and b.delivery_kind = 'pickup'))
      from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = p_order_id and b.delivery_kind is not null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_download (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_item_id   uuid,
  p_file_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_file record;
begin
  -- of two that ask for the last one at once, one gets it
  update public.order_downloads d set left_over = d.left_over - 1, last_at = clock_timestamp()
  from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
  where d.tenant_id = p_tenant_id and d.item_id = p_item_id and d.file_id = p_file_id and d.left_over > 0 and d.expires_at > now()
    and i.tenant_id = p_tenant_id and i.id = p_item_id and i.order_id = p_order_id and i.returned < i.quantity and o.state <> 'cancelled'
    and o.paid_at is not null and o.paid_cents >= o.total_cents - o.refunded_cents;
  if not found then
    return '{"state": "closed"}';
  end if;
  select f.name, m.path into v_file from public.product_files f
  join app.media_files m on m.tenant_id = p_tenant_id and m.id = f.id
  where f.tenant_id = p_tenant_id and f.id = p_file_id;
  perform app.note_order(p_tenant_id, p_order_id, 'downloaded', jsonb_build_object('name', v_file.name));
  return jsonb_build_object('state', 'open', 'path', v_file.path, 'name', v_file.name);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_buyer (
  p_tenant_id uuid,
  p_order_id  uuid,
  p_id        uuid,
  p_page      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order record;
  v_goods jsonb := app.goods_of_order(p_tenant_id, p_order_id);
  v_lines text[];
  v_key text;
  v_path text;
begin
  select o.number, o.page_key, o.thread_id, o.patient_id, o.state, o.paid_at, b.phone, b.email, coalesce(b.full_name, y.full_name, c.full_name) as name, t.name as clinic
  into v_order from public.orders o
  join public.tenants t on t.id = p_tenant_id
  join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
  left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
  left join public.order_buyers b on b.tenant_id = p_tenant_id and b.order_id = o.id
  where o.tenant_id = p_tenant_id and o.id = p_order_id;
  if v_order.paid_at is null or v_order.state = 'cancelled' then
    return '{"skipped": "order_not_paid"}';
  elsif exists (select from public.order_events e where e.tenant_id = p_tenant_id and e.order_id = p_order_id and e.kind = 'buyer_told') then
    return '{"skipped": "told_already"}';
  end if;
  v_path := p_page || v_order.page_key;
  v_lines := array(
    select (g ->> 'name') || coalesce(', ' || to_char((g ->> 'start_local')::timestamp, 'DD/MM "às" HH24:MI'), '') || ': vale '
      || left(g ->> 'code', 5) || '-' || right(g ->> 'code', 5)
    from jsonb_array_elements(v_goods -> 'vouchers') g limit 12);
  if v_order.email is not null then
    perform app.send_email(p_tenant_id, 'order_paid', v_order.email, jsonb_build_object('clinic', v_order.clinic, 'number', v_order.number,
      'path', substring(v_path from '/meu-pedido.*$'), 'lines', to_jsonb(v_lines), 'has_files', v_goods -> 'files' <> '[]'), 'order:' || p_order_id);
  end if;
  -- conversations are locked last
  v_key := coalesce(
    (select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_order.thread_id),
    case when v_order.phone is not null then app.campaign_thread(p_tenant_id, v_order.phone, v_order.name)
      when v_order.patient_id is not null then app.thread_to_tell(p_tenant_id, v_order.patient_id) end);
  perform app.note_order(p_tenant_id, p_order_id, 'buyer_told');
  if v_key is null then
    return '{"skipped": "no_conversation"}';
  end if;
  return app.create_automation_message(p_tenant_id, v_key, p_id,
    'Olá! Aqui é da ' || v_order.clinic || '. Recebemos o pagamento do pedido nº ' || v_order.number || E'.'
    || case when cardinality(v_lines) > 0 then E'\n\n• ' || array_to_string(v_lines, E'\n• ') else '' end
    || case when v_goods -> 'files' <> '[]' then E'\n\nSeus arquivos estão prontos para baixar.' else '' end
    || E'\n\nSeu pedido: ' || v_path, 'order_paid');
end;
$function$;

CREATE OR REPLACE FUNCTION public.begin_product_upload (
  p_tenant_id  uuid,
  p_product_id uuid,
  p_upload_id  uuid,
  p_mime_type  text,
  p_bytes      bigint,
  p_file_name  text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
  v_types text[];
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_stock_keeper(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if not exists (
    select from public.products q join public.product_kinds k on k.key = q.kind and k.is_downloaded
    where q.tenant_id = p_tenant_id and q.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  elsif p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  select b.allowed_mime_types into v_types from storage.buckets b where b.id = 'product-files';
  if v_type <> '' and not v_type = any (v_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = array_to_string(v_types, ',');
  elsif p_bytes > app.media_byte_limit() then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = app.media_byte_limit()::text,
      hint = format('Up to %s bytes.', app.media_byte_limit());
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, 'document', coalesce(nullif(v_type, ''), 'application/octet-stream'), p_bytes,
    p_file_name, p_bucket => 'product-files', p_folder => p_product_id::text);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', v_file.bucket, 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', app.media_byte_limit());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_product_upload"(uuid, uuid, uuid, text, bigint, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.disconnect_carrier (
  p_tenant_id uuid,
  p_provider  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  delete from app.shipping_accounts a where a.tenant_id = p_tenant_id and a.provider = p_provider;
  return public.get_shop_deliveries(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."disconnect_carrier"(uuid, text) FROM PUBLIC, "anon", "service_role";

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
    'is_shipped', (select k.is_shipped from public.product_kinds k where k.key = v_product.kind),
    'is_downloaded', (select k.is_downloaded from public.product_kinds k where k.key = v_product.kind), 'therapists', case when v_product.session_type_id is not null and exists (
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
      select jsonb_agg(to_jsonb(r) - 'tenant_id' - 'position' order by r.position, r.id) from public.shipping_rates r where r.tenant_id = p_tenant_id), '[]'),
    'carriers', (
      select jsonb_agg(jsonb_build_object('provider', v.key, 'name', v.name, 'is_connected', a.id is not null, 'origin_cep', a.origin_cep,
        'extra_cents', a.extra_cents, 'extra_days', a.extra_days, 'key_hint', a.key_hint, 'is_key_refused', a.key_refused_at is not null) order by v.position)
      from app.shipping_providers v
      left join app.shipping_accounts a on a.tenant_id = p_tenant_id and a.provider = v.key));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_product_files (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_stock_reader(p_tenant_id);
  if not exists (select from public.products q where q.tenant_id = p_tenant_id and q.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'max_downloads', f.max_downloads, 'valid_days', f.valid_days,
      'is_archived', f.archived_at is not null) order by f.archived_at is not null, f.created_at, f.id)
    from public.product_files f where f.tenant_id = p_tenant_id and f.product_id = p_product_id), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_product_files"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.redeem_voucher (
  p_tenant_id uuid,
  p_code      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_voucher public.order_vouchers;
  v_order public.orders;
  v_name text;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_voucher from public.order_vouchers w
  where w.tenant_id = p_tenant_id and w.code = upper(regexp_replace(left(p_code, 40), '[^0-9A-Za-z]', '', 'g'));
  if v_voucher.id is null then
    raise sqlstate 'PT404' using message = 'voucher_not_found';
  end if;
  v_order := app.lock_order(p_tenant_id, v_voucher.order_id);
  select * into v_voucher from public.order_vouchers w where w.tenant_id = p_tenant_id and w.id = v_voucher.id for update;
  if v_voucher.redeemed_at is not null then
    raise sqlstate 'PT409' using message = 'voucher_redeemed', detail = v_voucher.redeemed_at::text;
  elsif v_order.paid_cents < v_order.total_cents - v_order.refunded_cents or (
    select (g -> 'is_void')::boolean from jsonb_array_elements(app.goods_of_order(p_tenant_id, v_order.id) -> 'vouchers') g
    where g ->> 'id' = v_voucher.id::text) then
    raise sqlstate 'PT409' using message = 'voucher_void';
  end if;
  update public.order_vouchers w set redeemed_at = clock_timestamp(), redeemed_by = auth.uid()
  where w.tenant_id = p_tenant_id and w.id = v_voucher.id;
  update public.order_items i set fulfilled = greatest(i.fulfilled, least(i.quantity, i.returned + (
    select count(*) from public.order_vouchers w where w.tenant_id = p_tenant_id and w.item_id = i.id and w.redeemed_at is not null)))
  where i.tenant_id = p_tenant_id and i.id = v_voucher.item_id returning i.name into v_name;
  perform app.note_order(p_tenant_id, v_order.id, 'voucher_redeemed', jsonb_build_object('name', v_name));
  perform app.refresh_order(p_tenant_id, v_order.id);
  return app.order_json(p_tenant_id, v_order.id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."redeem_voucher"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_product_file (
  p_tenant_id  uuid,
  p_id         uuid,
  p_product_id uuid,
  p_file       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
begin
  perform app.require_stock_keeper(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if not exists (select from public.product_files f where f.tenant_id = p_tenant_id and f.id = p_id and f.product_id = p_product_id) then
    -- held until it is kept: nobody sweeps it meanwhile
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = p_id and f.bucket = 'product-files' and f.folder = p_product_id::text
      and f.uploaded_by = auth.uid() for update;
    if not found or v_file.state = 'doomed' then
      raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
    elsif v_file.state <> 'stored' then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    end if;
    insert into public.product_files (tenant_id, id, product_id, name, mime_type, size, uploaded_by)
    values (p_tenant_id, p_id, p_product_id,
      left(app.named_with_ending(coalesce(nullif(app.normalize_name(v_file.file_name), ''), 'arquivo'), v_file.path), 150),
      v_file.mime_type, v_file.bytes, auth.uid());
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = p_id;
  end if;
  update public.product_files f set max_downloads = coalesce(app.typed_number(p_file ->> 'max_downloads'), f.max_downloads),
    valid_days = coalesce(app.typed_number(p_file ->> 'valid_days'), f.valid_days),
    archived_at = case when p_file -> 'is_archived' = 'true' then coalesce(f.archived_at, now()) end
  where f.tenant_id = p_tenant_id and f.id = p_id;
  return public.list_product_files(p_tenant_id, p_product_id);
exception when check_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_file';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_product_file"(uuid, uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."media_files"
  ADD CONSTRAINT "bucket_is_known" CHECK ((bucket = ANY (ARRAY['whatsapp-media'::text, 'patient-files'::text, 'imports'::text, 'product-images'::text, 'product-files'::text])));

ALTER TABLE "app"."shipping_accounts"
  ADD CONSTRAINT "shipping_accounts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."shipping_accounts"
  ADD CONSTRAINT "shipping_accounts_provider_fkey" FOREIGN KEY (PROVIDER) REFERENCES app.shipping_providers(key) ON DELETE RESTRICT;

ALTER TABLE "app"."shipping_quotes"
  ADD CONSTRAINT "shipping_quotes_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.shipping_accounts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app_private"."shipping_credentials"
  ADD CONSTRAINT "shipping_credentials_tenant_id_account_id_fkey" FOREIGN KEY (tenant_id, account_id) REFERENCES app.shipping_accounts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_downloads"
  ADD CONSTRAINT "order_downloads_tenant_id_item_id_fkey" FOREIGN KEY (tenant_id, item_id) REFERENCES public.order_items(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_events"
  ADD CONSTRAINT "order_event_is_known"
    CHECK
    ((kind = ANY (ARRAY['placed'::text, 'link_sent'::text, 'payment'::text, 'paid'::text, 'payment_late'::text, 'late_settled'::text, 'waiting_voucher'::text,
    'voucher_failed'::text,
    'checkout_expired'::text,
    'fulfilled'::text,
    'returned'::text,
    'refunded'::text,
    'refund_failed'::text,
    'disputed'::text,
    'dispute_won'::text,
    'dispute_lost'::text,
    'expired'::text, 'revived'::text, 'cancelled'::text, 'package_sold'::text, 'package_waits'::text, 'buyer_told'::text, 'voucher_redeemed'::text, 'downloaded'::text])));

ALTER TABLE "public"."order_vouchers"
  ADD CONSTRAINT "order_vouchers_tenant_id_item_id_fkey" FOREIGN KEY (tenant_id, item_id) REFERENCES public.order_items(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_vouchers"
  ADD CONSTRAINT "order_vouchers_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."order_downloads"
  ADD CONSTRAINT "order_downloads_tenant_id_file_id_fkey" FOREIGN KEY (tenant_id, file_id) REFERENCES public.product_files(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."product_files"
  ADD CONSTRAINT "product_files_tenant_id_id_fkey" FOREIGN KEY (tenant_id, id) REFERENCES app.media_files(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."product_files"
  ADD CONSTRAINT "product_files_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX shipping_accounts_provider ON app.shipping_accounts USING btree (PROVIDER);

CREATE INDEX shipping_quotes_age ON app.shipping_quotes USING btree (tenant_id, quoted_at);

CREATE INDEX order_downloads_file ON public.order_downloads USING btree (tenant_id, file_id);

CREATE INDEX order_vouchers_order ON public.order_vouchers USING btree (tenant_id, order_id);

CREATE INDEX product_files_product ON public.product_files USING btree (tenant_id, product_id, created_at);

CREATE POLICY "select_nobody" ON "app"."shipping_accounts"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."shipping_providers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."shipping_quotes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app_private"."shipping_credentials"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."order_downloads"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."order_vouchers"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."product_files"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "insert_product_file_of_uploader" ON "storage"."objects"
  FOR INSERT
  TO "authenticated"
  WITH CHECK (((bucket_id = 'product-files'::text) AND app.may_upload_media(bucket_id, name)));

CREATE POLICY "select_product_file_of_uploader" ON "storage"."objects"
  FOR SELECT
  TO "authenticated"
  USING (((bucket_id = 'product-files'::text) AND app.may_upload_media(bucket_id, name)));

COMMENT ON COLUMN "app"."media_files"."bucket" IS 'whatsapp-media: files of conversations. patient-files: files of patients, which public.patient_files keeps. imports: what somebody imports, for a day. product-images: pictures of products, which public.product_images keeps. product-files: what buyers download, which public.product_files keeps.';

COMMENT ON COLUMN "app"."shipping_accounts"."extra_cents" IS 'What packing costs the buyer beside, and extra_days how long it takes.';

COMMENT ON COLUMN "app"."shipping_accounts"."key_refused_at" IS 'Since when the provider takes the key no more.';

COMMENT ON COLUMN "app"."shipping_accounts"."origin_cep" IS 'Where the clinic sends from.';

COMMENT ON COLUMN "app"."shipping_quotes"."grams" IS 'Rounded up to 100, and cents (the value of what is sent) to R$ 50: parcels that cost the same are asked for once.';

COMMENT ON COLUMN "app"."shipping_quotes"."services" IS '[{service, name, price_cents, days_min, days_max}]; empty: it sends nothing of this there.';

COMMENT ON COLUMN "public"."order_downloads"."left_over" IS 'How often it can be opened still.';

COMMENT ON COLUMN "public"."product_files"."max_downloads" IS 'How often one purchase opens it, and valid_days for how long after the payment.';

COMMENT ON FUNCTION "app"."carriers_to_ask"(text, jsonb, text) IS 'Caller: shop, before it prices a cart. The accounts of the shop that have said nothing of this parcel for an hour: [{tenant_id, id, provider, credentials, from, to, grams, cents}]. Errors: none.';

COMMENT ON FUNCTION "app"."connect_carrier"(uuid, uuid, text, text, integer, integer, text, jsonb) IS 'Caller: owner or admin, through connect-carrier, with a key that the provider took. The clinic''s account of before at the same provider is gone. Answers as get_shop_deliveries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 credentials_not_encrypted, PT400 invalid_carrier.';

COMMENT ON FUNCTION "app"."give_goods"(uuid, uuid) IS 'What a paid order gives at once: downloads, and vouchers of what was bought at a distance; the buyer is told by a job. The order is locked.';

COMMENT ON FUNCTION "app"."goods_of_order"(uuid, uuid) IS 'What an order gave: {vouchers: [{id, code, name, start_local, place, redeemed_at, is_void}], files: [{item_id, file_id, name, left, expires_local, is_open}]}.';

COMMENT ON FUNCTION "app"."keep_shipping_quote"(uuid, uuid, text, integer, integer, jsonb) IS 'Caller: shop, with what a provider said of a parcel: p_services [{service, name, price_cents, days_min, days_max}]; NULL: it takes the key no more. False when the account is gone. Errors: none.';

COMMENT ON FUNCTION "app"."order_times"(uuid, uuid) IS 'The times in agendas that an order booked: [{name, start_local, therapist, is_online, is_cancelled}].';

COMMENT ON FUNCTION "app"."parcel_cents"(integer) IS 'The value that a carrier is asked to insure: up to the next R$ 50.';

COMMENT ON FUNCTION "app"."parcel_grams"(integer) IS 'The weight that a carrier is asked about: up to the next 100 g.';

COMMENT ON FUNCTION "app"."shipping_options"(public.shop_settings, text, integer, integer) IS 'In which ways things of this weight and value get to a CEP, NULL: not said yet; by the table of the clinic, and as its carriers have said within three hours: [{id, kind (pickup | ship), name, price_cents, days_min, days_max, note}].';

COMMENT ON FUNCTION "app"."take_download"(uuid, uuid, uuid, uuid) IS 'Caller: order-page, which has found the order of the link. Counts a download of a file of a paid order: {state: open (path, name) | closed (too often, too late, given back, or not of this order)}. Errors: none.';

COMMENT ON FUNCTION "app"."tell_buyer"(uuid, uuid, uuid, text) IS 'Caller: the job tell_buyer, once an order is paid that was not bought at the desk: its vouchers and its page, by e-mail and in the conversation with who typed the number, unless that one wants no messages at all. Told once. p_id becomes the message, p_page is the address of the page up to its key. Errors: none.';

COMMENT ON FUNCTION "public"."begin_product_upload"(uuid, uuid, uuid, text, bigint, text) IS 'Caller: owner, admin and operator, before a browser puts a file of a digital product at path of bucket. Then accept-media-upload looks at it and save_product_file keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT400 empty_upload, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."disconnect_carrier"(uuid, text) IS 'Caller: owner and admin. The shop asks this provider no more, and its key is gone; orders keep what they were told. Answers as get_shop_deliveries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_catalog_item"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. How a product stands in the shop: {is_published, slug, summary, body, therapist_id, weight_grams, is_shipped, is_downloaded, therapists [{id, name}] (of a service with a type of session: whose agenda can be booked; NULL otherwise), shop_slug (NULL while the shop is closed)}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."get_shop_deliveries"(uuid) IS 'Caller: owner, admin, supervisor and operator. How things of the shop get to whoever bought them: {is_ready (the shop has its settings), offers_pickup, pickup_note, hold_minutes, rates: [{id, name, cep_from, cep_to, max_grams, price_cents, free_from_cents, days_min, days_max}], carriers: [{provider, name, is_connected, origin_cep, extra_cents, extra_days, key_hint, is_key_refused}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_product_files"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. What buyers of a digital product download: [{id, name, size, max_downloads, valid_days, is_archived}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."redeem_voucher"(uuid, text) IS 'Caller: owner, admin and operator. A buyer shows a voucher: what it is for is handed over, once. Answers its order as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 voucher_not_found, PT404 order_not_found, PT409 voucher_redeemed (detail: when), PT409 voucher_void.';

COMMENT ON FUNCTION "public"."save_product_file"(uuid, uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. Keeps a file that was put for this product, once accept-media-upload has looked at it, or changes one: p_file {max_downloads, valid_days, is_archived}. Answers list_product_files. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT404 upload_not_found, PT409 upload_incomplete, PT400 invalid_file.';

COMMENT ON TABLE "app_private"."shipping_credentials" IS 'AES-GCM ciphertext {v, kid, iv, ct} of {token}, made by the edge functions; gone with the account.';

COMMENT ON TABLE "public"."order_vouchers" IS 'Whether one still counts follows from its order: cancelled or given back, it does not.';

COMMENT ON TABLE "public"."product_files" IS 'Files of digital products. Of a product that was sold none is removed: archived, it is offered no more, and whoever bought it has it.';

COMMENT ON TABLE "public"."product_kinds" IS 'Kinds of products. has_seats: sold by time slots. gives_sessions: whoever buys it has sessions of the practice. gives_voucher: whoever buys it at a distance shows a voucher at the clinic. is_downloaded: whoever has paid for it gets its files.';

REVOKE ALL ON FUNCTION "app"."carriers_to_ask"(text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."carriers_to_ask"(text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."carriers_to_ask"(text, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."carriers_to_ask"(text, jsonb, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."connect_carrier"(uuid, uuid, text, text, integer, integer, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."connect_carrier"(uuid, uuid, text, text, integer, integer, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."connect_carrier"(uuid, uuid, text, text, integer, integer, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."connect_carrier"(uuid, uuid, text, text, integer, integer, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_goods"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_goods"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_goods"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."goods_of_order"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."goods_of_order"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."goods_of_order"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_shipping_quote"(uuid, uuid, text, integer, integer, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_shipping_quote"(uuid, uuid, text, integer, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_shipping_quote"(uuid, uuid, text, integer, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_shipping_quote"(uuid, uuid, text, integer, integer, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."order_times"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_times"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_times"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."parcel_cents"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."parcel_cents"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."parcel_cents"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."parcel_grams"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."parcel_grams"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."parcel_grams"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_download"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_download"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_download"(uuid, uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_download"(uuid, uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_buyer"(uuid, uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_buyer"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_buyer"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_buyer"(uuid, uuid, uuid, text) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."begin_product_upload"(uuid, uuid, uuid, text, bigint, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_product_upload"(uuid, uuid, uuid, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_product_upload"(uuid, uuid, uuid, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_carrier"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."disconnect_carrier"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."disconnect_carrier"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_product_files"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_product_files"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_product_files"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."redeem_voucher"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."redeem_voucher"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."redeem_voucher"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_product_file"(uuid, uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_product_file"(uuid, uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_product_file"(uuid, uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."order_downloads" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_downloads" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_downloads" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_downloads" TO "service_role";

REVOKE ALL ON TABLE "public"."order_vouchers" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_vouchers" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_vouchers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_vouchers" TO "service_role";

REVOKE ALL ON TABLE "public"."product_files" FROM "authenticated";

GRANT SELECT ON TABLE "public"."product_files" TO "authenticated";

REVOKE ALL ON TABLE "public"."product_files" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."product_files" TO "service_role";

insert into app.automation_reasons (reason, purpose, priority) values
  ('opt_out_ack', 'ack', 100), ('opt_in_ack', 'service', 90), ('auto_reply', 'service', 80), ('session_notice', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- Private: every object is opened by a signed address. What a browser says it uploads is one of the types that may be kept.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('whatsapp-media', 'whatsapp-media', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- assistant_risk: whoever is in danger is answered, whatever they wanted before
insert into app.automation_reasons (reason, purpose, priority) values
  ('assistant', 'service', 80), ('assistant_risk', 'ack', 100), ('assistant_rating', 'service', 30)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- A turn says itself what became of it; whoever does not get it done hands over to a person.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('answer_conversation', 120, 4, 5, 30, false, 'app.give_up_turn')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Asked once, or not at all: whoever is not asked within the attempts is left in peace.
insert into app.job_kinds (kind, is_listed) values ('ask_rating', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Every case is kept as it is answered: whoever takes the job after a crash goes on with those that are left.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, revive_function, summary_function) values
  ('evaluate_prompt', 300, 5, 5, 60, 'app.give_up_evaluation', 'app.revive_evaluation', 'app.evaluation_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

insert into app.sealed_stores (name, owner_column, sealed_column) values ('app_private.assistant_credentials', 'tenant_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

insert into app.automation_reasons (reason, purpose, priority) values
  ('workflow_service', 'service', 40), ('workflow_reminders', 'reminders', 45), ('workflow_marketing', 'marketing', 10)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- A freed time is lost by waiting, so its offer goes before what is due tomorrow.
insert into app.automation_reasons (reason, purpose, priority) values
  ('session_reminder', 'reminders', 70), ('reminder_answer_ack', 'ack', 90), ('waiting_offer', 'service', 80),
  ('waiting_answer_ack', 'ack', 90), ('online_booking', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

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

-- Private: every object is opened by a signed address. The types are those of whatsapp-media, which content is held against.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('patient-files', 'patient-files', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- what was bought and paid for has to be known
insert into app.automation_reasons (reason, purpose, priority) values ('order_paid', 'service', 90)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.order_buyers', 161, true, null, null),
  ('public.shipping_rates', 162, true, null, null),
  ('public.product_files', 163, true, null, null),
  ('public.order_vouchers', 164, true, null, null),
  ('public.order_downloads', 165, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null),
  ('public.reviews', 159, true, null, null),
  ('public.session_deposits', 160, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false), ('session_deposit', false), ('stripe_fee', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An invoice says itself what became of it, and is tried again from its order.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('order_invoice', 8, false, 'app.give_up_order_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true), ('free_order_times', true), ('tell_buyer', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.shipping_providers (key, name, position) values ('melhor_envio', 'Melhor Envio', 1)
on conflict (key) do update set name = excluded.name, position = excluded.position;

insert into public.product_kinds (key, position, has_stock, is_shipped, has_seats, gives_sessions, invoice, gives_voucher, is_downloaded) values
  ('physical', 1, true, true, false, false, 'nfe', false, false), ('service', 2, false, false, false, false, 'nfse', true, false),
  ('package', 3, false, false, false, true, 'nfse', false, false), ('digital', 4, false, false, false, false, 'nfse', false, true),
  ('experience', 5, false, false, true, false, 'nfse', true, false)
on conflict (key) do update set
  position = excluded.position, has_stock = excluded.has_stock, is_shipped = excluded.is_shipped, has_seats = excluded.has_seats,
  gives_sessions = excluded.gives_sessions, invoice = excluded.invoice, gives_voucher = excluded.gives_voucher, is_downloaded = excluded.is_downloaded;

-- Private, too: the function shop passes on what stands in an open shop, and nothing else. Two megabytes: browsers make pictures
-- smaller before they put them.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('product-images', 'product-images', false, 2 * 1024 * 1024, '{image/jpeg,image/png,image/webp}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- Private: buyers open an object by a signed address. The types are those of whatsapp-media, which content is held against.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('product-files', 'product-files', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

insert into app.automation_reasons (reason, purpose, priority) values
  ('campaign', 'marketing', 20), ('campaign_notice', 'service', 30), ('campaign_test', 'service', 60)
on conflict (reason) do update set purpose = excluded.purpose, priority = excluded.priority;

-- Four calls of at most 25 seconds each; Dinamize may be away for a night.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, open_function, dead_function, revive_function, summary_function) values
  ('push_lead', 150, 16, 15, 3600, 'app.open_lead_pushes', 'app.give_up_lead_push', 'app.revive_lead_pushes', 'app.lead_push_summary'),
  ('pull_leads', 150, 16, 15, 3600, null, null, null, null),
  ('erase_contact', 150, 60, 60, 21600, null, null, null, null)
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

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.dinamize_credentials', 'account_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

-- Private: whoever began an import puts its file, no browser opens one, the worker reads it.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('imports', 'imports', false, 26214400, '{text/csv,text/plain,application/octet-stream,application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

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

insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.channel_credentials', 'channel_id', 'credentials'),
  ('app_private.pix_credentials', 'account_id', 'credentials'),
  ('app_private.shipping_credentials', 'account_id', 'credentials'),
  ('app_private.stripe_credentials', 'account_id', 'credentials'),
  ('app_private.webhook_secrets', 'endpoint_id', 'secret')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;

-- Private, without a policy: no browser opens an object but by an address that open_export was asked for.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('exports', 'exports', false, 5::bigint * 1024 * 1024 * 1024, '{application/zip,application/pdf,application/json}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
