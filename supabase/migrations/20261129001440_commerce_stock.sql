-- commerce stock: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE SEQUENCE "app"."stock_move_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "public"."product_kinds" (
  "key"            text     NOT NULL,
  "position"       smallint NOT NULL,
  "has_stock"      boolean  NOT NULL,
  "is_shipped"     boolean  NOT NULL,
  "has_seats"      boolean  NOT NULL,
  "gives_sessions" boolean  NOT NULL,
  "invoice"        text     NOT NULL,
  CONSTRAINT "invoice_is_known" CHECK ((invoice = ANY (ARRAY['nfe'::text, 'nfse'::text]))),
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z_]+$'::text)),
  CONSTRAINT "product_kinds_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."product_kinds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."product_kinds" FROM "anon";

CREATE TABLE "public"."product_options" (
  "tenant_id"  uuid     NOT NULL,
  "id"         uuid     NOT NULL DEFAULT gen_random_uuid(),
  "product_id" uuid     NOT NULL,
  "name"       text     NOT NULL,
  "choices"    text[]   NOT NULL,
  "position"   smallint NOT NULL,
  CONSTRAINT "option_has_choices" CHECK (((cardinality(choices) >= 1) AND (cardinality(choices) <= 30))),
  CONSTRAINT "option_stands_once" UNIQUE (tenant_id, product_id, "position"),
  CONSTRAINT "product_options_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "three_options_at_most" CHECK ((("position" >= 1) AND ("position" <= 3))),
  CONSTRAINT "option_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 1) AND (char_length(name) <= 40))))
);

ALTER TABLE "public"."product_options"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."product_options" FROM "anon";

CREATE TABLE "public"."product_variants" (
  "tenant_id"        uuid                     NOT NULL,
  "id"               uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "product_id"       uuid                     NOT NULL,
  "choices"          text[]                   NOT NULL DEFAULT '{}'::text[],
  "sku"              text                     NOT NULL,
  "barcode"          text,
  "price_cents"      integer                  NOT NULL DEFAULT 0,
  "cost_cents"       integer                  NOT NULL DEFAULT 0,
  "tracks_stock"     boolean                  NOT NULL DEFAULT false,
  "uses_lots"        boolean                  NOT NULL DEFAULT false,
  "reorder_point"    integer,
  "reorder_quantity" integer,
  "position"         smallint                 NOT NULL DEFAULT 1,
  "archived_at"      timestamp with time zone,
  "created_at"       timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"       timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "barcode_is_a_gtin" CHECK ((barcode ~ '^([0-9]{8}|[0-9]{12,14})$'::text)),
  CONSTRAINT "cost_is_an_amount" CHECK (((cost_cents >= 0) AND (cost_cents <= 100000000))),
  CONSTRAINT "lots_are_of_stock" CHECK ((tracks_stock OR (NOT uses_lots))),
  CONSTRAINT "price_is_an_amount" CHECK (((price_cents >= 0) AND (price_cents <= 100000000))),
  CONSTRAINT "product_variants_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "reorder_is_of_stock" CHECK (((reorder_point >= 0) AND (reorder_quantity > 0))),
  CONSTRAINT "sku_is_a_word" CHECK ((sku ~ '^[A-Z0-9][A-Z0-9._/-]{0,39}$'::text))
);

ALTER TABLE "public"."product_variants"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."product_variants" FROM "anon";

CREATE TABLE "public"."products" (
  "tenant_id"        uuid                     NOT NULL,
  "id"               uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "kind"             text                     NOT NULL,
  "name"             text                     NOT NULL,
  CONSTRAINT "products_pkey" PRIMARY KEY (tenant_id, id),
  "sort_key"         text                     GENERATED ALWAYS AS (app.normalize_text(name)) STORED NOT NULL,
  "category"         text,
  "brand"            text,
  "description"      text,
  "unit"             text                     NOT NULL DEFAULT 'UN'::text,
  "ncm"              text,
  "cfop"             text,
  "service_item"     text,
  "tax_basis_points" integer,
  "session_type_id"  uuid,
  "package_sessions" smallint,
  "package_days"     smallint,
  "version"          integer                  NOT NULL DEFAULT 1,
  "archived_at"      timestamp with time zone,
  "created_by"       uuid,
  "created_at"       timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"       timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "cfop_has_four_digits" CHECK ((cfop ~ '^[1-7][0-9]{3}$'::text)),
  CONSTRAINT "ncm_has_eight_digits" CHECK ((ncm ~ '^[0-9]{8}$'::text)),
  CONSTRAINT "package_has_sessions" CHECK (((package_sessions >= 1) AND (package_sessions <= 200))),
  CONSTRAINT "package_lasts_some_days" CHECK (((package_days >= 1) AND (package_days <= 3650))),
  CONSTRAINT "service_item_is_of_the_list" CHECK ((service_item ~ '^[0-9]{1,2}\.[0-9]{2}$'::text)),
  CONSTRAINT "tax_is_a_share" CHECK (((tax_basis_points >= 0) AND (tax_basis_points <= 10000))),
  CONSTRAINT "texts_fit" CHECK (((char_length(category) <= 60) AND (char_length(brand) <= 60) AND (char_length(description) <= 4000))),
  CONSTRAINT "unit_is_short" CHECK ((unit ~ '^[A-Z0-9]{1,6}$'::text)),
  CONSTRAINT "product_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 120))))
);

ALTER TABLE "public"."products"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."products" FROM "anon";

CREATE TABLE "public"."stock_holds" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "variant_id" uuid                     NOT NULL,
  "place_id"   uuid                     NOT NULL,
  "quantity"   integer                  NOT NULL,
  "taken"      integer                  NOT NULL DEFAULT 0,
  "returned"   integer                  NOT NULL DEFAULT 0,
  "state"      text                     NOT NULL DEFAULT 'open'::text,
  "owner_kind" text                     NOT NULL,
  "owner_id"   uuid                     NOT NULL,
  "expires_at" timestamp with time zone,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "closed_at"  timestamp with time zone,
  CONSTRAINT "closed_has_a_moment" CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  CONSTRAINT "no_more_than_held" CHECK (((taken >= 0) AND (taken <= quantity) AND (returned >= 0) AND (returned <= taken))),
  CONSTRAINT "owner_kind_is_a_word" CHECK ((owner_kind ~ '^[a-z_]+$'::text)),
  CONSTRAINT "quantity_is_some" CHECK ((quantity > 0)),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'released'::text, 'expired'::text]))),
  CONSTRAINT "stock_holds_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "taken_is_all" CHECK (((state = 'taken'::text) = (taken = quantity)))
);

ALTER TABLE "public"."stock_holds"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."stock_holds"
  SET (fillfactor=80);

REVOKE ALL ON TABLE "public"."stock_holds" FROM "anon";

CREATE TABLE "public"."stock_levels" (
  "tenant_id"   uuid    NOT NULL,
  "variant_id"  uuid    NOT NULL,
  "place_id"    uuid    NOT NULL,
  "on_hand"     integer NOT NULL DEFAULT 0,
  "reserved"    integer NOT NULL DEFAULT 0,
  "value_cents" bigint  NOT NULL DEFAULT 0,
  CONSTRAINT "stock_is_never_negative" CHECK (((on_hand >= 0) AND (reserved >= 0) AND (reserved <= on_hand))),
  CONSTRAINT "stock_levels_pkey" PRIMARY KEY (tenant_id, variant_id, place_id),
  CONSTRAINT "value_is_never_negative" CHECK (((value_cents >= 0) AND ((on_hand > 0) OR (value_cents = 0))))
);

ALTER TABLE "public"."stock_levels"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."stock_levels"
  SET (fillfactor=50);

REVOKE ALL ON TABLE "public"."stock_levels" FROM "anon";

CREATE TABLE "public"."stock_lot_levels" (
  "tenant_id" uuid    NOT NULL,
  "lot_id"    uuid    NOT NULL,
  "place_id"  uuid    NOT NULL,
  "on_hand"   integer NOT NULL DEFAULT 0,
  CONSTRAINT "lot_is_never_negative" CHECK ((on_hand >= 0)),
  CONSTRAINT "stock_lot_levels_pkey" PRIMARY KEY (tenant_id, lot_id, place_id)
);

ALTER TABLE "public"."stock_lot_levels"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_lot_levels" FROM "anon";

CREATE TABLE "public"."stock_lots" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "variant_id" uuid                     NOT NULL,
  "code"       text                     NOT NULL,
  "expires_on" date,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "lot_is_known_once" UNIQUE (tenant_id, variant_id, code),
  CONSTRAINT "stock_lots_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "code_is_one_plain_line" CHECK (((code = app.normalize_name(code)) AND ((char_length(code) >= 1) AND (char_length(code) <= 40))))
);

ALTER TABLE "public"."stock_lots"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_lots" FROM "anon";

CREATE TABLE "public"."stock_moves" (
  "tenant_id"      uuid                     NOT NULL,
  "id"             uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "number"         bigint                   NOT NULL DEFAULT nextval('app.stock_move_numbers'::regclass),
  "kind"           text                     NOT NULL,
  "variant_id"     uuid                     NOT NULL,
  "place_id"       uuid                     NOT NULL,
  "lot_id"         uuid,
  "on_hand"        integer                  NOT NULL DEFAULT 0,
  "reserved"       integer                  NOT NULL DEFAULT 0,
  "value_cents"    bigint                   NOT NULL DEFAULT 0,
  "on_hand_after"  integer                  NOT NULL,
  "reserved_after" integer                  NOT NULL,
  "owner_kind"     text,
  "owner_id"       uuid,
  "reason"         text,
  "note"           text,
  "actor_id"       uuid,
  "at"             timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "a_correction_has_a_reason" CHECK (((kind = 'adjust'::text) = (reason IS NOT NULL))),
  CONSTRAINT "kind_is_known"
    CHECK ((kind = ANY (ARRAY['purchase'::text, 'sale'::text, 'return'::text, 'adjust'::text, 'count'::text, 'transfer'::text, 'reserve'::text, 'release'::text]))),
  CONSTRAINT "note_fits" CHECK (((char_length(note) >= 1) AND (char_length(note) <= 300))),
  CONSTRAINT "sign_fits_kind" CHECK (
CASE kind
    WHEN 'purchase'::text THEN ((on_hand > 0) AND (reserved = 0))
    WHEN 'return'::text THEN ((on_hand > 0) AND (reserved = 0))
    WHEN 'sale'::text THEN ((on_hand < 0) AND (reserved = on_hand))
    WHEN 'reserve'::text THEN ((on_hand = 0) AND (reserved > 0))
    WHEN 'release'::text THEN ((on_hand = 0) AND (reserved < 0))
    ELSE ((on_hand <> 0) AND (reserved = 0))
END),
  CONSTRAINT "stock_moves_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."stock_moves"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_moves" FROM "anon";

CREATE TABLE "public"."stock_places" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  "is_default"  boolean                  NOT NULL DEFAULT false,
  "position"    smallint                 NOT NULL DEFAULT 1,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "stock_places_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "place_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60))))
);

ALTER TABLE "public"."stock_places"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_places" FROM "anon";

CREATE TABLE "public"."stock_reasons" (
  "key"        text     NOT NULL,
  "position"   smallint NOT NULL,
  "adds"       boolean  NOT NULL,
  "needs_note" boolean  NOT NULL DEFAULT false,
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z_]+$'::text)),
  CONSTRAINT "stock_reasons_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."stock_reasons"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_reasons" FROM "anon";

CREATE OR REPLACE FUNCTION app.available_stock (
  p_tenant_id   uuid,
  p_variant_ids uuid[]
)
  RETURNS TABLE (
    variant_id uuid,
    available  integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select v.id, greatest(coalesce(sum(l.on_hand - l.reserved - case when v.uses_lots then app.expired_units(p_tenant_id, v.id, l.place_id) else 0 end), 0), 0)::int
  from public.product_variants v
  left join public.stock_levels l on l.tenant_id = p_tenant_id and l.variant_id = v.id
  where v.tenant_id = p_tenant_id and v.id = any (p_variant_ids) and v.tracks_stock
  group by v.id;
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
    select r.tenant_id, null, r.fault from app.report_faults() r
    union
    -- what dashboards add up: the days that they are looked at for
    select d.tenant_id, null, d.fault from app.dashboard_faults(800) d
    union
    select m.tenant_id, null, m.fault from app.money_faults() m
    union
    select p.tenant_id, null, p.fault from app.payout_faults() p
    union
    select s.tenant_id, null, s.fault from app.stock_faults() s
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
$function$;

CREATE OR REPLACE FUNCTION app.default_place (
  p_tenant_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  select p.id into v_id from public.stock_places p where p.tenant_id = p_tenant_id and p.is_default;
  if v_id is null then
    insert into public.stock_places (tenant_id, name, is_default) values (p_tenant_id, 'Estoque', true)
    on conflict (tenant_id) where is_default do nothing;
    select p.id into v_id from public.stock_places p where p.tenant_id = p_tenant_id and p.is_default;
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_holds (
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
  v_hold public.stock_holds;
  v_move public.stock_moves;
  v_units integer := 0;
begin
  for v_hold in
    select * from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
    order by h.variant_id, h.place_id
  loop
    update public.stock_holds h set state = p_state, closed_at = clock_timestamp() where h.tenant_id = p_tenant_id and h.id = v_hold.id;
    v_move := null;
    v_move.tenant_id := p_tenant_id;
    v_move.kind := 'release';
    v_move.variant_id := v_hold.variant_id;
    v_move.place_id := v_hold.place_id;
    v_move.reserved := v_hold.taken - v_hold.quantity;
    v_move.owner_kind := p_owner_kind;
    v_move.owner_id := p_owner_id;
    perform app.post_stock(v_move);
    v_units := v_units + v_hold.quantity - v_hold.taken;
  end loop;
  return v_units;
end;
$function$;

CREATE OR REPLACE FUNCTION app.expired_units (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_place_id   uuid
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(sum(x.on_hand), 0)::int
  from public.stock_lots l
  join public.stock_lot_levels x on x.tenant_id = p_tenant_id and x.lot_id = l.id and x.place_id = p_place_id
  where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and l.expires_on < app.clinic_today(p_tenant_id);
$function$;

CREATE OR REPLACE FUNCTION app.hand_over (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_place_id   uuid,
  p_quantity   integer,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_part record;
  v_move public.stock_moves;
begin
  for v_part in select * from app.pick_lots(p_tenant_id, p_variant_id, p_place_id, p_quantity) loop
    v_move := null;
    v_move.tenant_id := p_tenant_id;
    v_move.kind := 'sale';
    v_move.variant_id := p_variant_id;
    v_move.place_id := p_place_id;
    v_move.lot_id := v_part.lot_id;
    v_move.on_hand := -v_part.quantity;
    v_move.reserved := -v_part.quantity;
    v_move.owner_kind := p_owner_kind;
    v_move.owner_id := p_owner_id;
    perform app.post_stock(v_move);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.hold_stock (
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
  v_line record;
  v_level record;
  v_left integer;
  v_part integer;
  v_short jsonb := '[]';
begin
  perform app.lock_stock_owner(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.lock_stock(p_tenant_id, array(
    select l.variant_id from app.stock_lines(p_tenant_id, p_lines) l
    union select h.variant_id from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'));
  if app.holds_exactly(p_tenant_id, p_lines, p_owner_kind, p_owner_id) then
    update public.stock_holds h set expires_at = p_expires_at
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
      and h.expires_at is distinct from p_expires_at;
  else
    perform app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'released');
    for v_line in select * from app.stock_lines(p_tenant_id, p_lines) loop
      v_left := v_line.quantity;
      for v_level in
        select l.place_id, l.on_hand - l.reserved - case when v.uses_lots then app.expired_units(p_tenant_id, v.id, l.place_id) else 0 end as available
        from public.stock_levels l
        join public.stock_places p on p.tenant_id = p_tenant_id and p.id = l.place_id
        join public.product_variants v on v.tenant_id = p_tenant_id and v.id = l.variant_id
        where l.tenant_id = p_tenant_id and l.variant_id = v_line.variant_id and l.place_id = coalesce(v_line.place_id, l.place_id)
        order by p.is_default desc, p.position, p.id
      loop
        v_part := least(v_left, v_level.available);
        continue when v_part <= 0;
        v_left := v_left - v_part;
        perform app.open_hold(p_tenant_id, v_line.variant_id, v_level.place_id, v_part, p_owner_kind, p_owner_id, p_expires_at);
      end loop;
      if v_left > 0 then
        v_short := v_short || app.stock_detail(p_tenant_id, v_line.variant_id, v_line.quantity, v_line.quantity - v_left);
      end if;
    end loop;
    if v_short <> '[]' then
      raise sqlstate 'PT409' using message = 'out_of_stock', detail = v_short;
    end if;
  end if;
  if p_expires_at is not null then
    perform app.enqueue_at(p_tenant_id, 'release_holds', jsonb_build_object('id', p_owner_id, 'owner_kind', p_owner_kind), p_expires_at);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.holds_exactly (
  p_tenant_id  uuid,
  p_lines      jsonb,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with held as (
    select h.variant_id, h.place_id, h.quantity - h.taken as quantity from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
  ), wanted as (
    select l.variant_id, l.place_id, l.quantity from app.stock_lines(p_tenant_id, p_lines) l
  )
  select exists (select from held) and not exists (
    select from (select h.variant_id, sum(h.quantity) as quantity from held h group by 1) h
    full join (select w.variant_id, sum(w.quantity) as quantity from wanted w group by 1) w on w.variant_id = h.variant_id
    where h.quantity is distinct from w.quantity)
  and not exists (
    select from wanted w where w.place_id is not null and w.quantity > coalesce((
      select h.quantity from held h where h.variant_id = w.variant_id and h.place_id = w.place_id), 0));
$function$;

CREATE OR REPLACE FUNCTION app.lock_holds (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.lock_stock_owner(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.lock_stock(p_tenant_id, array(
    select distinct h.variant_id from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_stock (
  p_tenant_id   uuid,
  p_variant_ids uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform from public.stock_levels l
  where l.tenant_id = p_tenant_id and l.variant_id = any (p_variant_ids)
  order by l.variant_id, l.place_id for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_stock_owner (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':stock:' || p_owner_kind || ':' || p_owner_id, 0));
$function$;

CREATE OR REPLACE FUNCTION app.open_hold (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_place_id   uuid,
  p_quantity   integer,
  p_owner_kind text,
  p_owner_id   uuid,
  p_expires_at timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_move public.stock_moves;
begin
  insert into public.stock_holds as h (tenant_id, variant_id, place_id, quantity, owner_kind, owner_id, expires_at)
  values (p_tenant_id, p_variant_id, p_place_id, p_quantity, p_owner_kind, p_owner_id, p_expires_at)
  on conflict (tenant_id, owner_kind, owner_id, variant_id, place_id) where state = 'open'
  do update set quantity = h.quantity + excluded.quantity;
  v_move.tenant_id := p_tenant_id;
  v_move.kind := 'reserve';
  v_move.variant_id := p_variant_id;
  v_move.place_id := p_place_id;
  v_move.reserved := p_quantity;
  v_move.owner_kind := p_owner_kind;
  v_move.owner_id := p_owner_id;
  perform app.post_stock(v_move);
end;
$function$;

CREATE OR REPLACE FUNCTION app.pick_lots (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_place_id   uuid,
  p_quantity   integer
)
  RETURNS TABLE (
    lot_id   uuid,
    quantity integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_lot record;
  v_left integer := p_quantity;
  v_lots integer := 0;
  v_level integer;
begin
  for v_lot in
    select l.id, x.on_hand, l.expires_on < app.clinic_today(p_tenant_id) as is_over
    from public.stock_lots l
    join public.stock_lot_levels x on x.tenant_id = p_tenant_id and x.lot_id = l.id and x.place_id = p_place_id
    where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and x.on_hand > 0
    order by l.expires_on nulls last, l.created_at, l.id
  loop
    v_lots := v_lots + v_lot.on_hand;
    continue when v_left = 0 or coalesce(v_lot.is_over, false);
    lot_id := v_lot.id;
    quantity := least(v_left, v_lot.on_hand);
    v_left := v_left - quantity;
    return next;
  end loop;
  if v_left > 0 then
    select l.on_hand into v_level from public.stock_levels l
    where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and l.place_id = p_place_id;
    if coalesce(v_level, 0) - v_lots < v_left then
      raise sqlstate 'PT409' using message = 'out_of_stock',
        detail = jsonb_build_array(app.stock_detail(p_tenant_id, p_variant_id, p_quantity, p_quantity - v_left + coalesce(v_level, 0) - v_lots));
    end if;
    lot_id := null;
    quantity := v_left;
    return next;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_stock (
  p_move public.stock_moves
)
  RETURNS public.stock_moves
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_level public.stock_levels;
  v_move public.stock_moves := p_move;
begin
  v_move.on_hand := coalesce(p_move.on_hand, 0);
  v_move.reserved := coalesce(p_move.reserved, 0);
  select * into v_level from public.stock_levels l
  where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id for update;
  if v_level.variant_id is null then
    insert into public.stock_levels (tenant_id, variant_id, place_id) values (p_move.tenant_id, p_move.variant_id, p_move.place_id)
    on conflict (tenant_id, variant_id, place_id) do nothing;
    select * into v_level from public.stock_levels l
    where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id for update;
  end if;
  v_move.on_hand_after := v_level.on_hand + v_move.on_hand;
  v_move.reserved_after := v_level.reserved + v_move.reserved;
  if v_move.on_hand_after < 0 or v_move.reserved > 0 and v_move.on_hand_after < v_move.reserved_after then
    raise sqlstate 'PT409' using message = 'out_of_stock', detail = jsonb_build_array(
      app.stock_detail(p_move.tenant_id, p_move.variant_id, greatest(v_move.reserved, -v_move.on_hand), v_level.on_hand - v_level.reserved));
  elsif v_move.on_hand_after < v_move.reserved_after then
    raise sqlstate 'PT409' using message = 'stock_is_reserved', detail = jsonb_build_array(
      app.stock_detail(p_move.tenant_id, p_move.variant_id, -v_move.on_hand, v_level.on_hand - v_level.reserved));
  end if;
  -- what goes takes its share of the value along, and the last unit takes what is left
  if p_move.on_hand < 0 then
    v_move.value_cents := -app.share_of_value(v_level.value_cents, -p_move.on_hand, v_level.on_hand);
  end if;
  v_move.value_cents := coalesce(v_move.value_cents, 0);
  update public.stock_levels l set on_hand = v_move.on_hand_after, reserved = v_move.reserved_after, value_cents = l.value_cents + v_move.value_cents
  where l.tenant_id = p_move.tenant_id and l.variant_id = p_move.variant_id and l.place_id = p_move.place_id;
  if p_move.lot_id is not null then
    insert into public.stock_lot_levels (tenant_id, lot_id, place_id) values (p_move.tenant_id, p_move.lot_id, p_move.place_id)
    on conflict (tenant_id, lot_id, place_id) do nothing;
    update public.stock_lot_levels l set on_hand = l.on_hand + p_move.on_hand
    where l.tenant_id = p_move.tenant_id and l.lot_id = p_move.lot_id and l.place_id = p_move.place_id and l.on_hand + p_move.on_hand >= 0;
    if not found then
      raise sqlstate 'PT409' using message = 'out_of_stock', detail = jsonb_build_array(
        app.stock_detail(p_move.tenant_id, p_move.variant_id, -p_move.on_hand, 0));
    end if;
  end if;
  insert into public.stock_moves (tenant_id, id, kind, variant_id, place_id, lot_id, on_hand, reserved, value_cents, on_hand_after, reserved_after,
    owner_kind, owner_id, reason, note, actor_id)
  values (p_move.tenant_id, coalesce(p_move.id, gen_random_uuid()), p_move.kind, p_move.variant_id, p_move.place_id, p_move.lot_id, v_move.on_hand,
    v_move.reserved, v_move.value_cents, v_move.on_hand_after, v_move.reserved_after, p_move.owner_kind, p_move.owner_id, p_move.reason,
    p_move.note, auth.uid())
  returning * into v_move;
  return v_move;
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
  if not exists (
    select from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' and h.expires_at <= p_now)
  then
    return 0;
  end if;
  v_units := app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'expired');
  perform app.publish_event(p_tenant_id, 'stock.hold_expired', jsonb_build_object('owner_kind', p_owner_kind, 'owner_id', p_owner_id));
  return v_units;
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_stock (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'released');
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_stock_keeper (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'operator']);
begin
  perform app.require_module(p_tenant_id, 'products');
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_stock_reader (
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

CREATE OR REPLACE FUNCTION app.return_stock (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid,
  p_lines      jsonb,
  p_reason     text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_line record;
  v_hold public.stock_holds;
  v_left integer;
  v_part integer;
  v_short jsonb := '[]';
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  for v_line in select * from app.stock_lines(p_tenant_id, p_lines) loop
    v_left := v_line.quantity;
    for v_hold in
      select h.* from public.stock_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.variant_id = v_line.variant_id
        and h.place_id = coalesce(v_line.place_id, h.place_id) and h.taken > h.returned
      order by h.created_at desc, h.id desc
    loop
      v_part := least(v_left, v_hold.taken - v_hold.returned);
      continue when v_part = 0;
      v_left := v_left - v_part;
      perform app.take_back(p_tenant_id, v_line.variant_id, v_hold.place_id, v_part, p_owner_kind, p_owner_id, app.trimmed(p_reason, 300));
      update public.stock_holds h set returned = h.returned + v_part where h.tenant_id = p_tenant_id and h.id = v_hold.id;
    end loop;
    if v_left > 0 then
      v_short := v_short || app.stock_detail(p_tenant_id, v_line.variant_id, v_line.quantity, v_line.quantity - v_left);
    end if;
  end loop;
  if v_short <> '[]' then
    raise sqlstate 'PT409' using message = 'not_taken', detail = v_short;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.share_of_value (
  p_value_cents bigint,
  p_part        bigint,
  p_whole       bigint
)
  RETURNS bigint
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case when p_whole = 0 then 0
    else div(2 * p_value_cents::numeric * p_part + p_whole, 2 * p_whole::numeric)::bigint end;
$function$;

CREATE OR REPLACE FUNCTION app.stock_detail (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_wanted     integer,
  p_available  integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('variant_id', v.id, 'sku', v.sku, 'name', app.variant_name(p.name, v.choices), 'wanted', p_wanted,
    'available', greatest(p_available, 0))
  from public.product_variants v
  join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  where v.tenant_id = p_tenant_id and v.id = p_variant_id;
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
    where c.on_hand_after <> c.on_hand_before + c.on_hand or c.reserved_after <> c.reserved_before + c.reserved;
end;
$function$;

CREATE OR REPLACE FUNCTION app.stock_lines (
  p_tenant_id uuid,
  p_lines     jsonb
)
  RETURNS TABLE (
    variant_id uuid,
    place_id   uuid,
    quantity   integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_line record;
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) > 500 then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  for v_line in
    select app.typed_id(x.line ->> 'variant_id') as variant_id, app.typed_id(x.line ->> 'place_id') as place_id, x.line ->> 'place_id' as place,
      x.line ->> 'quantity' as quantity, v.id, p.id as known_place
    from jsonb_array_elements(p_lines) x (line)
    left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = app.typed_id(x.line ->> 'variant_id')
    left join public.stock_places p on p.tenant_id = p_tenant_id and p.id = app.typed_id(x.line ->> 'place_id')
  loop
    if v_line.id is null then
      raise sqlstate 'PT404' using message = 'variant_not_found';
    end if;
    if v_line.place is not null and v_line.known_place is null then
      raise sqlstate 'PT404' using message = 'place_not_found';
    end if;
    if coalesce(app.typed_number(v_line.quantity), 0) not between 1 and 1000000 then
      raise sqlstate 'PT400' using message = 'invalid_quantity';
    end if;
  end loop;
  return query
    select v.id, app.typed_id(x.line ->> 'place_id'), sum(app.typed_number(x.line ->> 'quantity'))::int
    from jsonb_array_elements(p_lines) x (line)
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = app.typed_id(x.line ->> 'variant_id')
    where v.tracks_stock
    group by 1, 2 order by 1, 2 nulls last;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_back (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_place_id   uuid,
  p_quantity   integer,
  p_owner_kind text,
  p_owner_id   uuid,
  p_note       text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_lot record;
  v_left integer := p_quantity;
  v_move public.stock_moves;
begin
  -- what this owner still has of each lot, and what it cost
  for v_lot in
    select m.lot_id, -sum(m.on_hand)::int as quantity, -sum(m.value_cents)::bigint as value_cents
    from public.stock_moves m
    where m.tenant_id = p_tenant_id and m.owner_kind = p_owner_kind and m.owner_id = p_owner_id and m.kind in ('sale', 'return')
      and m.variant_id = p_variant_id and m.place_id = p_place_id
    group by m.lot_id having sum(m.on_hand) < 0 order by max(m.number) desc
  loop
    exit when v_left = 0;
    v_move := null;
    v_move.tenant_id := p_tenant_id;
    v_move.kind := 'return';
    v_move.variant_id := p_variant_id;
    v_move.place_id := p_place_id;
    v_move.lot_id := v_lot.lot_id;
    v_move.on_hand := least(v_left, v_lot.quantity);
    v_move.value_cents := app.share_of_value(v_lot.value_cents, v_move.on_hand, v_lot.quantity);
    v_move.owner_kind := p_owner_kind;
    v_move.owner_id := p_owner_id;
    v_move.note := p_note;
    v_left := v_left - v_move.on_hand;
    perform app.post_stock(v_move);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_stock (
  p_tenant_id  uuid,
  p_owner_kind text,
  p_owner_id   uuid,
  p_lines      jsonb DEFAULT NULL::jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_line record;
  v_hold public.stock_holds;
  v_left integer;
  v_part integer;
  v_short jsonb := '[]';
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  for v_line in
    select h.variant_id, h.place_id, h.quantity - h.taken as quantity from public.stock_holds h
    where p_lines is null and h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
    union all
    select l.variant_id, l.place_id, l.quantity from app.stock_lines(p_tenant_id, p_lines) l where p_lines is not null
    order by 1, 2 nulls last
  loop
    v_left := v_line.quantity;
    for v_hold in
      select h.* from public.stock_holds h
      where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
        and h.variant_id = v_line.variant_id and h.place_id = coalesce(v_line.place_id, h.place_id)
      order by h.created_at, h.id
    loop
      v_part := least(v_left, v_hold.quantity - v_hold.taken);
      continue when v_part = 0;
      v_left := v_left - v_part;
      update public.stock_holds h set taken = h.taken + v_part, state = case when h.taken + v_part = h.quantity then 'taken' else 'open' end,
        closed_at = case when h.taken + v_part = h.quantity then clock_timestamp() end
      where h.tenant_id = p_tenant_id and h.id = v_hold.id;
      perform app.hand_over(p_tenant_id, v_line.variant_id, v_hold.place_id, v_part, p_owner_kind, p_owner_id);
    end loop;
    if v_left > 0 then
      v_short := v_short || app.stock_detail(p_tenant_id, v_line.variant_id, v_line.quantity, v_line.quantity - v_left);
    end if;
  end loop;
  if v_short <> '[]' then
    raise sqlstate 'PT409' using message = 'stock_not_held', detail = v_short;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.variant_name (
  p_product text,
  p_choices text[]
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select p_product || case when cardinality(p_choices) > 0 then ' · ' || array_to_string(p_choices, ' · ') else '' end;
$function$;

ALTER TABLE "public"."products"
  ADD CONSTRAINT "products_kind_fkey" FOREIGN KEY (kind) REFERENCES public.product_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."product_options"
  ADD CONSTRAINT "product_options_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."product_variants"
  ADD CONSTRAINT "product_variants_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."products"
  ADD CONSTRAINT "products_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_holds"
  ADD CONSTRAINT "stock_holds_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_levels"
  ADD CONSTRAINT "stock_levels_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_lot_levels"
  ADD CONSTRAINT "stock_lot_levels_tenant_id_lot_id_fkey" FOREIGN KEY (tenant_id, lot_id) REFERENCES public.stock_lots(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_lots"
  ADD CONSTRAINT "stock_lots_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_moves"
  ADD CONSTRAINT "stock_moves_tenant_id_lot_id_fkey" FOREIGN KEY (tenant_id, lot_id) REFERENCES public.stock_lots(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_moves"
  ADD CONSTRAINT "stock_moves_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_holds"
  ADD CONSTRAINT "stock_holds_tenant_id_place_id_fkey" FOREIGN KEY (tenant_id, place_id) REFERENCES public.stock_places(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_levels"
  ADD CONSTRAINT "stock_levels_tenant_id_place_id_fkey" FOREIGN KEY (tenant_id, place_id) REFERENCES public.stock_places(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_lot_levels"
  ADD CONSTRAINT "stock_lot_levels_tenant_id_place_id_fkey" FOREIGN KEY (tenant_id, place_id) REFERENCES public.stock_places(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_moves"
  ADD CONSTRAINT "stock_moves_tenant_id_place_id_fkey" FOREIGN KEY (tenant_id, place_id) REFERENCES public.stock_places(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_places"
  ADD CONSTRAINT "stock_places_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_moves"
  ADD CONSTRAINT "stock_moves_reason_fkey" FOREIGN KEY (reason) REFERENCES public.stock_reasons(key) ON DELETE RESTRICT;

CREATE UNIQUE INDEX product_variants_barcode ON public.product_variants USING btree (tenant_id, barcode)
  WHERE ((barcode IS NOT NULL) AND (archived_at IS NULL));

CREATE UNIQUE INDEX product_variants_choices ON public.product_variants USING btree (tenant_id, product_id, choices)
  WHERE (archived_at IS NULL);

CREATE INDEX product_variants_product ON public.product_variants USING btree (tenant_id, product_id, "position");

CREATE UNIQUE INDEX product_variants_sku ON public.product_variants USING btree (tenant_id, sku);

CREATE INDEX products_kind ON public.products USING btree (kind);

CREATE INDEX stock_holds_of_owner ON public.stock_holds USING btree (tenant_id, owner_kind, owner_id);

CREATE UNIQUE INDEX stock_holds_owner ON public.stock_holds USING btree (tenant_id, owner_kind, owner_id, variant_id, place_id)
  WHERE (state = 'open'::text);

CREATE INDEX stock_holds_place ON public.stock_holds USING btree (tenant_id, place_id);

CREATE INDEX stock_holds_variant ON public.stock_holds USING btree (tenant_id, variant_id, place_id);

CREATE INDEX stock_levels_place ON public.stock_levels USING btree (tenant_id, place_id);

CREATE INDEX stock_lot_levels_place ON public.stock_lot_levels USING btree (tenant_id, place_id);

CREATE INDEX stock_moves_lot ON public.stock_moves USING btree (tenant_id, lot_id)
  WHERE (lot_id IS NOT NULL);

CREATE INDEX stock_moves_owner ON public.stock_moves USING btree (tenant_id, owner_kind, owner_id)
  WHERE (owner_id IS NOT NULL);

CREATE INDEX stock_moves_place ON public.stock_moves USING btree (tenant_id, place_id, number DESC);

CREATE INDEX stock_moves_reason ON public.stock_moves USING btree (reason)
  WHERE (reason IS NOT NULL);

CREATE INDEX stock_moves_variant ON public.stock_moves USING btree (tenant_id, variant_id, number DESC);

CREATE UNIQUE INDEX stock_places_default ON public.stock_places USING btree (tenant_id)
  WHERE is_default;

CREATE TRIGGER product_variants_touch
  BEFORE UPDATE ON public.product_variants
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER products_touch
  BEFORE UPDATE ON public.products
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER stock_moves_append_only
  BEFORE UPDATE ON public.stock_moves
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__append_only();

CREATE TRIGGER stock_moves_are_kept
  BEFORE DELETE ON public.stock_moves
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__is_kept();

CREATE POLICY "select_signed_in" ON "public"."product_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_desk" ON "public"."product_options"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."product_variants"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."products"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_holds"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_levels"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_lot_levels"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_lots"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_moves"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_places"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_signed_in" ON "public"."stock_reasons"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

COMMENT ON COLUMN "public"."product_variants"."choices" IS 'One choice of each option of the product, in their order; empty where it has no options.';

COMMENT ON COLUMN "public"."product_variants"."cost_cents" IS 'What one costs: the average as of the last receipt, or what somebody typed. What the stock is worth is kept exactly in stock_levels.value_cents.';

COMMENT ON COLUMN "public"."stock_holds"."taken" IS 'Units that were handed over: partial delivery leaves the rest held.';

COMMENT ON COLUMN "public"."stock_levels"."value_cents" IS 'What the units cost together, to the cent. The average is a quotient and is never kept, so no cent is lost by rounding.';

COMMENT ON FUNCTION "app"."available_stock"(uuid, uuid[]) IS 'What can be promised of each variant that has stock, in all places together: on hand, less what is held and what has expired. A hint for screens; app.hold_stock decides.';

COMMENT ON FUNCTION "app"."default_place"(uuid) IS 'Where things stand when nobody says it; made when it is asked for the first time.';

COMMENT ON FUNCTION "app"."end_holds"(uuid, text, uuid, text) IS 'Lets go of what an owner holds (p_state released or expired); how many units. The caller has the locks of the owner and of the levels.';

COMMENT ON FUNCTION "app"."expired_units"(uuid, uuid, uuid) IS 'Units at a place that nobody may be sold any more: of lots that have expired.';

COMMENT ON FUNCTION "app"."hand_over"(uuid, uuid, uuid, integer, text, uuid) IS 'Units that were held leave the stock; the caller has the locks. Errors: PT409 out_of_stock.';

COMMENT ON FUNCTION "app"."hold_stock"(uuid, jsonb, text, uuid, timestamp with time zone) IS 'From now on the owner holds exactly these lines [{variant_id, quantity, place_id?}] beside what it has taken already: all or nothing. A repetition holds the same until p_expires_at (NULL: until it is released). Lines of one variant are summed; a line without a place takes the default place first and then the others; what has no stock is left out. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 out_of_stock (detail: [{variant_id, sku, name, wanted, available}]).';

COMMENT ON FUNCTION "app"."holds_exactly"(uuid, jsonb, text, uuid) IS 'Whether an owner holds these lines already, and nothing else.';

COMMENT ON FUNCTION "app"."lock_holds"(uuid, text, uuid) IS 'The locks of whoever changes what an owner holds or held: the owner first, then the levels.';

COMMENT ON FUNCTION "app"."lock_stock"(uuid, uuid[]) IS 'Locks the levels of all variants that are about to change, at once and in the one order of variant and place.';

COMMENT ON FUNCTION "app"."lock_stock_owner"(uuid, text, uuid) IS 'One call at a time for an owner of holds. Taken before the levels (app.lock_stock), and only by whoever holds no level yet: so nobody waits in a circle.';

COMMENT ON FUNCTION "app"."open_hold"(uuid, uuid, uuid, integer, text, uuid, timestamp with time zone) IS 'Holds units that are there: the caller has the lock of the level and has looked.';

COMMENT ON FUNCTION "app"."pick_lots"(uuid, uuid, uuid, integer) IS 'From which lots units go: first what expires first, never what has expired, at last what came in without a lot. Errors: PT409 out_of_stock.';

COMMENT ON FUNCTION "app"."post_stock"(public.stock_moves) IS 'The one way in which stock changes: level, lot and ledger in one transaction. Of what comes in, value_cents is what it cost; of what goes, its share is counted here. Whoever moves several variants has called app.lock_stock. Errors: PT409 out_of_stock, PT409 stock_is_reserved (detail: [{variant_id, sku, name, wanted, available}]).';

COMMENT ON FUNCTION "app"."release_expired_holds"(uuid, text, uuid, timestamp with time zone) IS 'Caller: workers (release_holds), at the moment when a hold ends. Lets go of what an owner holds if its time is over by now, and tells stock.hold_expired {owner_kind, owner_id}; how many units. Errors: none.';

COMMENT ON FUNCTION "app"."release_stock"(uuid, text, uuid) IS 'Lets go of all that an owner holds; what was taken stays taken. A repetition finds nothing to do. Errors: none.';

COMMENT ON FUNCTION "app"."require_stock_keeper"(uuid) IS 'The caller''s role, if it changes products, stock and purchases: who moves money, too. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."require_stock_reader"(uuid) IS 'The caller''s role, if it sees what the clinic sells and has: everybody but therapists. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "app"."return_stock"(uuid, text, uuid, jsonb, text) IS 'Units that an owner has taken come back to where they stood, to their lots and at their cost: lines [{variant_id, quantity, place_id?}], never more than was taken. What is not sold again is corrected afterwards. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 not_taken (detail as out_of_stock).';

COMMENT ON FUNCTION "app"."share_of_value"(bigint, bigint, bigint) IS 'p_value_cents × p_part ÷ p_whole, to the nearest cent, halves up; whole numbers throughout, so nothing is lost on the way. Of nothing it is nothing.';

COMMENT ON FUNCTION "app"."stock_detail"(uuid, uuid, integer, integer) IS 'What a refusal says of one variant.';

COMMENT ON FUNCTION "app"."stock_faults"() IS 'Where levels are not the sum of their moves, reserved is not the sum of the open holds, a lot is not the sum of its moves, or a move does not follow from the one before.';

COMMENT ON FUNCTION "app"."stock_lines"(uuid, jsonb) IS 'Lines [{variant_id, quantity, place_id?}] as they count for the stock: those of one variant and place summed, those without a place last, in the order of locks. What has no stock is left out. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found.';

COMMENT ON FUNCTION "app"."take_back"(uuid, uuid, uuid, integer, text, uuid, text) IS 'Units of an owner come back at the cost at which they left; the caller has the locks and knows that it has taken as many.';

COMMENT ON FUNCTION "app"."take_stock"(uuid, text, uuid, jsonb) IS 'What an owner holds is handed over: each hold becomes a sale. Without lines all of it, and a repetition finds nothing to do; with lines [{variant_id, quantity, place_id?}] a part, and the rest stays held. Of what has lots, those go first that expire first. Errors: PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 stock_not_held (the hold ended, or was smaller: hold again first; detail as out_of_stock), PT409 out_of_stock (what was held has expired meanwhile).';

COMMENT ON FUNCTION "app"."variant_name"(text, text[]) IS 'A variant in words: the product and its choices.';

COMMENT ON TABLE "public"."product_kinds" IS 'Kinds of products. has_seats: sold by time slots. gives_sessions: whoever buys it has sessions of the practice.';

COMMENT ON TABLE "public"."product_options" IS 'Options of products with their choices, in the order of the screen. product_variants.choices names one of each.';

COMMENT ON TABLE "public"."product_variants" IS 'Variants of products. Taxes and the unit are the product''s; what is in stock is in stock_levels.';

COMMENT ON TABLE "public"."products" IS 'What a clinic sells. What is priced and stocked are the variants; a product without options has one.';

COMMENT ON TABLE "public"."stock_holds" IS 'Units held for an owner (an order, a cart). While it is open, quantity − taken is part of stock_levels.reserved.';

COMMENT ON TABLE "public"."stock_levels" IS 'on_hand is the sum of the moves'' on_hand, reserved the sum of open holds; available is their difference. app.post_stock alone writes here, in the transaction of the move.';

COMMENT ON TABLE "public"."stock_lot_levels" IS 'Changed under the lock of the level of the variant, by app.post_stock alone. Units that came in before lots were switched on have none.';

COMMENT ON TABLE "public"."stock_lots" IS 'Lots of variants that have lots. What expires first is sold first; what has expired is not sold.';

COMMENT ON TABLE "public"."stock_moves" IS 'What came in, went and was held, in the order of number. on_hand, reserved and value_cents are changes; *_after is how the level stood then. A mistake is corrected by another row.';

COMMENT ON TABLE "public"."stock_places" IS 'Places of the stock. The default one is made by app.default_place with the first thing that comes in.';

COMMENT ON TABLE "public"."stock_reasons" IS 'Reasons of corrections by hand. adds: units come in by it; otherwise they go.';

REVOKE ALL ON FUNCTION "app"."available_stock"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."available_stock"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."available_stock"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."default_place"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."default_place"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."default_place"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_holds"(uuid, text, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_holds"(uuid, text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_holds"(uuid, text, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."expired_units"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."expired_units"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."expired_units"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hand_over"(uuid, uuid, uuid, integer, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hand_over"(uuid, uuid, uuid, integer, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hand_over"(uuid, uuid, uuid, integer, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_stock"(uuid, jsonb, text, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_stock"(uuid, jsonb, text, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_stock"(uuid, jsonb, text, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."holds_exactly"(uuid, jsonb, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."holds_exactly"(uuid, jsonb, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."holds_exactly"(uuid, jsonb, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_holds"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_holds"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_holds"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_stock"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_stock"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_stock"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_stock_owner"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_stock_owner"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_stock_owner"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_hold"(uuid, uuid, uuid, integer, text, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_hold"(uuid, uuid, uuid, integer, text, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_hold"(uuid, uuid, uuid, integer, text, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pick_lots"(uuid, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pick_lots"(uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pick_lots"(uuid, uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."post_stock"(public.stock_moves) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_stock"(public.stock_moves) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_stock"(public.stock_moves) TO "postgres";

REVOKE ALL ON FUNCTION "app"."release_expired_holds"(uuid, text, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."release_expired_holds"(uuid, text, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_expired_holds"(uuid, text, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_expired_holds"(uuid, text, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."release_stock"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."release_stock"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_stock"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_stock_keeper"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_stock_keeper"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_stock_keeper"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_stock_reader"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_stock_reader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_stock_reader"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."return_stock"(uuid, text, uuid, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."return_stock"(uuid, text, uuid, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."return_stock"(uuid, text, uuid, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."share_of_value"(bigint, bigint, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."share_of_value"(bigint, bigint, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."share_of_value"(bigint, bigint, bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."stock_detail"(uuid, uuid, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stock_detail"(uuid, uuid, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stock_detail"(uuid, uuid, integer, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."stock_faults"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stock_faults"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stock_faults"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."stock_lines"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stock_lines"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stock_lines"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_back"(uuid, uuid, uuid, integer, text, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_back"(uuid, uuid, uuid, integer, text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_back"(uuid, uuid, uuid, integer, text, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_stock"(uuid, text, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_stock"(uuid, text, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_stock"(uuid, text, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."variant_name"(text, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."variant_name"(text, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."variant_name"(text, text[]) TO "postgres";

REVOKE ALL ON TABLE "public"."product_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."product_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."product_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."product_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."product_options" FROM "authenticated";

GRANT SELECT ON TABLE "public"."product_options" TO "authenticated";

REVOKE ALL ON TABLE "public"."product_options" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."product_options" TO "service_role";

REVOKE ALL ON TABLE "public"."product_variants" FROM "authenticated";

GRANT SELECT ON TABLE "public"."product_variants" TO "authenticated";

REVOKE ALL ON TABLE "public"."product_variants" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."product_variants" TO "service_role";

REVOKE ALL ON TABLE "public"."products" FROM "authenticated";

GRANT SELECT ON TABLE "public"."products" TO "authenticated";

REVOKE ALL ON TABLE "public"."products" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."products" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_holds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_holds" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_holds" FROM "service_role";

GRANT SELECT ON TABLE "public"."stock_holds" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_levels" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_levels" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_levels" FROM "service_role";

GRANT SELECT ON TABLE "public"."stock_levels" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_lot_levels" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_lot_levels" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_lot_levels" FROM "service_role";

GRANT SELECT ON TABLE "public"."stock_lot_levels" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_lots" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_lots" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_lots" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."stock_lots" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_moves" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_moves" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_moves" FROM "service_role";

GRANT SELECT ON TABLE "public"."stock_moves" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_places" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_places" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_places" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."stock_places" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_reasons" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_reasons" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_reasons" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."stock_reasons" TO "service_role";

ALTER TABLE "public"."products"
  ADD CONSTRAINT "products_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX products_session_type ON public.products USING btree (tenant_id, session_type_id)
  WHERE (session_type_id IS NOT NULL);

COMMENT ON COLUMN "public"."products"."package_sessions" IS 'Of a package: how many sessions; package_days: for how long they can be used.';

COMMENT ON COLUMN "public"."products"."service_item" IS 'Item of the list of LC 116, for invoices of services.';

COMMENT ON COLUMN "public"."products"."session_type_id" IS 'Of a service, or of a package of sessions: what is booked for whoever buys it.';

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

-- A hold says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into public.product_kinds (key, position, has_stock, is_shipped, has_seats, gives_sessions, invoice) values
  ('physical', 1, true, true, false, false, 'nfe'), ('service', 2, false, false, false, false, 'nfse'),
  ('package', 3, false, false, false, true, 'nfse'), ('digital', 4, false, false, false, false, 'nfse'),
  ('experience', 5, false, false, true, false, 'nfse')
on conflict (key) do update set
  position = excluded.position, has_stock = excluded.has_stock, is_shipped = excluded.is_shipped, has_seats = excluded.has_seats,
  gives_sessions = excluded.gives_sessions, invoice = excluded.invoice;

insert into public.stock_reasons (key, position, adds, needs_note) values
  ('opening', 1, true, false), ('found', 2, true, false), ('gift_received', 3, true, false), ('used', 4, false, false),
  ('damaged', 5, false, false), ('expired', 6, false, false), ('lost', 7, false, false), ('gift_given', 8, false, false),
  ('other_in', 9, true, true), ('other_out', 10, false, true)
on conflict (key) do update set position = excluded.position, adds = excluded.adds, needs_note = excluded.needs_note;

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
