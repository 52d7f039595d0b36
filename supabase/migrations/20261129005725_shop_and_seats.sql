-- shop and seats: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."shop_routes" (
  "slug"      text NOT NULL,
  "tenant_id" uuid NOT NULL,
  CONSTRAINT "shop_routes_pkey" PRIMARY KEY (slug)
);

ALTER TABLE "app"."shop_routes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."catalog_items" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "product_id"   uuid                     NOT NULL,
  "slug"         text                     NOT NULL,
  "summary"      text,
  "body"         text,
  "is_published" boolean                  NOT NULL DEFAULT false,
  "published_at" timestamp with time zone,
  "created_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "catalog_items_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "item_slug_is_url_safe" CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((char_length(slug) >= 1) AND (char_length(slug) <= 100)))),
  CONSTRAINT "item_texts_fit" CHECK (((char_length(summary) <= 300) AND (char_length(body) <= 8000))),
  CONSTRAINT "published_has_a_moment" CHECK (((NOT is_published) OR (published_at IS NOT NULL)))
);

ALTER TABLE "public"."catalog_items"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."catalog_items" FROM "anon";

CREATE TABLE "public"."schedule_slots" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "product_id"    uuid                     NOT NULL,
  "starts_at"     timestamp with time zone NOT NULL,
  "ends_at"       timestamp with time zone NOT NULL,
  "capacity"      smallint                 NOT NULL,
  "reserved"      smallint                 NOT NULL DEFAULT 0,
  "sold"          smallint                 NOT NULL DEFAULT 0,
  "place"         text,
  "cancelled_at"  timestamp with time zone,
  "cancel_reason" text,
  "created_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "no_seat_is_given_twice" CHECK (((reserved >= 0) AND (sold >= 0) AND ((reserved + sold) <= capacity))),
  CONSTRAINT "schedule_slots_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "seats_are_some" CHECK (((capacity >= 1) AND (capacity <= 5000))),
  CONSTRAINT "slot_cancel_is_whole" CHECK (((cancel_reason IS NULL) OR ((cancelled_at IS
    NOT NULL) AND ((char_length(cancel_reason) >= 1) AND (char_length(cancel_reason) <= 200))))),
  CONSTRAINT "slot_ends_after_it_begins" CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '31 days'::interval)))),
  CONSTRAINT "slot_place_is_one_plain_line" CHECK (((place = app.normalize_name(place)) AND ((char_length(place) >= 1) AND (char_length(place) <= 200))))
);

ALTER TABLE "public"."schedule_slots"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."schedule_slots"
  SET (fillfactor=80);

REVOKE ALL ON TABLE "public"."schedule_slots" FROM "anon";

CREATE TABLE "public"."seat_holds" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "slot_id"    uuid                     NOT NULL,
  "quantity"   smallint                 NOT NULL,
  "returned"   smallint                 NOT NULL DEFAULT 0,
  "state"      text                     NOT NULL DEFAULT 'open'::text,
  "owner_kind" text                     NOT NULL,
  "owner_id"   uuid                     NOT NULL,
  "expires_at" timestamp with time zone,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "closed_at"  timestamp with time zone,
  CONSTRAINT "closed_has_a_moment" CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  CONSTRAINT "no_more_than_taken" CHECK (((returned >= 0) AND (returned <= quantity) AND ((returned = 0) OR (state = 'taken'::text)))),
  CONSTRAINT "owner_kind_is_a_word" CHECK ((owner_kind ~ '^[a-z_]+$'::text)),
  CONSTRAINT "seat_holds_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "seat_state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'released'::text, 'expired'::text]))),
  CONSTRAINT "seats_are_some" CHECK ((quantity > 0))
);

ALTER TABLE "public"."seat_holds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."seat_holds" FROM "anon";

CREATE TABLE "public"."shop_settings" (
  "tenant_id"   uuid                     NOT NULL,
  "is_open"     boolean                  NOT NULL DEFAULT false,
  "slug"        text                     NOT NULL,
  "is_indexed"  boolean                  NOT NULL DEFAULT true,
  "legal_name"  text,
  "tax_id"      text,
  "address"     text,
  "email"       text,
  "phone"       text,
  "intro_text"  text,
  "policy_text" text,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "seller_is_named_when_open" CHECK (((NOT is_open) OR ((legal_name IS NOT NULL) AND (tax_id IS NOT NULL) AND (address IS NOT NULL) AND ((email IS NOT NULL) OR (phone IS
    NOT NULL))))),
  CONSTRAINT "shop_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "shop_slug_is_url_safe" CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((char_length(slug) >= 3) AND (char_length(slug) <= 60)))),
  CONSTRAINT "shop_texts_fit"
    CHECK
    (((char_length(tax_id) <= 18) AND (char_length(address) <= 300) AND (char_length(email) <= 254) AND (char_length(phone) <= 30) AND (char_length(intro_text) <= 1000) AND
    (char_length(policy_text) <= 4000))),
  CONSTRAINT "legal_name_is_one_plain_line" CHECK (((legal_name = app.normalize_name(legal_name)) AND ((char_length(legal_name) >= 2) AND (char_length(legal_name) <= 160))))
);

ALTER TABLE "public"."shop_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."shop_settings" FROM "anon";

CREATE OR REPLACE FUNCTION app.end_seats (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid,
  p_state      text
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_hold public.seat_holds;
  v_seats integer := 0;
begin
  for v_hold in
    select * from public.seat_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' order by h.slot_id
  loop
    update public.seat_holds h set state = p_state, closed_at = clock_timestamp() where h.tenant_id = p_tenant_id and h.id = v_hold.id;
    update public.schedule_slots s set reserved = s.reserved - v_hold.quantity,
      sold = s.sold + case when p_state = 'taken' then v_hold.quantity else 0 end
    where s.tenant_id = p_tenant_id and s.id = v_hold.slot_id;
    v_seats := v_seats + v_hold.quantity;
  end loop;
  return v_seats;
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_seats (
  p_tenant_id  uuid,
  p_lines      jsonb,
  p_owner_kind text,
  p_owner_id   uuid,
  p_expires_at timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_short jsonb;
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id, array(select l.slot_id from app.seat_lines(p_tenant_id, p_lines) l));
  perform app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'released');
  select jsonb_agg(jsonb_build_object('slot_id', s.id, 'name', p.name, 'starts_at', s.starts_at, 'wanted', l.quantity,
    'available', case when s.cancelled_at is null and s.starts_at > now() then s.capacity - s.reserved - s.sold else 0 end) order by s.id)
  into v_short
  from app.seat_lines(p_tenant_id, p_lines) l
  join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = l.slot_id
  join public.products p on p.tenant_id = p_tenant_id and p.id = s.product_id
  where l.quantity > s.capacity - s.reserved - s.sold or s.cancelled_at is not null or s.starts_at <= now();
  if v_short is not null then
    raise sqlstate 'PT409' using message = 'no_seats_left', detail = v_short;
  end if;
  insert into public.seat_holds (tenant_id, slot_id, quantity, owner_kind, owner_id, expires_at)
  select p_tenant_id, l.slot_id, l.quantity, p_owner_kind, p_owner_id, p_expires_at from app.seat_lines(p_tenant_id, p_lines) l;
  update public.schedule_slots s set reserved = s.reserved + l.quantity
  from app.seat_lines(p_tenant_id, p_lines) l where s.tenant_id = p_tenant_id and s.id = l.slot_id;
  if p_expires_at is not null and jsonb_array_length(p_lines) > 0 then
    perform app.enqueue_at(p_tenant_id, 'release_holds', jsonb_build_object('id', p_owner_id, 'owner_kind', p_owner_kind), p_expires_at);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_seats (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid,
  p_slot_ids   uuid[] DEFAULT '{}'::uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.lock_stock_owner(p_tenant_id, p_owner_kind, p_owner_id);
  perform from public.schedule_slots s
  where s.tenant_id = p_tenant_id and (s.id = any (p_slot_ids) or s.id in (
    select h.slot_id from public.seat_holds h where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id))
  order by s.id for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_shop (
  p_slug    text,
  p_filter  jsonb,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
  v_words text := translate(app.normalize_text(left(p_filter ->> 'q', 80)), '%_\', '');
  v_after text := p_filter ->> 'after';
  v_page uuid[];
  v_size constant integer := 24;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  v_page := array(
    select p.id from public.products p
    where p.tenant_id = v_shop.tenant_id and p.archived_at is null
      and (v_after is null or (p.sort_key, p.id) > (
        select a.sort_key, a.id from public.products a
        join public.catalog_items c on c.tenant_id = v_shop.tenant_id and c.product_id = a.id
        where a.tenant_id = v_shop.tenant_id and c.slug = v_after))
      and (v_words is null or v_words = '' or p.sort_key like '%' || v_words || '%'
        or app.normalize_text(p.category) = v_words)
      and (p_filter ->> 'category' is null or p.category = p_filter ->> 'category')
      and (p_filter ->> 'kind' is null or p.kind = p_filter ->> 'kind')
      and exists (
        select from public.catalog_items i where i.tenant_id = v_shop.tenant_id and i.product_id = p.id and i.is_published)
    order by p.sort_key, p.id limit v_size + 1);
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop),
    'items', coalesce((
      select jsonb_agg(app.shop_card(v_shop.tenant_id, x.id) order by x.n) from unnest(v_page) with ordinality x (id, n) where x.n <= v_size), '[]'),
    'next', (
      select i.slug from public.catalog_items i
      where cardinality(v_page) > v_size and i.tenant_id = v_shop.tenant_id and i.product_id = v_page[v_size]),
    'categories', coalesce((
      select jsonb_agg(c.category order by c.category)
      from (
        select distinct p.category from public.products p
        join public.catalog_items i on i.tenant_id = v_shop.tenant_id and i.product_id = p.id and i.is_published
        where p.tenant_id = v_shop.tenant_id and p.archived_at is null and p.category is not null order by 1 limit 40
      ) c), '[]'),
    'kinds', coalesce((
      select jsonb_agg(k.key order by k.position)
      from public.product_kinds k where exists (
        select from public.products p
        join public.catalog_items i on i.tenant_id = v_shop.tenant_id and i.product_id = p.id and i.is_published
        where p.tenant_id = v_shop.tenant_id and p.kind = k.key and p.archived_at is null)), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_shop_item (
  p_slug    text,
  p_item    text,
  p_ip_hash text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
  v_item public.catalog_items;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  select i.* into v_item from public.catalog_items i
  join public.products p on p.tenant_id = v_shop.tenant_id and p.id = i.product_id and p.archived_at is null
  where i.tenant_id = v_shop.tenant_id and i.slug = p_item and i.is_published;
  if v_item.id is null then
    return jsonb_build_object('state', 'gone', 'shop', app.shop_frame(v_shop));
  end if;
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop), 'item', app.shop_card(v_shop.tenant_id, v_item.product_id)
    || jsonb_build_object('body', v_item.body,
      'variants', coalesce((
        select jsonb_agg(jsonb_build_object('id', v.id, 'sku', v.sku, 'name', array_to_string(v.choices, ' · '), 'price_cents', v.price_cents,
          'is_available', not v.tracks_stock or exists (
            select from public.stock_levels l where l.tenant_id = v_shop.tenant_id and l.variant_id = v.id and l.on_hand > l.reserved))
          order by v.position, v.id)
        from public.product_variants v
        where v.tenant_id = v_shop.tenant_id and v.product_id = v_item.product_id and v.archived_at is null), '[]'),
      'dates', coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
          'start_local', app.local_text(s.starts_at, app.clinic_zone(v_shop.tenant_id)), 'place', s.place,
          'free', s.capacity - s.reserved - s.sold) order by s.starts_at, s.id)
        from (
          select * from public.schedule_slots x
          where x.tenant_id = v_shop.tenant_id and x.product_id = v_item.product_id and x.starts_at > now() and x.cancelled_at is null
          order by x.starts_at limit 50
        ) s), '[]')));
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_expired_holds (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid,
  p_now        timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_units integer;
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  -- what is held together ends together
  if not exists (
    select from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' and h.expires_at <= p_now
    union all
    select from public.seat_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' and h.expires_at <= p_now)
  then
    return 0;
  end if;
  v_units := app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'expired') + app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'expired');
  perform app.publish_event(p_tenant_id, 'stock.hold_expired', jsonb_build_object('owner_kind', p_owner_kind, 'owner_id', p_owner_id));
  return v_units;
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_seats (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  return app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'released');
end;
$function$;

CREATE OR REPLACE FUNCTION app.return_seats (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid,
  p_lines      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_line record;
  v_hold public.seat_holds;
  v_left integer;
  v_part integer;
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  for v_line in select * from app.seat_lines(p_tenant_id, p_lines) loop
    v_left := v_line.quantity;
    for v_hold in
      select * from public.seat_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.slot_id = v_line.slot_id
        and h.state = 'taken' and h.quantity > h.returned
      order by h.created_at desc, h.id desc
    loop
      v_part := least(v_left, v_hold.quantity - v_hold.returned);
      continue when v_part = 0;
      v_left := v_left - v_part;
      update public.seat_holds h set returned = h.returned + v_part where h.tenant_id = p_tenant_id and h.id = v_hold.id;
      update public.schedule_slots s set sold = s.sold - v_part where s.tenant_id = p_tenant_id and s.id = v_line.slot_id;
    end loop;
    if v_left > 0 then
      raise sqlstate 'PT409' using message = 'not_taken', detail = jsonb_build_array(
        jsonb_build_object('slot_id', v_line.slot_id, 'wanted', v_line.quantity, 'available', v_line.quantity - v_left));
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.seat_lines (
  p_tenant_id uuid,
  p_lines     jsonb
)
  RETURNS TABLE (
    slot_id  uuid,
    quantity integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) > 500 or exists (
    select from jsonb_array_elements(p_lines) x (line) where coalesce(app.typed_number(x.line ->> 'quantity'), 0) not between 1 and 5000)
  then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  elsif exists (
    select from jsonb_array_elements(p_lines) x (line)
    where not exists (select from public.schedule_slots s where s.tenant_id = p_tenant_id and s.id = app.typed_id(x.line ->> 'slot_id')))
  then
    raise sqlstate 'PT404' using message = 'slot_not_found';
  end if;
  return query
    select app.typed_id(x.line ->> 'slot_id'), sum(app.typed_number(x.line ->> 'quantity'))::int
    from jsonb_array_elements(p_lines) x (line) group by 1 order by 1;
end;
$function$;

CREATE OR REPLACE FUNCTION app.shop_addresses (
  p_slug text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(x.entry order by x.entry ->> 'path'), '[]')
  from (
    select jsonb_build_object('path', r.slug, 'updated_at', s.updated_at) as entry
    from app.shop_routes r
    join public.shop_settings s on s.tenant_id = r.tenant_id
    where (p_slug is null or r.slug = p_slug) and s.is_indexed and (app.shop_of(r.slug)).tenant_id is not null
    union all
    select jsonb_build_object('path', r.slug || '/' || i.slug, 'updated_at', greatest(i.updated_at, p.updated_at))
    from app.shop_routes r
    join public.shop_settings s on s.tenant_id = r.tenant_id
    join public.catalog_items i on i.tenant_id = r.tenant_id and i.is_published
    join public.products p on p.tenant_id = r.tenant_id and p.id = i.product_id and p.archived_at is null
    where r.slug = p_slug and s.is_indexed and (app.shop_of(r.slug)).tenant_id is not null
    limit 50000
  ) x;
$function$;

CREATE OR REPLACE FUNCTION app.shop_card (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('slug', i.slug, 'name', p.name, 'kind', p.kind, 'category', p.category, 'summary', i.summary,
    'price_cents', v.cheapest, 'dearest_cents', v.dearest,
    'is_available', case when k.has_seats then d.starts_at is not null when v.tracks then coalesce(l.available, 0) > 0 else v.variants > 0 end,
    'next_at', d.starts_at, 'updated_at', greatest(p.updated_at, i.updated_at))
  from public.catalog_items i
  join public.products p on p.tenant_id = p_tenant_id and p.id = i.product_id
  join public.product_kinds k on k.key = p.kind
  cross join lateral (
    select count(*) as variants, min(x.price_cents) as cheapest, max(x.price_cents) as dearest, coalesce(bool_and(x.tracks_stock), false) as tracks
    from public.product_variants x where x.tenant_id = p_tenant_id and x.product_id = p.id and x.archived_at is null) v
  left join lateral (
    select sum(s.on_hand - s.reserved) as available
    from public.product_variants x
    join public.stock_levels s on s.tenant_id = p_tenant_id and s.variant_id = x.id
    where v.tracks and x.tenant_id = p_tenant_id and x.product_id = p.id and x.archived_at is null) l on true
  left join lateral (
    select s.starts_at from public.schedule_slots s
    where k.has_seats and s.tenant_id = p_tenant_id and s.product_id = p.id and s.starts_at > now() and s.cancelled_at is null
      and s.reserved + s.sold < s.capacity
    order by s.starts_at limit 1) d on true
  where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
$function$;

CREATE OR REPLACE FUNCTION app.shop_frame (
  p_shop public.shop_settings
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('slug', p_shop.slug, 'clinic', t.name, 'time_zone', t.time_zone, 'is_indexed', p_shop.is_indexed,
    'legal_name', p_shop.legal_name, 'tax_id', p_shop.tax_id, 'address', p_shop.address, 'email', p_shop.email, 'phone', p_shop.phone,
    'intro_text', p_shop.intro_text, 'policy_text', p_shop.policy_text)
  from public.tenants t where t.id = p_shop.tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.shop_of (
  p_slug text
)
  RETURNS public.shop_settings
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select s from app.shop_routes r
  join public.shop_settings s on s.tenant_id = r.tenant_id
  where r.slug = p_slug and s.is_open and app.module_is_on(r.tenant_id, 'products') and app.module_is_on(r.tenant_id, 'shop')
    and not exists (select from public.tenant_cancellations c where c.tenant_id = r.tenant_id);
$function$;

CREATE OR REPLACE FUNCTION app.slug_of (
  p_text    text,
  p_longest integer
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select nullif(btrim(left(regexp_replace(app.normalize_text(p_text), '[^a-z0-9]+', '-', 'g'), p_longest), '-'), '');
$function$;

CREATE OR REPLACE FUNCTION app.stock_faults()
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
    select l.tenant_id, 'stock_level'
    from public.stock_levels l
    left join public.stock_moves m on m.tenant_id = l.tenant_id and m.variant_id = l.variant_id and m.place_id = l.place_id
    group by l.tenant_id, l.variant_id, l.place_id
    having l.on_hand <> coalesce(sum(m.on_hand), 0) or l.reserved <> coalesce(sum(m.reserved), 0) or l.value_cents <> coalesce(sum(m.value_cents), 0)
    union
    select m.tenant_id, 'stock_level'
    from public.stock_moves m
    where not exists (
      select from public.stock_levels l where l.tenant_id = m.tenant_id and l.variant_id = m.variant_id and l.place_id = m.place_id)
    union
    select l.tenant_id, 'stock_holds'
    from public.stock_levels l
    left join public.stock_holds h
      on h.tenant_id = l.tenant_id and h.variant_id = l.variant_id and h.place_id = l.place_id and h.state = 'open'
    group by l.tenant_id, l.variant_id, l.place_id having l.reserved <> coalesce(sum(h.quantity - h.taken), 0)
    union
    select l.tenant_id, 'stock_lots'
    from public.stock_lot_levels l
    left join public.stock_moves m on m.tenant_id = l.tenant_id and m.lot_id = l.lot_id and m.place_id = l.place_id
    group by l.tenant_id, l.lot_id, l.place_id having l.on_hand <> coalesce(sum(m.on_hand), 0)
    union
    select c.tenant_id, 'stock_chain'
    from (
      select m.tenant_id, m.on_hand, m.reserved, m.on_hand_after, m.reserved_after,
        lag(m.on_hand_after, 1, 0) over w as on_hand_before, lag(m.reserved_after, 1, 0) over w as reserved_before
      from public.stock_moves m
      window w as (partition by m.tenant_id, m.variant_id, m.place_id order by m.number)
    ) c
    where c.on_hand_after <> c.on_hand_before + c.on_hand or c.reserved_after <> c.reserved_before + c.reserved
    union
    select s.tenant_id, 'seats'
    from public.schedule_slots s
    left join public.seat_holds h on h.tenant_id = s.tenant_id and h.slot_id = s.id
    group by s.tenant_id, s.id, s.reserved, s.sold
    having s.reserved <> coalesce(sum(h.quantity) filter (where h.state = 'open'), 0)
      or s.sold <> coalesce(sum(h.quantity - h.returned) filter (where h.state = 'taken'), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_seats (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  return app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'taken');
end;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_schedule_slot (
  p_tenant_id uuid,
  p_slot_id   uuid,
  p_reason    text DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_slot public.schedule_slots;
begin
  perform app.require_stock_keeper(p_tenant_id);
  select * into v_slot from public.schedule_slots s where s.tenant_id = p_tenant_id and s.id = p_slot_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'slot_not_found';
  elsif v_slot.cancelled_at is not null then
    return;
  elsif v_slot.reserved + v_slot.sold > 0 then
    raise sqlstate 'PT409' using message = 'seats_in_use', detail = (v_slot.reserved + v_slot.sold)::text;
  end if;
  update public.schedule_slots s set cancelled_at = now(), cancel_reason = app.trimmed(p_reason, 200)
  where s.tenant_id = p_tenant_id and s.id = p_slot_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_schedule_slot"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

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
    'shop_slug', (select s.slug from public.shop_settings s where s.tenant_id = p_tenant_id and s.is_open and app.module_is_on(p_tenant_id, 'shop')));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_catalog_item"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_shop_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_settings public.shop_settings;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_settings from public.shop_settings s where s.tenant_id = p_tenant_id;
  return jsonb_build_object('is_on', app.module_is_on(p_tenant_id, 'shop'), 'is_open', coalesce(v_settings.is_open, false), 'slug', v_settings.slug,
    'suggested_slug', (select left(t.slug, 60) from public.tenants t where t.id = p_tenant_id),
    'is_indexed', coalesce(v_settings.is_indexed, true), 'legal_name', v_settings.legal_name, 'tax_id', v_settings.tax_id,
    'address', v_settings.address, 'email', v_settings.email, 'phone', v_settings.phone, 'intro_text', v_settings.intro_text,
    'policy_text', v_settings.policy_text,
    'published', (
      select count(*) from public.catalog_items i join public.products p on p.tenant_id = p_tenant_id and p.id = i.product_id
      where i.tenant_id = p_tenant_id and i.is_published and p.archived_at is null));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_shop_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_schedule_slots (
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
  if not exists (select from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', s.id, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
      'start_local', app.local_text(s.starts_at, z.zone), 'minutes', round(extract(epoch from s.ends_at - s.starts_at) / 60)::int,
      'capacity', s.capacity, 'reserved', s.reserved, 'sold', s.sold, 'place', s.place, 'is_cancelled', s.cancelled_at is not null,
      'cancel_reason', s.cancel_reason) order by s.starts_at, s.id)
    from (
      select * from public.schedule_slots x where x.tenant_id = p_tenant_id and x.product_id = p_product_id order by x.starts_at desc limit 200
    ) s, (select app.clinic_zone(p_tenant_id) as zone) z), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_schedule_slots"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
  elsif p_item ->> 'slug' is null and exists (
    select from public.catalog_items i where i.tenant_id = p_tenant_id and i.slug = v_slug and i.product_id <> p_product_id) then
    v_slug := left(v_slug, 90) || '-' || left(p_product_id::text, 8);
  end if;
  insert into public.catalog_items (tenant_id, product_id, slug, summary, body, is_published, published_at)
  values (p_tenant_id, p_product_id, v_slug, app.trimmed(p_item ->> 'summary', 300),
    nullif(btrim(app.normalize_lines(p_item ->> 'body')), ''), v_published, case when v_published then now() end)
  on conflict (tenant_id, product_id) do update set slug = excluded.slug, summary = excluded.summary, body = excluded.body,
    is_published = excluded.is_published, published_at = coalesce(catalog_items.published_at, excluded.published_at);
  return public.get_catalog_item(p_tenant_id, p_product_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'slug_taken';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_catalog_item"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_schedule_slot (
  p_tenant_id  uuid,
  p_product_id uuid,
  p_slot       jsonb
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := app.typed_id(p_slot ->> 'id');
  v_starts timestamptz;
  v_minutes integer := app.typed_number(p_slot ->> 'minutes');
  v_capacity integer := app.typed_number(p_slot ->> 'capacity');
  v_place text := app.normalize_name(p_slot ->> 'place');
  v_slot public.schedule_slots;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if not exists (
    select from public.products p join public.product_kinds k on k.key = p.kind
    where p.tenant_id = p_tenant_id and p.id = p_product_id and k.has_seats) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  v_starts := app.local_moment(app.typed_moment(p_slot ->> 'start_local'), app.clinic_zone(p_tenant_id));
  if v_starts is null or coalesce(v_minutes, 0) not between 5 and 44640 or coalesce(v_capacity, 0) not between 1 and 5000
    or char_length(v_place) > 200 then
    raise sqlstate 'PT400' using message = 'invalid_slot';
  end if;
  if v_id is null then
    insert into public.schedule_slots (tenant_id, product_id, starts_at, ends_at, capacity, place)
    values (p_tenant_id, p_product_id, v_starts, v_starts + v_minutes * interval '1 minute', v_capacity, nullif(v_place, ''))
    returning id into v_id;
    return v_id;
  end if;
  select * into v_slot from public.schedule_slots s
  where s.tenant_id = p_tenant_id and s.id = v_id and s.product_id = p_product_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'slot_not_found';
  elsif v_slot.cancelled_at is not null then
    raise sqlstate 'PT409' using message = 'slot_cancelled';
  elsif v_capacity < v_slot.reserved + v_slot.sold then
    raise sqlstate 'PT409' using message = 'seats_in_use', detail = (v_slot.reserved + v_slot.sold)::text;
  end if;
  update public.schedule_slots s set starts_at = v_starts, ends_at = v_starts + v_minutes * interval '1 minute', capacity = v_capacity,
    place = nullif(v_place, '')
  where s.tenant_id = p_tenant_id and s.id = v_id;
  return v_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_schedule_slot"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_shop_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.shop_settings;
  v_name text := nullif(app.normalize_name(p_settings ->> 'legal_name'), '');
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  -- one at a time: two that choose the same address
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  select * into v_row from public.shop_settings s where s.tenant_id = p_tenant_id;
  v_row.slug := coalesce(app.slug_of(p_settings ->> 'slug', 60), v_row.slug, app.slug_of((
    select t.slug from public.tenants t where t.id = p_tenant_id), 60));
  v_row.is_open := (p_settings -> 'is_open') is not distinct from 'true';
  v_row.is_indexed := (p_settings -> 'is_indexed') is distinct from 'false';
  v_row.legal_name := v_name;
  v_row.tax_id := app.trimmed(p_settings ->> 'tax_id', 18);
  v_row.address := app.trimmed(p_settings ->> 'address', 300);
  v_row.email := app.trimmed(p_settings ->> 'email', 254);
  v_row.phone := app.trimmed(p_settings ->> 'phone', 30);
  v_row.intro_text := nullif(btrim(app.normalize_lines(p_settings ->> 'intro_text')), '');
  v_row.policy_text := nullif(btrim(app.normalize_lines(p_settings ->> 'policy_text')), '');
  if v_row.is_open and (v_name is null or v_row.tax_id is null or v_row.address is null or coalesce(v_row.email, v_row.phone) is null) then
    raise sqlstate 'PT400' using message = 'seller_incomplete';
  end if;
  begin
    insert into app.shop_routes as r (slug, tenant_id) values (v_row.slug, p_tenant_id)
    on conflict (tenant_id) do update set slug = excluded.slug where r.slug <> excluded.slug;
  exception when unique_violation then
    raise sqlstate 'PT409' using message = 'slug_taken';
  end;
  insert into public.shop_settings (tenant_id, is_open, slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text)
  values (p_tenant_id, v_row.is_open, v_row.slug, v_row.is_indexed, v_row.legal_name, v_row.tax_id, v_row.address, v_row.email, v_row.phone,
    v_row.intro_text, v_row.policy_text)
  on conflict (tenant_id) do update set is_open = excluded.is_open, slug = excluded.slug, is_indexed = excluded.is_indexed,
    legal_name = excluded.legal_name, tax_id = excluded.tax_id, address = excluded.address, email = excluded.email, phone = excluded.phone,
    intro_text = excluded.intro_text, policy_text = excluded.policy_text;
  return public.get_shop_settings(p_tenant_id);
exception when check_violation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_shop_settings"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."shop_routes"
  ADD CONSTRAINT "shop_routes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."catalog_items"
  ADD CONSTRAINT "catalog_items_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."schedule_slots"
  ADD CONSTRAINT "schedule_slots_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."seat_holds"
  ADD CONSTRAINT "seat_holds_tenant_id_slot_id_fkey" FOREIGN KEY (tenant_id, slot_id) REFERENCES public.schedule_slots(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."shop_settings"
  ADD CONSTRAINT "shop_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE UNIQUE INDEX shop_routes_tenant ON app.shop_routes USING btree (tenant_id);

CREATE UNIQUE INDEX catalog_items_product ON public.catalog_items USING btree (tenant_id, product_id);

CREATE UNIQUE INDEX catalog_items_slug ON public.catalog_items USING btree (tenant_id, slug);

CREATE INDEX schedule_slots_product ON public.schedule_slots USING btree (tenant_id, product_id, starts_at);

CREATE INDEX seat_holds_of_owner ON public.seat_holds USING btree (tenant_id, owner_kind, owner_id);

CREATE UNIQUE INDEX seat_holds_owner ON public.seat_holds USING btree (tenant_id, owner_kind, owner_id, slot_id)
  WHERE (state = 'open'::text);

CREATE INDEX seat_holds_slot ON public.seat_holds USING btree (tenant_id, slot_id);

CREATE TRIGGER catalog_items_touch
  BEFORE UPDATE ON public.catalog_items
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER schedule_slots_touch
  BEFORE UPDATE ON public.schedule_slots
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER shop_settings_touch
  BEFORE UPDATE ON public.shop_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."shop_routes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."catalog_items"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."schedule_slots"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."seat_holds"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."shop_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."catalog_items"."published_at" IS 'When it stood in the shop for the first time.';

COMMENT ON COLUMN "public"."catalog_items"."slug" IS 'The last part of its address. It stays when the product is renamed.';

COMMENT ON COLUMN "public"."schedule_slots"."reserved" IS 'Seats of open holds; sold: seats of holds that were taken and not given back.';

COMMENT ON COLUMN "public"."shop_settings"."is_indexed" IS 'Whether search engines may list it.';

COMMENT ON COLUMN "public"."shop_settings"."tax_id" IS 'CPF or CNPJ of the seller as it is shown (Decreto 7.962/2013, art. 2).';

COMMENT ON FUNCTION "app"."end_seats"(uuid, text, uuid, text) IS 'Closes the open holds of an owner (p_state taken, released or expired); how many seats. The caller has the locks.';

COMMENT ON FUNCTION "app"."hold_seats"(uuid, jsonb, text, uuid, timestamp with time zone) IS 'From now on the owner holds exactly these seats [{slot_id, quantity}] beside those it has taken: all or nothing. A repetition holds the same until p_expires_at (NULL: until they are released). Errors: PT400 invalid_quantity, PT404 slot_not_found, PT409 no_seats_left (detail: [{slot_id, name, starts_at, wanted, available}]; a date that was cancelled or has begun has none).';

COMMENT ON FUNCTION "app"."lock_seats"(uuid, text, uuid, uuid[]) IS 'The locks of whoever changes the seats of an owner: the owner first, then all slots in one order. Whoever also holds stock locks that before.';

COMMENT ON FUNCTION "app"."open_shop"(text, jsonb, text) IS 'Caller: shop, for whoever has the address. p_filter {q, category, kind, after: the slug of the last item seen}. {state: open | unknown | limited}; an open one with shop (app.shop_frame), 24 items (app.shop_card), next (what comes as after), categories and kinds that have something.';

COMMENT ON FUNCTION "app"."open_shop_item"(text, text, text) IS 'Caller: shop, for whoever has the address. {state: open | gone | unknown | limited}, shop, item: app.shop_card with body, variants [{id, sku, name, price_cents, is_available}] and dates [{id, starts_at, ends_at, start_local, place, free}] to come.';

COMMENT ON FUNCTION "app"."release_expired_holds"(uuid, text, uuid, timestamp with time zone) IS 'Caller: workers (release_holds), at the moment when a hold ends. Lets go of the units and seats that an owner holds if its time is over by now, and tells stock.hold_expired {owner_kind, owner_id}; how many units and seats. Errors: none.';

COMMENT ON FUNCTION "app"."release_seats"(uuid, text, uuid) IS 'Lets go of the seats that an owner holds; those it has taken stay its own. Errors: none.';

COMMENT ON FUNCTION "app"."return_seats"(uuid, text, uuid, jsonb) IS 'Seats that an owner has taken are free again: [{slot_id, quantity}], never more than it has. Errors: PT400 invalid_quantity, PT404 slot_not_found, PT409 not_taken.';

COMMENT ON FUNCTION "app"."seat_lines"(uuid, jsonb) IS 'Lines [{slot_id, quantity}] summed by slot, in the order of locks. Errors: PT400 invalid_quantity, PT404 slot_not_found.';

COMMENT ON FUNCTION "app"."shop_addresses"(text) IS 'Caller: shop, for sitemaps. Of one shop: [{path, updated_at}] of its list and its items, 50,000 at most; without a slug: of all open shops that search engines may list. Closed and private ones are absent.';

COMMENT ON FUNCTION "app"."shop_card"(uuid, uuid) IS 'A product as lists of the shop show it: {slug, name, kind, category, summary, price_cents, dearest_cents, is_available, next_at (the next date with a free seat), updated_at}.';

COMMENT ON FUNCTION "app"."shop_frame"(public.shop_settings) IS 'What every page of a shop says of the seller.';

COMMENT ON FUNCTION "app"."shop_of"(text) IS 'The open shop at an address; NULL where there is none, or it is closed: strangers hear the same of both.';

COMMENT ON FUNCTION "app"."slug_of"(text, integer) IS 'A text as the part of an address: lower case, without accents, words joined by hyphens; NULL where nothing is left.';

COMMENT ON FUNCTION "app"."stock_faults"() IS 'Where levels are not the sum of their moves, reserved is not the sum of the open holds, a lot is not the sum of its moves, a move does not follow from the one before, or the seats of a date are not the sum of their holds.';

COMMENT ON FUNCTION "app"."take_seats"(uuid, text, uuid) IS 'The seats that an owner holds are sold; how many. A repetition finds nothing to do. Whoever has paid after the hold ended holds again first. Errors: none.';

COMMENT ON FUNCTION "public"."cancel_schedule_slot"(uuid, uuid, text) IS 'Caller: owner, admin and operator. Takes a date off; whoever has bought it is refunded or moved before. A repetition changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 slot_not_found, PT409 seats_in_use (detail: how many).';

COMMENT ON FUNCTION "public"."get_catalog_item"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. How a product stands in the shop: {is_published, slug, summary, body, shop_slug (NULL while the shop is closed)}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."get_shop_settings"(uuid) IS 'Caller: owner, admin, supervisor and operator. The shop of the clinic: {is_on (the module), is_open, slug, suggested_slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, published}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_schedule_slots"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. The latest 200 dates of a product, the first first: [{id, starts_at, ends_at, start_local, minutes, capacity, reserved, sold, place, is_cancelled, cancel_reason}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."save_catalog_item"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator, while the shop''s module is on. p_item {is_published, slug, summary, body}; without a slug the one of before, or one made of the name. Answers get_catalog_item. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT409 product_archived, PT400 invalid_item, PT409 slug_taken.';

COMMENT ON FUNCTION "public"."save_schedule_slot"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. p_slot {id (of one that is there), start_local (YYYY-MM-DDTHH:MM on the clinic''s clock), minutes, capacity, place}; answers the id. Never fewer seats than are held or sold. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT400 invalid_slot, PT404 slot_not_found, PT409 slot_cancelled, PT409 seats_in_use (detail: how many).';

COMMENT ON FUNCTION "public"."save_shop_settings"(uuid, jsonb) IS 'Caller: owner, admin and supervisor, while the module is on. The whole form of get_shop_settings; an open shop names its seller. Answers get_shop_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 seller_incomplete, PT400 invalid_settings, PT409 slug_taken.';

COMMENT ON TABLE "app"."shop_routes" IS 'The address of each clinic''s shop, unique over all clinics.';

COMMENT ON TABLE "public"."catalog_items" IS 'Products in the shop. Name, kind, category and prices are the product''s.';

COMMENT ON TABLE "public"."schedule_slots" IS 'Dates of what is sold by seats. Free seats: capacity − reserved − sold.';

COMMENT ON TABLE "public"."seat_holds" IS 'Seats held for an owner (an order, a cart). Open: part of schedule_slots.reserved. Taken: quantity − returned is part of sold.';

COMMENT ON TABLE "public"."shop_settings" IS 'The shop of a clinic: its address, who sells, and what the pages say. It is open when the module is on, too.';

REVOKE ALL ON FUNCTION "app"."end_seats"(uuid, text, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_seats"(uuid, text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_seats"(uuid, text, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_seats"(uuid, jsonb, text, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_seats"(uuid, jsonb, text, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_seats"(uuid, jsonb, text, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_seats"(uuid, text, uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_seats"(uuid, text, uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_seats"(uuid, text, uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_shop"(text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_shop"(text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop"(text, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop"(text, jsonb, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."open_shop_item"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_shop_item"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_item"(text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_item"(text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."release_seats"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."release_seats"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_seats"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."return_seats"(uuid, text, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."return_seats"(uuid, text, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."return_seats"(uuid, text, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."seat_lines"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."seat_lines"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."seat_lines"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_addresses"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_addresses"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_addresses"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_addresses"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."shop_card"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_card"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_card"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_frame"(public.shop_settings) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_frame"(public.shop_settings) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_frame"(public.shop_settings) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_of"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_of"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_of"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."slug_of"(text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."slug_of"(text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."slug_of"(text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_seats"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_seats"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_seats"(uuid, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_schedule_slot"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_schedule_slot"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_schedule_slot"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_catalog_item"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_catalog_item"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_catalog_item"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_shop_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_shop_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_shop_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_schedule_slots"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_schedule_slots"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_schedule_slots"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_catalog_item"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_catalog_item"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_catalog_item"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_schedule_slot"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_schedule_slot"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_schedule_slot"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_shop_settings"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_shop_settings"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_shop_settings"(uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."catalog_items" FROM "authenticated";

GRANT SELECT ON TABLE "public"."catalog_items" TO "authenticated";

REVOKE ALL ON TABLE "public"."catalog_items" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."catalog_items" TO "service_role";

REVOKE ALL ON TABLE "public"."schedule_slots" FROM "authenticated";

GRANT SELECT ON TABLE "public"."schedule_slots" TO "authenticated";

REVOKE ALL ON TABLE "public"."schedule_slots" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."schedule_slots" TO "service_role";

REVOKE ALL ON TABLE "public"."seat_holds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."seat_holds" TO "authenticated";

REVOKE ALL ON TABLE "public"."seat_holds" FROM "service_role";

GRANT SELECT ON TABLE "public"."seat_holds" TO "service_role";

REVOKE ALL ON TABLE "public"."shop_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."shop_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."shop_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."shop_settings" TO "service_role";
