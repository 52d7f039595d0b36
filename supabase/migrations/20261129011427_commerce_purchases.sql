-- commerce purchases: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."purchase_order_items" (
  "tenant_id"   uuid     NOT NULL,
  "id"          uuid     NOT NULL DEFAULT gen_random_uuid(),
  "purchase_id" uuid     NOT NULL,
  "variant_id"  uuid     NOT NULL,
  "quantity"    integer  NOT NULL,
  "received"    integer  NOT NULL DEFAULT 0,
  "cost_cents"  integer  NOT NULL DEFAULT 0,
  "position"    smallint NOT NULL DEFAULT 1,
  CONSTRAINT "cost_is_an_amount" CHECK (((cost_cents >= 0) AND (cost_cents <= 100000000))),
  CONSTRAINT "never_more_than_ordered" CHECK (((quantity > 0) AND (quantity <= 1000000) AND (received >= 0) AND (received <= quantity))),
  CONSTRAINT "ordered_once" UNIQUE (tenant_id, purchase_id, variant_id),
  CONSTRAINT "purchase_order_items_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."purchase_order_items"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."purchase_order_items" FROM "anon";

CREATE TABLE "public"."purchase_orders" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "number"        integer                  NOT NULL,
  "supplier_id"   uuid                     NOT NULL,
  "place_id"      uuid                     NOT NULL,
  "state"         text                     NOT NULL DEFAULT 'draft'::text,
  "is_suggested"  boolean                  NOT NULL DEFAULT false,
  "expected_on"   date,
  "freight_cents" integer                  NOT NULL DEFAULT 0,
  "note"          text,
  "sent_at"       timestamp with time zone,
  "sent_by_way"   text,
  "closed_at"     timestamp with time zone,
  "version"       integer                  NOT NULL DEFAULT 1,
  "created_by"    uuid,
  "created_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "freight_is_an_amount" CHECK (((freight_cents >= 0) AND (freight_cents <= 100000000))),
  CONSTRAINT "note_fits" CHECK ((char_length(note) <= 1000)),
  CONSTRAINT "purchase_is_numbered_once" UNIQUE (tenant_id, number),
  CONSTRAINT "purchase_orders_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "sent_has_a_way" CHECK (((sent_at IS NULL) = (sent_by_way IS NULL))),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'partial'::text, 'received'::text, 'cancelled'::text]))),
  CONSTRAINT "way_is_known" CHECK ((sent_by_way = ANY (ARRAY['email'::text, 'whatsapp'::text, 'other'::text]))),
  CONSTRAINT "what_is_over_has_an_end" CHECK (((state = ANY (ARRAY['received'::text, 'cancelled'::text])) = (closed_at IS NOT NULL)))
);

ALTER TABLE "public"."purchase_orders"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."purchase_orders" FROM "anon";

CREATE TABLE "public"."purchase_receipts" (
  "tenant_id"     uuid                     NOT NULL,
  "id"            uuid                     NOT NULL,
  "purchase_id"   uuid                     NOT NULL,
  "invoice"       text,
  "note"          text,
  "freight_cents" integer                  NOT NULL DEFAULT 0,
  "received_by"   uuid,
  "received_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "freight_is_an_amount" CHECK (((freight_cents >= 0) AND (freight_cents <= 100000000))),
  CONSTRAINT "purchase_receipts_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "texts_fit" CHECK (((char_length(invoice) <= 60) AND (char_length(note) <= 300)))
);

ALTER TABLE "public"."purchase_receipts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."purchase_receipts" FROM "anon";

CREATE TABLE "public"."stock_count_lines" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "count_id"   uuid                     NOT NULL,
  "variant_id" uuid                     NOT NULL,
  "lot_id"     uuid,
  "counted"    integer                  NOT NULL,
  "expected"   integer                  NOT NULL,
  "difference" integer                  GENERATED ALWAYS AS ((counted - expected)) STORED NOT NULL,
  "counted_by" uuid,
  "counted_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "counted_is_a_number" CHECK (((counted >= 0) AND (counted <= 1000000))),
  CONSTRAINT "counted_once" UNIQUE NULLS NOT DISTINCT (tenant_id, count_id, variant_id, lot_id),
  CONSTRAINT "stock_count_lines_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."stock_count_lines"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_count_lines" FROM "anon";

CREATE TABLE "public"."stock_counts" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL,
  "place_id"   uuid                     NOT NULL,
  "state"      text                     NOT NULL DEFAULT 'open'::text,
  "note"       text,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "closed_by"  uuid,
  "closed_at"  timestamp with time zone,
  CONSTRAINT "note_fits" CHECK ((char_length(note) <= 300)),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['open'::text, 'applied'::text, 'cancelled'::text]))),
  CONSTRAINT "stock_counts_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "what_is_over_has_an_end" CHECK (((state = 'open'::text) = (closed_at IS NULL)))
);

ALTER TABLE "public"."stock_counts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_counts" FROM "anon";

CREATE TABLE "public"."stock_needs" (
  "tenant_id"   uuid                     NOT NULL,
  "variant_id"  uuid                     NOT NULL,
  "purchase_id" uuid,
  "opened_at"   timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "stock_needs_pkey" PRIMARY KEY (tenant_id, variant_id)
);

ALTER TABLE "public"."stock_needs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."stock_needs" FROM "anon";

CREATE TABLE "public"."suppliers" (
  "tenant_id"     uuid                     NOT NULL,
  "company_id"    uuid                     NOT NULL,
  "lead_days"     smallint,
  "minimum_cents" integer,
  "terms"         text,
  "archived_at"   timestamp with time zone,
  "created_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "lead_is_some_days" CHECK (((lead_days >= 0) AND (lead_days <= 365))),
  CONSTRAINT "minimum_is_an_amount" CHECK (((minimum_cents >= 0) AND (minimum_cents <= 100000000))),
  CONSTRAINT "suppliers_pkey" PRIMARY KEY (tenant_id, company_id),
  CONSTRAINT "terms_fit" CHECK ((char_length(terms) <= 300))
);

ALTER TABLE "public"."suppliers"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."suppliers" FROM "anon";

ALTER TABLE "public"."product_variants"
  ADD COLUMN "supplier_id" uuid;

CREATE OR REPLACE FUNCTION app.check_receipt_lines (
  p_tenant_id uuid,
  p_id        uuid,
  p_lines     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_over jsonb;
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'lines';
  end if;
  if exists (
    select from jsonb_array_elements(p_lines) x
    where coalesce(app.typed_number(x ->> 'quantity'), 0) not between 1 and 1000000
      or coalesce(app.typed_number(x ->> 'cost_cents'), 0) not between 0 and 100000000)
  then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  if exists (
    select from jsonb_array_elements(p_lines) x
    where not exists (
      select from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = p_id and i.id = app.typed_id(x ->> 'item_id')))
  then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'lines';
  end if;
  select jsonb_agg(app.stock_detail(p_tenant_id, i.variant_id, x.quantity, i.quantity - i.received)) into v_over
  from (
    select app.typed_id(l ->> 'item_id') as id, sum(app.typed_number(l ->> 'quantity'))::int as quantity from jsonb_array_elements(p_lines) l group by 1) x
  join public.purchase_order_items i on i.tenant_id = p_tenant_id and i.id = x.id
  where i.received + x.quantity > i.quantity;
  if v_over is not null then
    raise sqlstate 'PT409' using message = 'more_than_ordered', detail = v_over;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_purchase_suggestions()
  RETURNS integer
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  with added as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select distinct v.tenant_id, 'suggest_purchases', '{}'::jsonb, 'suggest_purchases'
    from public.product_variants v
    where v.reorder_point is not null and v.tracks_stock and v.archived_at is null
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning 1)
  select count(*)::int from added;
$function$;

CREATE OR REPLACE FUNCTION app.gtin_is_valid (
  p_code text
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_code ~ '^([0-9]{8}|[0-9]{12,14})$' and (
    select (sum(x.digit::int * case when x.n % 2 = 1 then 3 else 1 end) + right(p_code, 1)::int) % 10 = 0
    from regexp_split_to_table(reverse(left(p_code, -1)), '') with ordinality x (digit, n));
$function$;

CREATE OR REPLACE FUNCTION app.level_json (
  p_tenant_id  uuid,
  p_variant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('on_hand', coalesce(sum(l.on_hand), 0), 'reserved', coalesce(sum(l.reserved), 0), 'value_cents', coalesce(sum(l.value_cents), 0))
  from public.stock_levels l where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id;
$function$;

CREATE OR REPLACE FUNCTION app.lock_open_count (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.stock_counts
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.stock_counts;
begin
  select * into v_row from public.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'count_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_purchase (
  p_tenant_id uuid,
  p_id        uuid,
  p_states    text[]
)
  RETURNS public.purchase_orders
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.purchase_orders;
begin
  select * into v_row from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  if not v_row.state = any (p_states) then
    raise sqlstate 'PT409' using message = 'purchase_closed';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lot_of (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_code       text,
  p_expires_on date
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_code text := upper(app.trimmed(p_code, 40));
  v_id uuid;
begin
  if v_code is null then
    raise sqlstate 'PT400' using message = 'lot_required';
  end if;
  insert into public.stock_lots as l (tenant_id, variant_id, code, expires_on) values (p_tenant_id, p_variant_id, v_code, p_expires_on)
  on conflict (tenant_id, variant_id, code) do update set expires_on = coalesce(excluded.expires_on, l.expires_on)
  returning l.id into v_id;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lots_to_remove (
  p_tenant_id  uuid,
  p_variant_id uuid,
  p_place_id   uuid,
  p_quantity   integer,
  p_lot_id     uuid,
  p_expired    boolean
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
begin
  if p_lot_id is not null then
    return query select p_lot_id, p_quantity;
    return;
  end if;
  -- by hand also what has expired goes: it first when that is the reason
  for v_lot in
    select l.id, x.on_hand from public.stock_lots l
    join public.stock_lot_levels x on x.tenant_id = p_tenant_id and x.lot_id = l.id and x.place_id = p_place_id
    where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and x.on_hand > 0
    order by not p_expired and coalesce(l.expires_on < app.clinic_today(p_tenant_id), false), l.expires_on nulls last, l.created_at, l.id
  loop
    exit when v_left = 0;
    lot_id := v_lot.id;
    quantity := least(v_left, v_lot.on_hand);
    v_left := v_left - quantity;
    return next;
  end loop;
  if v_left > 0 then
    lot_id := null;
    quantity := v_left;
    return next;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.next_purchase_number (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':purchase_number', 0));
  return (select coalesce(max(o.number), 0) + 1 from public.purchase_orders o where o.tenant_id = p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.post_receipt (
  p_order      public.purchase_orders,
  p_receipt_id uuid,
  p_lines      jsonb,
  p_freight    integer
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_line record;
  v_move public.stock_moves;
  v_units bigint;
  v_total bigint;
  v_done_units bigint := 0;
  v_done_total bigint := 0;
  v_due bigint;
  v_spread bigint := 0;
begin
  perform app.lock_stock(p_order.tenant_id, array(
    select i.variant_id from public.purchase_order_items i where i.tenant_id = p_order.tenant_id and i.purchase_id = p_order.id));
  -- the freight by value, or by units where nothing costs anything: each line gets what is due up to it, less what those before got
  select sum(x.units), sum(x.units * x.cost) into v_units, v_total from app.receipt_lines(p_order.tenant_id, p_lines) x;
  for v_line in select * from app.receipt_lines(p_order.tenant_id, p_lines) order by variant_id, line loop
    v_done_units := v_done_units + v_line.units;
    v_done_total := v_done_total + v_line.units * v_line.cost;
    v_due := case when v_total > 0 then app.share_of_value(p_freight, v_done_total, v_total) else app.share_of_value(p_freight, v_done_units, v_units) end;
    v_move := null;
    v_move.tenant_id := p_order.tenant_id;
    v_move.kind := 'purchase';
    v_move.variant_id := v_line.variant_id;
    v_move.place_id := p_order.place_id;
    v_move.lot_id := case when v_line.uses_lots then app.lot_of(p_order.tenant_id, v_line.variant_id, v_line.lot, v_line.expires_on) end;
    v_move.on_hand := v_line.units;
    v_move.value_cents := v_line.units * v_line.cost + v_due - v_spread;
    v_move.owner_kind := 'receipt';
    v_move.owner_id := p_receipt_id;
    v_spread := v_due;
    perform app.post_stock(v_move);
    update public.purchase_order_items i set received = i.received + v_line.units::int where i.tenant_id = p_order.tenant_id and i.id = v_line.item_id;
    update public.product_variants v set cost_cents = least(l.cents, 100000000)
    from (
      select app.share_of_value(sum(l.value_cents)::bigint, 1, sum(l.on_hand)::bigint) as cents from public.stock_levels l
      where l.tenant_id = p_order.tenant_id and l.variant_id = v_line.variant_id) l
    where v.tenant_id = p_order.tenant_id and v.id = v_line.variant_id;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.product_matches (
  p_tenant_id uuid,
  p_id        uuid,
  p_sort_key  text,
  p_search    text
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.trimmed(p_search, 100) is null
    or not exists (
      select from regexp_split_to_table(app.normalize_text(app.trimmed(p_search, 100)), '\s+') w (word) where position(w.word in p_sort_key) = 0)
    or exists (
      select from public.product_variants v
      where v.tenant_id = p_tenant_id and v.product_id = p_id
        and (starts_with(v.sku, upper(btrim(p_search))) or v.barcode = regexp_replace(p_search, '[^0-9]', '', 'g')));
$function$;

CREATE OR REPLACE FUNCTION app.purchase_mail (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('clinic', t.name, 'number', o.number, 'expected_on', o.expected_on, 'note', o.note, 'freight_cents', o.freight_cents,
    'reply_to', (select p.email from public.profiles p where p.id = auth.uid()),
    'items', (
      select jsonb_agg(jsonb_build_object('sku', v.sku, 'name', app.variant_name(p.name, v.choices), 'quantity', i.quantity, 'unit', p.unit,
        'cost_cents', i.cost_cents) order by i.position, i.id)
      from public.purchase_order_items i
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id))
  from public.purchase_orders o join public.tenants t on t.id = o.tenant_id
  where o.tenant_id = p_tenant_id and o.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.receipt_lines (
  p_tenant_id uuid,
  p_lines     jsonb
)
  RETURNS TABLE (
    line       bigint,
    item_id    uuid,
    variant_id uuid,
    uses_lots  boolean,
    units      bigint,
    cost       bigint,
    lot        text,
    expires_on date
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select x.ordinality, i.id, i.variant_id, v.uses_lots, app.typed_number(x.value ->> 'quantity')::bigint,
    coalesce(app.typed_number(x.value ->> 'cost_cents'), i.cost_cents)::bigint, x.value ->> 'lot', app.typed_date(x.value ->> 'expires_on')
  from jsonb_array_elements(p_lines) with ordinality x
  join public.purchase_order_items i on i.tenant_id = p_tenant_id and i.id = app.typed_id(x.value ->> 'item_id')
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id;
$function$;

CREATE OR REPLACE FUNCTION app.require_place (
  p_tenant_id uuid,
  p_place_id  uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_place_id is null then
    return app.default_place(p_tenant_id);
  end if;
  if not exists (select from public.stock_places p where p.tenant_id = p_tenant_id and p.id = p_place_id and p.archived_at is null) then
    raise sqlstate 'PT404' using message = 'place_not_found';
  end if;
  return p_place_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_stocked (
  p_tenant_id  uuid,
  p_variant_id uuid
)
  RETURNS public.product_variants
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.product_variants;
begin
  select * into v_row from public.product_variants v where v.tenant_id = p_tenant_id and v.id = p_variant_id and v.tracks_stock;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'variant_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_product_options (
  p_tenant_id  uuid,
  p_product_id uuid,
  p_options    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_option record;
  v_name text;
  v_choices text[];
begin
  delete from public.product_options o where o.tenant_id = p_tenant_id and o.product_id = p_product_id;
  for v_option in select x.value as option, x.ordinality as position from jsonb_array_elements(coalesce(p_options, '[]')) with ordinality x loop
    v_name := app.trimmed(v_option.option ->> 'name', 40);
    v_choices := array(
      select min(app.trimmed(c.value, 40)) from jsonb_array_elements_text(v_option.option -> 'choices') with ordinality c
      where app.trimmed(c.value, 40) is not null group by app.normalize_text(c.value) order by min(c.ordinality));
    if v_option.position > 3 or v_name is null or cardinality(v_choices) not between 1 and 30 then
      raise sqlstate 'PT400' using message = 'invalid_product', detail = 'options';
    end if;
    insert into public.product_options (tenant_id, product_id, name, choices, position)
    values (p_tenant_id, p_product_id, v_name, v_choices, v_option.position);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_purchase_items (
  p_tenant_id uuid,
  p_id        uuid,
  p_items     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_item record;
  v_variant public.product_variants;
begin
  if jsonb_typeof(p_items) is distinct from 'array' or jsonb_array_length(p_items) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'items';
  end if;
  for v_item in select x.value as item, x.ordinality as position from jsonb_array_elements(p_items) with ordinality x loop
    v_variant := app.require_stocked(p_tenant_id, app.typed_id(v_item.item ->> 'variant_id'));
    if coalesce(app.typed_number(v_item.item ->> 'quantity'), 0) not between 1 and 1000000 then
      raise sqlstate 'PT400' using message = 'invalid_quantity';
    end if;
    if coalesce(app.typed_number(v_item.item ->> 'cost_cents'), -1) not between 0 and 100000000 then
      raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'cost_cents';
    end if;
    insert into public.purchase_order_items as i (tenant_id, purchase_id, variant_id, quantity, cost_cents, position)
    values (p_tenant_id, p_id, v_variant.id, app.typed_number(v_item.item ->> 'quantity'), app.typed_number(v_item.item ->> 'cost_cents'), v_item.position)
    on conflict (tenant_id, purchase_id, variant_id) do update set quantity = excluded.quantity, cost_cents = excluded.cost_cents, position = excluded.position;
  end loop;
  delete from public.purchase_order_items i
  where i.tenant_id = p_tenant_id and i.purchase_id = p_id
    and not exists (select from jsonb_array_elements(p_items) x where app.typed_id(x ->> 'variant_id') = i.variant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_variant (
  p_variant  public.product_variants,
  p_position integer
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_before public.product_variants;
  v_known text;
begin
  select app.variant_name(p.name, v.choices) into v_known from public.product_variants v
  join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  where v.tenant_id = p_variant.tenant_id and v.sku = p_variant.sku and v.id <> p_variant.id;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'sku_exists', detail = v_known;
  end if;
  select app.variant_name(p.name, v.choices) into v_known from public.product_variants v
  join public.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
  where v.tenant_id = p_variant.tenant_id and v.barcode = p_variant.barcode and v.archived_at is null and v.id <> p_variant.id;
  if v_known is not null then
    raise sqlstate 'PT409' using message = 'barcode_exists', detail = v_known;
  end if;
  select * into v_before from public.product_variants v where v.tenant_id = p_variant.tenant_id and v.id = p_variant.id for update;
  if v_before.product_id <> p_variant.product_id then
    raise sqlstate 'PT404' using message = 'variant_not_found';
  end if;
  if v_before.tracks_stock and not p_variant.tracks_stock and exists (
    select from public.stock_levels l where l.tenant_id = p_variant.tenant_id and l.variant_id = p_variant.id and l.on_hand > 0) then
    raise sqlstate 'PT409' using message = 'variant_has_stock';
  end if;
  insert into public.product_variants as v (tenant_id, id, product_id, choices, sku, barcode, price_cents, cost_cents, tracks_stock, uses_lots,
    reorder_point, reorder_quantity, supplier_id, position)
  values (p_variant.tenant_id, p_variant.id, p_variant.product_id, p_variant.choices, p_variant.sku, p_variant.barcode, p_variant.price_cents,
    p_variant.cost_cents, p_variant.tracks_stock, p_variant.uses_lots, p_variant.reorder_point, p_variant.reorder_quantity, p_variant.supplier_id,
    p_position)
  on conflict (tenant_id, id) do update set
    choices = excluded.choices, sku = excluded.sku, barcode = excluded.barcode, price_cents = excluded.price_cents, cost_cents = excluded.cost_cents,
    tracks_stock = excluded.tracks_stock, uses_lots = excluded.uses_lots, reorder_point = excluded.reorder_point,
    reorder_quantity = excluded.reorder_quantity, supplier_id = excluded.supplier_id, position = excluded.position, archived_at = null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.stock_rows (
  p_tenant_id uuid,
  p_place_id  uuid
)
  RETURNS TABLE (
    id               uuid,
    product_id       uuid,
    name             text,
    choices          text[],
    sort_key         text,
    sku              text,
    unit             text,
    on_hand          integer,
    reserved         integer,
    available        integer,
    incoming         integer,
    value_cents      bigint,
    reorder_point    integer,
    is_low           boolean,
    uses_lots        boolean,
    expires_on       date,
    supplier_id      uuid,
    need_purchase_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select v.id, p.id, p.name, v.choices, p.sort_key, v.sku, p.unit, l.on_hand, l.reserved, l.available, i.incoming, l.value_cents, v.reorder_point,
    coalesce(l.available <= v.reorder_point, false), v.uses_lots, e.expires_on, v.supplier_id, n.purchase_id
  from public.product_variants v
  join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id and p.archived_at is null
  cross join lateral (
    select coalesce(sum(x.on_hand), 0)::int as on_hand, coalesce(sum(x.reserved), 0)::int as reserved,
      coalesce(sum(x.value_cents), 0)::bigint as value_cents,
      coalesce(sum(x.on_hand - x.reserved - case when v.uses_lots then app.expired_units(p_tenant_id, v.id, x.place_id) else 0 end), 0)::int as available
    from public.stock_levels x
    where x.tenant_id = p_tenant_id and x.variant_id = v.id and x.place_id = coalesce(p_place_id, x.place_id)) l
  cross join lateral (
    select coalesce(sum(x.quantity - x.received), 0)::int as incoming
    from public.purchase_order_items x
    join public.purchase_orders o on o.tenant_id = p_tenant_id and o.id = x.purchase_id and o.state in ('draft', 'sent', 'partial')
    where x.tenant_id = p_tenant_id and x.variant_id = v.id) i
  left join lateral (
    select min(t.expires_on) as expires_on from public.stock_lots t
    join public.stock_lot_levels y on y.tenant_id = p_tenant_id and y.lot_id = t.id and y.on_hand > 0
      and y.place_id = coalesce(p_place_id, y.place_id)
    where t.tenant_id = p_tenant_id and t.variant_id = v.id) e on v.uses_lots
  left join public.stock_needs n on n.tenant_id = p_tenant_id and n.variant_id = v.id
  where v.tenant_id = p_tenant_id and v.tracks_stock and v.archived_at is null;
$function$;

CREATE OR REPLACE FUNCTION app.suggest_purchases (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row record;
  v_purchase uuid;
  v_done integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':suggest_purchases', 0));
  if not app.module_is_on(p_tenant_id, 'products') then
    return 0;
  end if;
  -- a need is over when there is enough again
  delete from public.stock_needs n
  where n.tenant_id = p_tenant_id and not exists (select from app.stock_rows(p_tenant_id, null) s where s.id = n.variant_id and s.is_low);
  for v_row in
    select s.*, v.reorder_quantity, v.cost_cents from app.stock_rows(p_tenant_id, null) s
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = s.id
    where s.is_low and s.available + s.incoming <= s.reorder_point
      and not exists (select from public.stock_needs n where n.tenant_id = p_tenant_id and n.variant_id = s.id)
    order by s.supplier_id, s.sort_key, s.id
  loop
    v_purchase := app.suggested_purchase(p_tenant_id, v_row.supplier_id);
    if v_purchase is not null then
      insert into public.purchase_order_items (tenant_id, purchase_id, variant_id, quantity, cost_cents, position)
      values (p_tenant_id, v_purchase, v_row.id, greatest(coalesce(v_row.reorder_quantity, v_row.reorder_point),
        v_row.reorder_point - v_row.available - v_row.incoming + 1), v_row.cost_cents,
        (select count(*) + 1 from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = v_purchase))
      on conflict (tenant_id, purchase_id, variant_id) do nothing;
    end if;
    insert into public.stock_needs (tenant_id, variant_id, purchase_id) values (p_tenant_id, v_row.id, v_purchase);
    v_done := v_done + 1;
  end loop;
  if v_done > 0 then
    perform app.broadcast(p_tenant_id, 'stock', '{}');
  end if;
  return v_done;
end;
$function$;

CREATE OR REPLACE FUNCTION app.suggested_purchase (
  p_tenant_id   uuid,
  p_supplier_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  if not exists (select from public.suppliers s where s.tenant_id = p_tenant_id and s.company_id = p_supplier_id and s.archived_at is null) then
    return null;
  end if;
  select o.id into v_id from public.purchase_orders o
  where o.tenant_id = p_tenant_id and o.supplier_id = p_supplier_id and o.is_suggested and o.state = 'draft' and o.version = 1
  order by o.number limit 1 for update;
  if v_id is null then
    insert into public.purchase_orders (tenant_id, number, supplier_id, place_id, is_suggested)
    values (p_tenant_id, app.next_purchase_number(p_tenant_id), p_supplier_id, app.default_place(p_tenant_id), true)
    returning id into v_id;
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.supplier_rows (
  p_tenant_id uuid
)
  RETURNS SETOF jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', c.id, 'name', c.name, 'sort_key', c.sort_key, 'cnpj', c.cnpj, 'city', c.city, 'state', c.state, 'note', c.note,
    'lead_days', s.lead_days, 'minimum_cents', s.minimum_cents, 'terms', s.terms, 'archived_at', s.archived_at,
    'phones', coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'phone', h.phone, 'type', h.type, 'note', h.note, 'is_primary', h.is_primary) order by h.position)
      from public.contact_phones h where h.tenant_id = p_tenant_id and h.entity_type = 'company' and h.entity_id = c.id), '[]'),
    'emails', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'email', e.email, 'type', e.type, 'note', e.note, 'is_primary', e.is_primary) order by e.position)
      from public.contact_emails e where e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = c.id), '[]'),
    'open_orders', (select count(*) from public.purchase_orders o
      where o.tenant_id = p_tenant_id and o.supplier_id = c.id and o.state in ('draft', 'sent', 'partial')))
  from public.suppliers s
  join public.companies c on c.tenant_id = p_tenant_id and c.id = s.company_id
  where s.tenant_id = p_tenant_id
  order by c.sort_key, c.id;
$function$;

CREATE OR REPLACE FUNCTION app.typed_product (
  p_tenant_id uuid,
  p_id        uuid,
  p_product   jsonb
)
  RETURNS public.products
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.products;
  v_fault text;
begin
  v_row.tenant_id := p_tenant_id;
  v_row.id := p_id;
  v_row.kind := p_product ->> 'kind';
  v_row.name := app.require_name(p_product ->> 'name');
  v_row.category := app.trimmed(p_product ->> 'category', 60);
  v_row.brand := app.trimmed(p_product ->> 'brand', 60);
  v_row.description := nullif(btrim(app.normalize_lines(left(p_product ->> 'description', 4000))), '');
  v_row.unit := coalesce(nullif(upper(btrim(p_product ->> 'unit')), ''), 'UN');
  v_row.ncm := nullif(regexp_replace(p_product ->> 'ncm', '[^0-9]', '', 'g'), '');
  v_row.cfop := nullif(regexp_replace(p_product ->> 'cfop', '[^0-9]', '', 'g'), '');
  v_row.service_item := nullif(btrim(p_product ->> 'service_item'), '');
  v_row.tax_basis_points := app.typed_number(p_product ->> 'tax_basis_points');
  v_row.session_type_id := app.typed_id(p_product ->> 'session_type_id');
  v_row.package_sessions := app.typed_number(p_product ->> 'package_sessions');
  v_row.package_days := app.typed_number(p_product ->> 'package_days');
  v_fault := case
    when not exists (select from public.product_kinds k where k.key = v_row.kind) then 'kind'
    when v_row.unit !~ '^[A-Z0-9]{1,6}$' then 'unit'
    when v_row.ncm !~ '^[0-9]{8}$' then 'ncm'
    when v_row.cfop !~ '^[1-7][0-9]{3}$' then 'cfop'
    when v_row.service_item !~ '^[0-9]{1,2}[.][0-9]{2}$' then 'service_item'
    when v_row.tax_basis_points not between 0 and 10000 then 'tax_basis_points'
    when v_row.package_sessions not between 1 and 200 then 'package_sessions'
    when v_row.package_days not between 1 and 3650 then 'package_days'
    when v_row.session_type_id is not null and not exists (
      select from public.session_types s where s.tenant_id = p_tenant_id and s.id = v_row.session_type_id) then 'session_type_id'
    when v_row.package_sessions is null and exists (
      select from public.product_kinds k where k.key = v_row.kind and k.gives_sessions) then 'package_sessions'
  end;
  if v_fault is not null then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = v_fault;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_variant (
  p_tenant_id uuid,
  p_product   public.products,
  p_variant   jsonb
)
  RETURNS public.product_variants
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.product_variants;
  v_fault text;
begin
  v_row.tenant_id := p_tenant_id;
  v_row.id := app.typed_id(p_variant ->> 'id');
  v_row.product_id := p_product.id;
  v_row.choices := array(select app.trimmed(c, 40) from jsonb_array_elements_text(coalesce(p_variant -> 'choices', '[]')) c);
  v_row.sku := upper(regexp_replace(btrim(p_variant ->> 'sku'), '\s+', '-', 'g'));
  v_row.barcode := nullif(regexp_replace(p_variant ->> 'barcode', '[^0-9]', '', 'g'), '');
  v_row.price_cents := coalesce(app.typed_number(p_variant ->> 'price_cents'), 0);
  v_row.cost_cents := coalesce(app.typed_number(p_variant ->> 'cost_cents'), 0);
  select k.has_stock and coalesce((p_variant ->> 'tracks_stock')::boolean, true) into v_row.tracks_stock
  from public.product_kinds k where k.key = p_product.kind;
  v_row.uses_lots := v_row.tracks_stock and coalesce((p_variant ->> 'uses_lots')::boolean, false);
  v_row.reorder_point := case when v_row.tracks_stock then app.typed_number(p_variant ->> 'reorder_point') end;
  v_row.reorder_quantity := case when v_row.tracks_stock then app.typed_number(p_variant ->> 'reorder_quantity') end;
  v_row.supplier_id := app.typed_id(p_variant ->> 'supplier_id');
  v_fault := case
    when v_row.id is null then 'id'
    when coalesce(v_row.sku, '') !~ '^[A-Z0-9][A-Z0-9._/-]{0,39}$' then 'sku'
    when v_row.barcode is not null and not app.gtin_is_valid(v_row.barcode) then 'barcode'
    when v_row.price_cents not between 0 and 100000000 then 'price_cents'
    when v_row.cost_cents not between 0 and 100000000 then 'cost_cents'
    when v_row.reorder_point < 0 or v_row.reorder_quantity < 1 then 'reorder_point'
    when v_row.supplier_id is not null and not exists (
      select from public.suppliers s where s.tenant_id = p_tenant_id and s.company_id = v_row.supplier_id) then 'supplier_id'
    when cardinality(v_row.choices) <> (
      select count(*) from public.product_options o where o.tenant_id = p_tenant_id and o.product_id = p_product.id)
      or exists (
        select from public.product_options o
        where o.tenant_id = p_tenant_id and o.product_id = p_product.id and not coalesce(v_row.choices[o.position] = any (o.choices), false))
      then 'choices'
  end;
  if v_fault is not null then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = v_fault;
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION public.adjust_stock (
  p_tenant_id  uuid,
  p_id         uuid,
  p_variant_id uuid,
  p_place_id   uuid,
  p_quantity   integer,
  p_reason     text,
  p_note       text    DEFAULT NULL::text,
  p_lot        jsonb   DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_variant public.product_variants;
  v_reason public.stock_reasons;
  v_move public.stock_moves;
  v_part record;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_variant := app.require_stocked(p_tenant_id, p_variant_id);
  select * into v_reason from public.stock_reasons r where r.key = p_reason;
  if v_reason.key is null or v_reason.needs_note and app.trimmed(p_note, 300) is null then
    raise sqlstate 'PT400' using message = 'stock_reason_required';
  end if;
  if coalesce(p_quantity, 0) not between 1 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  v_move.place_id := app.require_place(p_tenant_id, p_place_id);
  perform app.lock_stock_owner(p_tenant_id, 'adjustment', p_id);
  if exists (select from public.stock_moves m where m.tenant_id = p_tenant_id and m.owner_kind = 'adjustment' and m.owner_id = p_id) then
    return app.level_json(p_tenant_id, p_variant_id);
  end if;
  perform app.lock_stock(p_tenant_id, array[p_variant_id]);
  v_move.tenant_id := p_tenant_id;
  v_move.kind := 'adjust';
  v_move.variant_id := p_variant_id;
  v_move.reason := p_reason;
  v_move.note := app.trimmed(p_note, 300);
  v_move.owner_kind := 'adjustment';
  v_move.owner_id := p_id;
  if v_reason.adds then
    v_move.lot_id := case when v_variant.uses_lots then
      app.lot_of(p_tenant_id, p_variant_id, p_lot ->> 'code', app.typed_date(p_lot ->> 'expires_on')) end;
    v_move.on_hand := p_quantity;
    v_move.value_cents := p_quantity::bigint * v_variant.cost_cents;
    perform app.post_stock(v_move);
  else
    for v_part in select * from app.lots_to_remove(p_tenant_id, p_variant_id, v_move.place_id, p_quantity, app.typed_id(p_lot ->> 'id'), p_reason = 'expired') loop
      v_move.lot_id := v_part.lot_id;
      v_move.on_hand := -v_part.quantity;
      perform app.post_stock(v_move);
    end loop;
  end if;
  perform app.audit(p_tenant_id, 'stock.adjusted', 'variant', p_variant_id::text, null,
    jsonb_build_object('quantity', case when v_reason.adds then p_quantity else -p_quantity end, 'reason', p_reason), v_move.note);
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('variant_id', p_variant_id));
  return app.level_json(p_tenant_id, p_variant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."adjust_stock"(uuid, uuid, uuid, uuid, integer, text, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.archive_products (
  p_tenant_id uuid,
  p_ids       uuid[],
  p_archived  boolean DEFAULT true
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
  v_done integer := 0;
begin
  perform app.require_stock_keeper(p_tenant_id);
  for v_id in select distinct i from unnest(p_ids[1:200]) i order by 1 loop
    update public.products p set archived_at = case when p_archived then clock_timestamp() end, version = p.version + 1
    where p.tenant_id = p_tenant_id and p.id = v_id and (p.archived_at is null) = p_archived;
    if found then
      v_done := v_done + 1;
      perform app.audit(p_tenant_id, case when p_archived then 'product.archived' else 'product.restored' end, 'product', v_id::text, null, null);
    end if;
  end loop;
  perform app.broadcast(p_tenant_id, 'stock', '{}');
  return v_done;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_products"(uuid, uuid[], boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.begin_stock_count (
  p_tenant_id uuid,
  p_id        uuid,
  p_place_id  uuid,
  p_note      text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.stock_counts (tenant_id, id, place_id, note, created_by)
  values (p_tenant_id, p_id, app.require_place(p_tenant_id, p_place_id), app.trimmed(p_note, 300), auth.uid())
  on conflict do nothing;
  select c.id into v_id from public.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_id is null then
    select c.id into v_id from public.stock_counts c
    where c.tenant_id = p_tenant_id and c.place_id = app.require_place(p_tenant_id, p_place_id) and c.state = 'open';
  end if;
  return public.get_stock_count(p_tenant_id, v_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_stock_count"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_purchase (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.purchase_orders;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if exists (select from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id and o.state = 'cancelled') then
    return public.get_purchase(p_tenant_id, p_id);
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  update public.purchase_orders o set state = case o.state when 'partial' then 'received' else 'cancelled' end, closed_at = clock_timestamp(),
    version = o.version + 1
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.audit(p_tenant_id, 'purchase.cancelled', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_purchase"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.close_stock_count (
  p_tenant_id uuid,
  p_id        uuid,
  p_apply     boolean DEFAULT true
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_count public.stock_counts;
  v_line record;
  v_move public.stock_moves;
  v_changed integer := 0;
begin
  perform app.require_stock_keeper(p_tenant_id);
  v_count := app.lock_open_count(p_tenant_id, p_id);
  if v_count.state <> 'open' then
    return public.get_stock_count(p_tenant_id, p_id);
  end if;
  if p_apply then
    perform app.lock_stock(p_tenant_id, array(
      select l.variant_id from public.stock_count_lines l where l.tenant_id = p_tenant_id and l.count_id = p_id));
    for v_line in
      select l.*, v.cost_cents from public.stock_count_lines l
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = l.variant_id
      where l.tenant_id = p_tenant_id and l.count_id = p_id and l.difference <> 0
      order by l.variant_id, l.lot_id
    loop
      v_move := null;
      v_move.tenant_id := p_tenant_id;
      v_move.kind := 'count';
      v_move.variant_id := v_line.variant_id;
      v_move.place_id := v_count.place_id;
      v_move.lot_id := v_line.lot_id;
      v_move.on_hand := v_line.difference;
      v_move.value_cents := v_line.difference::bigint * v_line.cost_cents;
      v_move.owner_kind := 'count';
      v_move.owner_id := p_id;
      perform app.post_stock(v_move);
      v_changed := v_changed + 1;
    end loop;
    perform app.audit(p_tenant_id, 'stock.counted', 'stock_count', p_id::text, null, jsonb_build_object('differences', v_changed));
  end if;
  update public.stock_counts c set state = case when p_apply then 'applied' else 'cancelled' end, closed_at = clock_timestamp(), closed_by = auth.uid()
  where c.tenant_id = p_tenant_id and c.id = p_id;
  perform app.broadcast(p_tenant_id, 'stock', '{}');
  return public.get_stock_count(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.count_stock (
  p_tenant_id  uuid,
  p_id         uuid,
  p_variant_id uuid,
  p_lot_id     uuid,
  p_counted    integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_count public.stock_counts;
  v_line public.stock_count_lines;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_counted not between 0 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  end if;
  v_count := app.lock_open_count(p_tenant_id, p_id);
  if v_count.state <> 'open' then
    raise sqlstate 'PT409' using message = 'count_closed';
  end if;
  perform app.require_stocked(p_tenant_id, p_variant_id);
  if p_lot_id is not null and not exists (
    select from public.stock_lots l where l.tenant_id = p_tenant_id and l.id = p_lot_id and l.variant_id = p_variant_id) then
    raise sqlstate 'PT404' using message = 'variant_not_found';
  end if;
  delete from public.stock_count_lines l
  where l.tenant_id = p_tenant_id and l.count_id = p_id and l.variant_id = p_variant_id and l.lot_id is not distinct from p_lot_id;
  if p_counted is not null then
    -- nobody sells between the look at the level and the line
    perform app.lock_stock(p_tenant_id, array[p_variant_id]);
    insert into public.stock_count_lines (tenant_id, count_id, variant_id, lot_id, counted, expected, counted_by)
    values (p_tenant_id, p_id, p_variant_id, p_lot_id, p_counted, coalesce(case when p_lot_id is null then (
        select l.on_hand from public.stock_levels l
        where l.tenant_id = p_tenant_id and l.variant_id = p_variant_id and l.place_id = v_count.place_id)
      else (
        select l.on_hand from public.stock_lot_levels l
        where l.tenant_id = p_tenant_id and l.lot_id = p_lot_id and l.place_id = v_count.place_id) end, 0), auth.uid())
    returning * into v_line;
  end if;
  return jsonb_build_object('counted', v_line.counted, 'expected', v_line.expected, 'difference', v_line.difference);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_stock"(uuid, uuid, uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_product (
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
  v_row public.products;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_row from public.products p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return to_jsonb(v_row) - 'tenant_id' - 'sort_key' || jsonb_build_object(
    'session_type', (select s.name from public.session_types s where s.tenant_id = p_tenant_id and s.id = v_row.session_type_id),
    'options', coalesce((
      select jsonb_agg(jsonb_build_object('name', o.name, 'choices', o.choices) order by o.position)
      from public.product_options o where o.tenant_id = p_tenant_id and o.product_id = p_id), '[]'),
    'variants', coalesce((
      select jsonb_agg(to_jsonb(v) - 'tenant_id' - 'product_id' - 'created_at' - 'updated_at' || jsonb_build_object(
        'name', app.variant_name(v_row.name, v.choices),
        'on_hand', coalesce(l.on_hand, 0), 'reserved', coalesce(l.reserved, 0), 'value_cents', coalesce(l.value_cents, 0),
        'supplier', (select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = v.supplier_id))
        order by (v.archived_at is not null), v.position, v.id)
      from public.product_variants v
      left join lateral (
        select sum(x.on_hand) as on_hand, sum(x.reserved) as reserved, sum(x.value_cents) as value_cents
        from public.stock_levels x where x.tenant_id = p_tenant_id and x.variant_id = v.id) l on true
      where v.tenant_id = p_tenant_id and v.product_id = p_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_product"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_purchase (
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
  v_row public.purchase_orders;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_row from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  return to_jsonb(v_row) - 'tenant_id' || jsonb_build_object(
    'supplier', (select s from app.supplier_rows(p_tenant_id) s where s ->> 'id' = v_row.supplier_id::text),
    'place', (select p.name from public.stock_places p where p.tenant_id = p_tenant_id and p.id = v_row.place_id),
    'total_cents', v_row.freight_cents + (
      select coalesce(sum(i.quantity::bigint * i.cost_cents), 0) from public.purchase_order_items i
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id),
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'variant_id', v.id, 'product_id', p.id, 'name', app.variant_name(p.name, v.choices),
        'sku', v.sku, 'unit', p.unit, 'uses_lots', v.uses_lots, 'quantity', i.quantity, 'received', i.received, 'cost_cents', i.cost_cents)
        order by i.position, i.id), '[]')
      from public.purchase_order_items i
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      where i.tenant_id = p_tenant_id and i.purchase_id = p_id),
    'receipts', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'invoice', r.invoice, 'note', r.note, 'received_at', r.received_at,
        'freight_cents', r.freight_cents, 'received_by', (select f.full_name from public.profiles f where f.id = r.received_by),
        'units', (select coalesce(sum(m.on_hand), 0) from public.stock_moves m
          where m.tenant_id = p_tenant_id and m.owner_kind = 'receipt' and m.owner_id = r.id)) order by r.received_at desc, r.id), '[]')
      from public.purchase_receipts r where r.tenant_id = p_tenant_id and r.purchase_id = p_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_purchase"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_stock_count (
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
  v_row public.stock_counts;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_row from public.stock_counts c where c.tenant_id = p_tenant_id and c.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'count_not_found';
  end if;
  return to_jsonb(v_row) - 'tenant_id' || jsonb_build_object(
    'place', (select p.name from public.stock_places p where p.tenant_id = p_tenant_id and p.id = v_row.place_id),
    'lines', coalesce((
      select jsonb_agg(jsonb_build_object('id', v.id || coalesce(':' || t.id, ''), 'variant_id', v.id, 'name', app.variant_name(p.name, v.choices),
        'sku', v.sku, 'barcode', v.barcode, 'lot_id', t.id, 'lot', t.code, 'expires_on', t.expires_on, 'counted', l.counted, 'expected', l.expected,
        'difference', l.difference, 'counted_at', l.counted_at) order by p.sort_key, v.position, v.id, t.expires_on, t.id)
      from public.product_variants v
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      left join public.stock_lots t on t.tenant_id = p_tenant_id and t.variant_id = v.id and v.uses_lots
      left join public.stock_count_lines l on l.tenant_id = p_tenant_id and l.count_id = p_id and l.variant_id = v.id and l.lot_id is not distinct from t.id
      where v.tenant_id = p_tenant_id and v.tracks_stock and (l.id is not null or v_row.state = 'open' and v.archived_at is null and p.archived_at is null)),
      '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_stock_count"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_products (
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
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'sort_key', p.sort_key, 'kind', p.kind, 'category', p.category,
      'brand', p.brand, 'unit', p.unit, 'archived_at', p.archived_at, 'variants', v.variants, 'sku', v.sku, 'price_cents', v.price_cents,
      'highest_cents', v.highest_cents, 'tracks_stock', coalesce(v.tracks_stock, false), 'on_hand', v.on_hand, 'reserved', v.reserved)
      order by p.sort_key, p.id), '[]')
    from (
      select * from public.products p
      where p.tenant_id = p_tenant_id and (p.archived_at is null) = not coalesce((p_where ->> 'archived')::boolean, false)
        and (nullif(p_where ->> 'kind', '') is null or p.kind = p_where ->> 'kind')
        and app.product_matches(p_tenant_id, p.id, p.sort_key, p_search)
        and (p_after is null or (p.sort_key, p.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by p.sort_key, p.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) p
    cross join lateral (
      select count(*) as variants, min(v.sku) as sku, min(v.price_cents) as price_cents, max(v.price_cents) as highest_cents,
        bool_or(v.tracks_stock) as tracks_stock, coalesce(sum(l.on_hand), 0) as on_hand, coalesce(sum(l.reserved), 0) as reserved
      from public.product_variants v
      left join lateral (
        select sum(x.on_hand) as on_hand, sum(x.reserved) as reserved
        from public.stock_levels x where x.tenant_id = p_tenant_id and x.variant_id = v.id) l on true
      where v.tenant_id = p_tenant_id and v.product_id = p.id and v.archived_at is null) v);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_products"(uuid, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_purchases (
  p_tenant_id uuid,
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
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state, 'is_suggested', o.is_suggested,
      'supplier_id', o.supplier_id, 'supplier', c.name, 'expected_on', o.expected_on, 'created_at', o.created_at, 'sent_at', o.sent_at,
      'total_cents', o.freight_cents + i.cents, 'ordered', i.ordered, 'received', i.received) order by o.number desc), '[]')
    from (
      select * from public.purchase_orders o
      where o.tenant_id = p_tenant_id
        and (nullif(p_where ->> 'state', '') is null or o.state = p_where ->> 'state'
          or p_where ->> 'state' = 'open' and o.state in ('draft', 'sent', 'partial'))
        and (nullif(p_where ->> 'supplier_id', '') is null or o.supplier_id = app.typed_id(p_where ->> 'supplier_id'))
        and (p_after is null or o.number < (p_after ->> 'number')::int)
      order by o.number desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) o
    join public.companies c on c.tenant_id = p_tenant_id and c.id = o.supplier_id
    cross join lateral (
      select coalesce(sum(x.quantity), 0) as ordered, coalesce(sum(x.received), 0) as received, coalesce(sum(x.quantity::bigint * x.cost_cents), 0) as cents
      from public.purchase_order_items x where x.tenant_id = p_tenant_id and x.purchase_id = o.id) i);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_purchases"(uuid, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_stock (
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
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'product_id', x.product_id, 'name', app.variant_name(x.name, x.choices),
      'sort_key', x.sort_key, 'sku', x.sku, 'unit', x.unit, 'on_hand', x.on_hand, 'reserved', x.reserved, 'available', x.available,
      'incoming', x.incoming, 'value_cents', x.value_cents, 'reorder_point', x.reorder_point, 'is_low', x.is_low, 'uses_lots', x.uses_lots,
      'expires_on', x.expires_on, 'need_purchase_id', x.need_purchase_id,
      'supplier', (select c.name from public.companies c where c.tenant_id = p_tenant_id and c.id = x.supplier_id))
      order by x.sort_key, x.id), '[]')
    from (
      select * from app.stock_rows(p_tenant_id, app.typed_id(p_where ->> 'place_id')) s
      where (p_where ->> 'low' is distinct from 'true' or s.is_low)
        and (p_where ->> 'expiring' is distinct from 'true' or s.expires_on <= app.clinic_today(p_tenant_id) + 30)
        and app.product_matches(p_tenant_id, s.product_id, s.sort_key, p_search)
        and (p_after is null or (s.sort_key, s.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by s.sort_key, s.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) x);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_stock"(uuid, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_stock_moves (
  p_tenant_id uuid,
  p_where     jsonb   DEFAULT '{}'::jsonb,
  p_before    bigint  DEFAULT NULL::bigint,
  p_limit     integer DEFAULT 50
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number, 'kind', m.kind, 'at', m.at, 'variant_id', m.variant_id,
      'product_id', v.product_id, 'name', app.variant_name(p.name, v.choices), 'sku', v.sku, 'place', s.name, 'lot', t.code,
      'on_hand', m.on_hand, 'reserved', m.reserved, 'value_cents', m.value_cents, 'on_hand_after', m.on_hand_after,
      'reserved_after', m.reserved_after, 'owner_kind', m.owner_kind, 'owner_id', m.owner_id, 'reason', m.reason, 'note', m.note,
      'actor', a.full_name) order by m.number desc), '[]')
    from (
      select * from public.stock_moves m
      where m.tenant_id = p_tenant_id and (p_before is null or m.number < p_before)
        and (nullif(p_where ->> 'variant_id', '') is null or m.variant_id = app.typed_id(p_where ->> 'variant_id'))
        and (nullif(p_where ->> 'place_id', '') is null or m.place_id = app.typed_id(p_where ->> 'place_id'))
        and (nullif(p_where ->> 'kind', '') is null or m.kind = p_where ->> 'kind')
      order by m.number desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) m
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = m.variant_id
    join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
    join public.stock_places s on s.tenant_id = p_tenant_id and s.id = m.place_id
    left join public.stock_lots t on t.tenant_id = p_tenant_id and t.id = m.lot_id
    left join public.profiles a on a.id = m.actor_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_stock_moves"(uuid, jsonb, bigint, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_suppliers (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (select coalesce(jsonb_agg(s), '[]') from app.supplier_rows(p_tenant_id) s);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_suppliers"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.receive_purchase (
  p_tenant_id  uuid,
  p_id         uuid,
  p_receipt_id uuid,
  p_lines      jsonb,
  p_receipt    jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.purchase_orders;
  v_freight integer := coalesce(app.typed_number(p_receipt ->> 'freight_cents'), 0);
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_receipt_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_freight not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'freight_cents';
  end if;
  -- the order first, then its levels: two deliveries of one order come one after the other
  perform from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id for update;
  if exists (select from public.purchase_receipts r where r.tenant_id = p_tenant_id and r.id = p_receipt_id) then
    return public.get_purchase(p_tenant_id, p_id);
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  perform app.check_receipt_lines(p_tenant_id, p_id, p_lines);
  insert into public.purchase_receipts (tenant_id, id, purchase_id, invoice, note, freight_cents, received_by)
  values (p_tenant_id, p_receipt_id, p_id, app.trimmed(p_receipt ->> 'invoice', 60), app.trimmed(p_receipt ->> 'note', 300), v_freight, auth.uid());
  perform app.post_receipt(v_row, p_receipt_id, p_lines, v_freight);
  update public.purchase_orders o set version = o.version + 1,
    state = case when is_open then 'partial' else 'received' end, closed_at = case when not is_open then clock_timestamp() end
  from (select exists (
    select from public.purchase_order_items i where i.tenant_id = p_tenant_id and i.purchase_id = p_id and i.received < i.quantity)) x (is_open)
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.audit(p_tenant_id, 'purchase.received', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."receive_purchase"(uuid, uuid, uuid, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_product (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_product   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.products;
  v_before public.products;
  v_variant record;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_row := app.typed_product(p_tenant_id, p_id, p_product);
  if jsonb_typeof(p_product -> 'variants') is distinct from 'array' or jsonb_array_length(p_product -> 'variants') not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_product', detail = 'variants';
  end if;
  select * into v_before from public.products p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.products as p (tenant_id, id, kind, name, category, brand, description, unit, ncm, cfop, service_item, tax_basis_points,
    session_type_id, package_sessions, package_days, created_by)
  values (p_tenant_id, p_id, v_row.kind, v_row.name, v_row.category, v_row.brand, v_row.description, v_row.unit, v_row.ncm, v_row.cfop,
    v_row.service_item, v_row.tax_basis_points, v_row.session_type_id, v_row.package_sessions, v_row.package_days, auth.uid())
  on conflict (tenant_id, id) do update set
    kind = excluded.kind, name = excluded.name, category = excluded.category, brand = excluded.brand, description = excluded.description,
    unit = excluded.unit, ncm = excluded.ncm, cfop = excluded.cfop, service_item = excluded.service_item,
    tax_basis_points = excluded.tax_basis_points, session_type_id = excluded.session_type_id, package_sessions = excluded.package_sessions,
    package_days = excluded.package_days, version = p.version + 1;
  perform app.save_product_options(p_tenant_id, p_id, p_product -> 'options');
  -- variants that the form has not are sold no more; what they did stays
  update public.product_variants v set archived_at = clock_timestamp()
  where v.tenant_id = p_tenant_id and v.product_id = p_id and v.archived_at is null
    and not exists (select from jsonb_array_elements(p_product -> 'variants') x where app.typed_id(x ->> 'id') = v.id);
  for v_variant in select x.value, x.ordinality from jsonb_array_elements(p_product -> 'variants') with ordinality x order by x.value ->> 'id' loop
    perform app.save_variant(app.typed_variant(p_tenant_id, v_row, v_variant.value), v_variant.ordinality::int);
  end loop;
  perform app.audit(p_tenant_id, case when v_before.id is null then 'product.created' else 'product.changed' end, 'product', p_id::text,
    case when v_before.id is not null then jsonb_build_object('name', v_before.name) end, jsonb_build_object('name', v_row.name));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('product_id', p_id));
  return public.get_product(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_product"(uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_purchase (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_purchase  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_before public.purchase_orders;
  v_supplier uuid := app.typed_id(p_purchase ->> 'supplier_id');
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if not exists (select from public.suppliers s where s.tenant_id = p_tenant_id and s.company_id = v_supplier) then
    raise sqlstate 'PT404' using message = 'supplier_not_found';
  end if;
  if coalesce(app.typed_number(p_purchase ->> 'freight_cents'), 0) not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'freight_cents';
  end if;
  if exists (select from public.purchase_orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    v_before := app.lock_purchase(p_tenant_id, p_id, '{draft}');
    if v_before.version is distinct from p_version then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
  end if;
  insert into public.purchase_orders as o (tenant_id, id, number, supplier_id, place_id, expected_on, freight_cents, note, created_by)
  values (p_tenant_id, p_id, coalesce(v_before.number, app.next_purchase_number(p_tenant_id)), v_supplier,
    app.require_place(p_tenant_id, app.typed_id(p_purchase ->> 'place_id')), app.typed_date(p_purchase ->> 'expected_on'),
    coalesce(app.typed_number(p_purchase ->> 'freight_cents'), 0), nullif(btrim(app.normalize_lines(left(p_purchase ->> 'note', 1000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set supplier_id = excluded.supplier_id, place_id = excluded.place_id, expected_on = excluded.expected_on,
    freight_cents = excluded.freight_cents, note = excluded.note, version = o.version + 1;
  perform app.save_purchase_items(p_tenant_id, p_id, p_purchase -> 'items');
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_purchase"(uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_stock_place (
  p_tenant_id  uuid,
  p_id         uuid,
  p_name       text,
  p_is_default boolean DEFAULT false,
  p_archived   boolean DEFAULT false
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.stock_places;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.default_place(p_tenant_id);
  perform from public.stock_places p where p.tenant_id = p_tenant_id order by p.id for update;
  if p_archived and (p_is_default or exists (
      select from public.stock_places p where p.tenant_id = p_tenant_id and p.id = p_id and p.is_default)
    or exists (select from public.stock_levels l where l.tenant_id = p_tenant_id and l.place_id = p_id and l.on_hand > 0)) then
    raise sqlstate 'PT409' using message = 'place_in_use';
  end if;
  if p_is_default then
    update public.stock_places p set is_default = false where p.tenant_id = p_tenant_id and p.is_default and p.id <> p_id;
  end if;
  insert into public.stock_places as p (tenant_id, id, name, is_default, position)
  values (p_tenant_id, p_id, app.require_name(p_name, 60), p_is_default, (
    select count(*) + 1 from public.stock_places x where x.tenant_id = p_tenant_id))
  on conflict (tenant_id, id) do update set name = excluded.name, is_default = p.is_default or excluded.is_default,
    archived_at = case when p_archived then coalesce(p.archived_at, clock_timestamp()) end
  returning * into v_row;
  return to_jsonb(v_row) - 'tenant_id';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_stock_place"(uuid, uuid, text, boolean, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_supplier (
  p_tenant_id uuid,
  p_id        uuid,
  p_supplier  jsonb,
  p_phones    jsonb DEFAULT '[]'::jsonb,
  p_emails    jsonb DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_cnpj text := app.normalise_cpf_cnpj(p_supplier ->> 'cnpj');
  v_id uuid;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_supplier ->> 'cnpj' ~ '\w' and (v_cnpj is null or char_length(v_cnpj) <> 14) then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  perform app.lock_identity(p_tenant_id, array[v_cnpj]);
  -- a company that the clinic knows by its number becomes a supplier, as it is
  select c.id into v_id from public.companies c where c.tenant_id = p_tenant_id and c.cnpj = v_cnpj and c.id <> p_id;
  if v_id is null then
    v_id := p_id;
    perform set_config('zelo.saves_person', 'on', true);
    insert into public.companies as c (tenant_id, id, name, cnpj, city, state, note, created_by)
    values (p_tenant_id, v_id, app.require_name(p_supplier ->> 'name'), v_cnpj, app.trimmed(p_supplier ->> 'city', 100),
      upper(app.trimmed(p_supplier ->> 'state', 2)), nullif(btrim(app.normalize_lines(left(p_supplier ->> 'note', 2000))), ''), auth.uid())
    on conflict (tenant_id, id) do update set name = excluded.name, cnpj = excluded.cnpj, city = excluded.city, state = excluded.state,
      note = excluded.note, version = c.version + 1;
    perform app.save_contacts(p_tenant_id, 'company', v_id, p_phones, p_emails);
    perform set_config('zelo.saves_person', '', true);
    perform app.index_company(p_tenant_id, v_id);
  end if;
  insert into public.suppliers (tenant_id, company_id, lead_days, minimum_cents, terms, archived_at)
  values (p_tenant_id, v_id, app.typed_number(p_supplier ->> 'lead_days'), app.typed_number(p_supplier ->> 'minimum_cents'),
    app.trimmed(p_supplier ->> 'terms', 300), case when (p_supplier ->> 'archived')::boolean then clock_timestamp() end)
  on conflict (tenant_id, company_id) do update set lead_days = excluded.lead_days, minimum_cents = excluded.minimum_cents, terms = excluded.terms,
    archived_at = excluded.archived_at;
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('supplier_id', v_id));
  return (select s from app.supplier_rows(p_tenant_id) s where s ->> 'id' = v_id::text);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_supplier"(uuid, uuid, jsonb, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.send_purchase (
  p_tenant_id uuid,
  p_id        uuid,
  p_way       text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.purchase_orders;
  v_email text;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if not coalesce(p_way in ('email', 'whatsapp', 'other'), false) then
    raise sqlstate 'PT400' using message = 'invalid_purchase', detail = 'way';
  end if;
  v_row := app.lock_purchase(p_tenant_id, p_id, '{draft, sent, partial}');
  if p_way = 'email' then
    select e.email into v_email from public.contact_emails e
    where e.tenant_id = p_tenant_id and e.entity_type = 'company' and e.entity_id = v_row.supplier_id order by e.is_primary desc, e.position limit 1;
    if v_email is null then
      raise sqlstate 'PT409' using message = 'supplier_without_email';
    end if;
    perform app.send_email(p_tenant_id, 'purchase_order', v_email, app.purchase_mail(p_tenant_id, p_id), 'purchase:' || p_id);
  end if;
  update public.purchase_orders o set state = case o.state when 'draft' then 'sent' else o.state end, sent_at = clock_timestamp(), sent_by_way = p_way,
    version = o.version + 1
  where o.tenant_id = p_tenant_id and o.id = p_id;
  perform app.audit(p_tenant_id, 'purchase.sent', 'purchase', p_id::text, null, jsonb_build_object('number', v_row.number, 'way', p_way));
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('purchase_id', p_id));
  return public.get_purchase(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."send_purchase"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.transfer_stock (
  p_tenant_id uuid,
  p_id        uuid,
  p_from      uuid,
  p_to        uuid,
  p_lines     jsonb,
  p_note      text  DEFAULT NULL::text
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_line record;
  v_part record;
  v_move public.stock_moves;
  v_out public.stock_moves;
  v_done integer := 0;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_place(p_tenant_id, p_from);
  perform app.require_place(p_tenant_id, p_to);
  if p_from is null or p_to is null or p_from = p_to then
    raise sqlstate 'PT404' using message = 'place_not_found';
  end if;
  perform app.lock_stock_owner(p_tenant_id, 'transfer', p_id);
  if exists (select from public.stock_moves m where m.tenant_id = p_tenant_id and m.owner_kind = 'transfer' and m.owner_id = p_id) then
    return 0;
  end if;
  perform app.lock_stock(p_tenant_id, array(select l.variant_id from app.stock_lines(p_tenant_id, p_lines) l));
  for v_line in select l.variant_id, sum(l.quantity)::int as quantity from app.stock_lines(p_tenant_id, p_lines) l group by 1 order by 1 loop
    for v_part in select * from app.lots_to_remove(p_tenant_id, v_line.variant_id, p_from, v_line.quantity, null, false) loop
      v_move := null;
      v_move.tenant_id := p_tenant_id;
      v_move.kind := 'transfer';
      v_move.variant_id := v_line.variant_id;
      v_move.place_id := p_from;
      v_move.lot_id := v_part.lot_id;
      v_move.on_hand := -v_part.quantity;
      v_move.owner_kind := 'transfer';
      v_move.owner_id := p_id;
      v_move.note := app.trimmed(p_note, 300);
      v_out := app.post_stock(v_move);
      v_move.place_id := p_to;
      v_move.on_hand := v_part.quantity;
      v_move.value_cents := -v_out.value_cents;
      perform app.post_stock(v_move);
      v_done := v_done + v_part.quantity;
    end loop;
  end loop;
  perform app.broadcast(p_tenant_id, 'stock', '{}');
  return v_done;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."transfer_stock"(uuid, uuid, uuid, uuid, jsonb, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."purchase_order_items"
  ADD CONSTRAINT "purchase_order_items_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."purchase_order_items"
  ADD CONSTRAINT "purchase_order_items_tenant_id_purchase_id_fkey" FOREIGN KEY (tenant_id, purchase_id) REFERENCES public.purchase_orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."purchase_orders"
  ADD CONSTRAINT "purchase_orders_tenant_id_place_id_fkey" FOREIGN KEY (tenant_id, place_id) REFERENCES public.stock_places(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."purchase_receipts"
  ADD CONSTRAINT "purchase_receipts_tenant_id_purchase_id_fkey" FOREIGN KEY (tenant_id, purchase_id) REFERENCES public.purchase_orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_count_lines"
  ADD CONSTRAINT "stock_count_lines_tenant_id_lot_id_fkey" FOREIGN KEY (tenant_id, lot_id) REFERENCES public.stock_lots(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_count_lines"
  ADD CONSTRAINT "stock_count_lines_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_count_lines"
  ADD CONSTRAINT "stock_count_lines_tenant_id_count_id_fkey" FOREIGN KEY (tenant_id, count_id) REFERENCES public.stock_counts(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_counts"
  ADD CONSTRAINT "stock_counts_tenant_id_place_id_fkey" FOREIGN KEY (tenant_id, place_id) REFERENCES public.stock_places(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_needs"
  ADD CONSTRAINT "stock_needs_tenant_id_purchase_id_fkey" FOREIGN KEY (tenant_id, purchase_id) REFERENCES public.purchase_orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."stock_needs"
  ADD CONSTRAINT "stock_needs_tenant_id_variant_id_fkey" FOREIGN KEY (tenant_id, variant_id) REFERENCES public.product_variants(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."product_variants"
  ADD CONSTRAINT "product_variants_tenant_id_supplier_id_fkey" FOREIGN KEY (tenant_id, supplier_id) REFERENCES public.suppliers(tenant_id, company_id) ON DELETE CASCADE;

ALTER TABLE "public"."purchase_orders"
  ADD CONSTRAINT "purchase_orders_tenant_id_supplier_id_fkey" FOREIGN KEY (tenant_id, supplier_id) REFERENCES public.suppliers(tenant_id, company_id) ON DELETE CASCADE;

ALTER TABLE "public"."suppliers"
  ADD CONSTRAINT "suppliers_tenant_id_company_id_fkey" FOREIGN KEY (tenant_id, company_id) REFERENCES public.companies(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX product_variants_supplier ON public.product_variants USING btree (tenant_id, supplier_id)
  WHERE (supplier_id IS NOT NULL);

CREATE INDEX purchase_order_items_variant ON public.purchase_order_items USING btree (tenant_id, variant_id);

CREATE INDEX purchase_orders_place ON public.purchase_orders USING btree (tenant_id, place_id);

CREATE INDEX purchase_orders_supplier ON public.purchase_orders USING btree (tenant_id, supplier_id);

CREATE INDEX purchase_receipts_purchase ON public.purchase_receipts USING btree (tenant_id, purchase_id);

CREATE INDEX stock_count_lines_lot ON public.stock_count_lines USING btree (tenant_id, lot_id)
  WHERE (lot_id IS NOT NULL);

CREATE INDEX stock_count_lines_variant ON public.stock_count_lines USING btree (tenant_id, variant_id);

CREATE UNIQUE INDEX stock_counts_open ON public.stock_counts USING btree (tenant_id, place_id)
  WHERE (state = 'open'::text);

CREATE INDEX stock_counts_place ON public.stock_counts USING btree (tenant_id, place_id, created_at DESC);

CREATE INDEX stock_moves_newest ON public.stock_moves USING btree (tenant_id, number DESC);

CREATE INDEX stock_needs_purchase ON public.stock_needs USING btree (tenant_id, purchase_id)
  WHERE (purchase_id IS NOT NULL);

CREATE TRIGGER purchase_orders_touch
  BEFORE UPDATE ON public.purchase_orders
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER suppliers_touch
  BEFORE UPDATE ON public.suppliers
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_desk" ON "public"."purchase_order_items"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."purchase_orders"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."purchase_receipts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_count_lines"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_counts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."stock_needs"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."suppliers"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."product_variants"."supplier_id" IS 'From whom it is usually bought: whose order it is suggested in.';

COMMENT ON FUNCTION "app"."check_receipt_lines"(uuid, uuid, jsonb) IS 'What is said to have arrived, lines of one item summed. Errors: PT400 invalid_purchase, PT400 invalid_quantity, PT409 more_than_ordered.';

COMMENT ON FUNCTION "app"."enqueue_purchase_suggestions"() IS 'Caller: process-jobs, every morning. A job for each clinic with a reorder point; how many. Errors: none.';

COMMENT ON FUNCTION "app"."gtin_is_valid"(text) IS 'Whether a barcode is a GTIN (8, 12, 13 or 14 digits) whose last digit fits.';

COMMENT ON FUNCTION "app"."level_json"(uuid, uuid) IS 'How a variant stands in all places.';

COMMENT ON FUNCTION "app"."lock_open_count"(uuid, uuid) IS 'A count that is about to change. Errors: PT404 count_not_found.';

COMMENT ON FUNCTION "app"."lock_purchase"(uuid, uuid, text[]) IS 'A purchase order that is about to change; it is locked before any stock. Errors: PT404 purchase_not_found, PT409 purchase_closed.';

COMMENT ON FUNCTION "app"."lot_of"(uuid, uuid, text, date) IS 'The lot of what comes in, made when it is new. Errors: PT400 lot_required.';

COMMENT ON FUNCTION "app"."lots_to_remove"(uuid, uuid, uuid, integer, uuid, boolean) IS 'From which lots units go that somebody takes out by hand.';

COMMENT ON FUNCTION "app"."next_purchase_number"(uuid) IS 'The number of the next purchase order of a clinic: one after the other, also of two who write at once.';

COMMENT ON FUNCTION "app"."post_receipt"(public.purchase_orders, uuid, jsonb, integer) IS 'What a receipt does to the stock, the order and the average cost of its variants (docs/commerce.md); the caller has locked the order.';

COMMENT ON FUNCTION "app"."product_matches"(uuid, uuid, text, text) IS 'Whether a product is meant: all words in its name, the beginning of a SKU, or a barcode.';

COMMENT ON FUNCTION "app"."purchase_mail"(uuid, uuid) IS 'What the mail of a purchase order says.';

COMMENT ON FUNCTION "app"."receipt_lines"(uuid, jsonb) IS 'Lines of a receipt with what they are of. Errors: PT400 invalid_date.';

COMMENT ON FUNCTION "app"."require_place"(uuid, uuid) IS 'A place of the clinic, or the default one. Errors: PT404 place_not_found.';

COMMENT ON FUNCTION "app"."require_stocked"(uuid, uuid) IS 'A variant that has stock. Errors: PT404 variant_not_found.';

COMMENT ON FUNCTION "app"."save_product_options"(uuid, uuid, jsonb) IS 'The options of a product as a form has them: [{name, choices}]. Errors: PT400 invalid_product.';

COMMENT ON FUNCTION "app"."save_purchase_items"(uuid, uuid, jsonb) IS 'The lines of a draft: [{variant_id, quantity, cost_cents}], one of each variant. Errors: PT400 invalid_purchase, PT400 invalid_quantity, PT404 variant_not_found.';

COMMENT ON FUNCTION "app"."save_variant"(public.product_variants, integer) IS 'Writes a variant that app.typed_variant has looked at. Errors: PT404 variant_not_found, PT409 sku_exists, PT409 barcode_exists (detail: whose), PT409 variant_has_stock.';

COMMENT ON FUNCTION "app"."stock_rows"(uuid, uuid) IS 'How each variant that has stock stands, at a place or in all: what list_stock shows and suggestions count with.';

COMMENT ON FUNCTION "app"."suggest_purchases"(uuid) IS 'Caller: workers (suggest_purchases), every morning. Each variant whose stock, with what is on its way, is at its reorder point or below becomes a need, once, and a line of a suggested order of its supplier; a need is over when the stock is above the point. How many new needs. Errors: none.';

COMMENT ON FUNCTION "app"."suggested_purchase"(uuid, uuid) IS 'The suggested order of a supplier that nobody has touched yet, or a new one; NULL without a supplier.';

COMMENT ON FUNCTION "app"."supplier_rows"(uuid) IS 'Suppliers as list_suppliers answers them.';

COMMENT ON FUNCTION "app"."typed_product"(uuid, uuid, jsonb) IS 'The product of a form. Errors: PT400 invalid_name, PT400 invalid_product (detail: the field).';

COMMENT ON FUNCTION "app"."typed_variant"(uuid, public.products, jsonb) IS 'A variant of a form; the options of its product are saved already. Errors: PT400 invalid_product (detail: the field).';

COMMENT ON FUNCTION "public"."adjust_stock"(uuid, uuid, uuid, uuid, integer, text, text, jsonb) IS 'Caller: owner, admin and operator. Corrects a stock by hand, once for p_id: p_quantity units in or out as stock_reasons has it for p_reason. What comes in is worth its cost; of what has lots p_lot {code, expires_on} comes in, and {id} or what expires first goes. Answers {on_hand, reserved, value_cents}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 stock_reason_required, PT400 invalid_quantity, PT400 invalid_date, PT400 lot_required, PT404 variant_not_found, PT404 place_not_found, PT409 out_of_stock, PT409 stock_is_reserved.';

COMMENT ON FUNCTION "public"."archive_products"(uuid, uuid[], boolean) IS 'Caller: owner, admin and operator. Products out of the lists, or back: how many changed. Nothing is deleted, and what is in stock stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."begin_stock_count"(uuid, uuid, uuid, text) IS 'Caller: owner, admin and operator. Begins to count a place (NULL: the default one); where somebody counts already, answers that count. Answers get_stock_count. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT404 place_not_found.';

COMMENT ON FUNCTION "public"."cancel_purchase"(uuid, uuid) IS 'Caller: owner, admin and operator. Nothing more comes of a purchase order. One of which something has arrived counts as received, with what arrived. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 purchase_not_found, PT409 purchase_closed.';

COMMENT ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean) IS 'Caller: owner, admin and operator. Ends a count: its differences become moves, all or none, or it is thrown away. What was sold since a line was counted stays sold. Repeated, it answers what became of it. Answers get_stock_count. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 count_not_found, PT409 out_of_stock, PT409 stock_is_reserved (detail: the variant).';

COMMENT ON FUNCTION "public"."count_stock"(uuid, uuid, uuid, uuid, integer) IS 'Caller: owner, admin and operator. What somebody counted of a variant, or of a lot of it, as of now (NULL: not counted). Answers {counted, expected, difference}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 count_not_found, PT404 variant_not_found, PT409 count_closed.';

COMMENT ON FUNCTION "public"."get_product"(uuid, uuid) IS 'Caller: everybody but therapists. {…the product, options [{name, choices}], variants [{id, name, choices, sku, barcode, price_cents, cost_cents, on_hand, reserved, value_cents, …}], archived variants last}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."get_purchase"(uuid, uuid) IS 'Caller: everybody but therapists. A purchase order: {…, supplier, place, total_cents, items [{id, variant_id, name, sku, unit, uses_lots, quantity, received, cost_cents}], receipts [{id, invoice, note, received_at, received_by, units}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 purchase_not_found.';

COMMENT ON FUNCTION "public"."get_stock_count"(uuid, uuid) IS 'Caller: everybody but therapists. A count and its sheet: {…, place, lines [{variant_id, name, sku, barcode, lot_id, lot, expires_on, counted, expected, difference}]}. How many there should be is not said before somebody has counted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 count_not_found.';

COMMENT ON FUNCTION "public"."list_products"(uuid, text, jsonb, integer, jsonb) IS 'Caller: everybody but therapists. Products by name: [{id, name, kind, category, variants, sku, price_cents, highest_cents, tracks_stock, on_hand, reserved, …}]. p_search: words of the name, a SKU or a barcode; p_where {archived, kind}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_purchases"(uuid, jsonb, integer, jsonb) IS 'Caller: everybody but therapists. Purchase orders, the latest first: [{id, number, state, is_suggested, supplier, expected_on, total_cents, ordered, received, …}]. p_where {state (open: everything that is not over), supplier_id}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_stock"(uuid, text, jsonb, integer, jsonb) IS 'Caller: everybody but therapists. What has stock, by name: [{id, product_id, name, sku, unit, on_hand, reserved, available, incoming, value_cents, reorder_point, is_low, expires_on (of the first lot that has units), supplier, need_purchase_id}]. p_where {place_id, low, expiring: within 30 days}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_stock_moves"(uuid, jsonb, bigint, integer) IS 'Caller: everybody but therapists. The ledger of the stock, the latest first: [{id, number, kind, at, name, sku, place, lot, on_hand, reserved, value_cents, on_hand_after, reserved_after, reason, note, actor, owner_kind, owner_id}]. p_where {variant_id, place_id, kind}; p_before: the number of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_suppliers"(uuid) IS 'Caller: everybody but therapists. All suppliers by name, archived ones too: [{id, name, cnpj, city, state, note, lead_days, minimum_cents, terms, phones, emails, open_orders, archived_at}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."receive_purchase"(uuid, uuid, uuid, jsonb, jsonb) IS 'Caller: owner, admin and operator. What arrived of a purchase order, once for p_receipt_id: p_lines [{item_id, quantity, cost_cents (what it did cost; NULL: as ordered), lot, expires_on}], p_receipt {invoice, note, freight_cents}. Never more than was ordered. It comes in at its cost and its share of the freight, and the average cost of its variant follows. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_purchase, PT400 invalid_quantity, PT400 invalid_date, PT400 lot_required, PT404 purchase_not_found, PT409 purchase_closed, PT409 more_than_ordered (detail: the lines).';

COMMENT ON FUNCTION "public"."save_product"(uuid, uuid, integer, jsonb) IS 'Caller: owner, admin and operator. Writes a product with all of its options and variants: p_product {kind, name, category, brand, description, unit, ncm, cfop, service_item, tax_basis_points, session_type_id, package_sessions, package_days, options [{name, choices}], variants [{id, choices, sku, barcode, price_cents, cost_cents, tracks_stock, uses_lots, reorder_point, reorder_quantity, supplier_id}]}. Variants that are not named are archived. Answers get_product. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_product (detail: the field), PT404 variant_not_found, PT409 sku_exists, PT409 barcode_exists (detail: whose), PT409 variant_has_stock, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_purchase"(uuid, uuid, integer, jsonb) IS 'Caller: owner, admin and operator. A purchase order while it is a draft: p_purchase {supplier_id, place_id, expected_on, freight_cents, note, items [{variant_id, quantity, cost_cents}]}. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_purchase (detail: the field), PT400 invalid_quantity, PT400 invalid_date, PT404 supplier_not_found, PT404 place_not_found, PT404 variant_not_found, PT404 purchase_not_found, PT409 purchase_closed (it was sent), PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."save_stock_place"(uuid, uuid, text, boolean, boolean) IS 'Caller: owner, admin and operator. A place of the stock; the default one is where things come in. What has units, and the default one, is not archived. Answers the place. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT409 place_in_use.';

COMMENT ON FUNCTION "public"."save_supplier"(uuid, uuid, jsonb, jsonb, jsonb) IS 'Caller: owner, admin and operator. A company becomes a supplier, or what is known of one changes: p_supplier {name, cnpj, city, state, note, lead_days, minimum_cents, terms, archived}, phones and e-mail addresses as in save_company. With the CNPJ of a company that is there, that company becomes the supplier and stays as it is. Answers the row of list_suppliers. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts.';

COMMENT ON FUNCTION "public"."send_purchase"(uuid, uuid, text) IS 'Caller: owner, admin and operator. The supplier gets a purchase order: by e-mail, which is sent from here, or by WhatsApp or another way, which the person takes (p_way email, whatsapp, other). From then on its lines stand. Sent again, it is only sent again. Answers get_purchase. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_purchase, PT404 purchase_not_found, PT409 purchase_closed, PT409 supplier_without_email.';

COMMENT ON FUNCTION "public"."transfer_stock"(uuid, uuid, uuid, uuid, jsonb, text) IS 'Caller: owner, admin and operator. Moves units from one place to another, once for p_id, with their lots and their cost: lines [{variant_id, quantity}]. How many units moved. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_quantity, PT404 variant_not_found, PT404 place_not_found, PT409 out_of_stock, PT409 stock_is_reserved.';

COMMENT ON TABLE "public"."purchase_order_items" IS 'Lines of purchase orders. received: what has arrived so far, the sum of the receipts.';

COMMENT ON TABLE "public"."purchase_orders" IS 'Purchase orders of a clinic, numbered by clinic. partial: something has arrived and something is missing. version rises with every change.';

COMMENT ON TABLE "public"."purchase_receipts" IS 'Deliveries of purchase orders. id is the client''s, so that a repetition is known; the moves of the stock name it as their owner.';

COMMENT ON TABLE "public"."stock_count_lines" IS 'Lines of counts. The difference is against the level of that moment, so what is sold before the count is closed stays sold.';

COMMENT ON TABLE "public"."stock_counts" IS 'Inventory counts. A place has one open count at a time; things are sold meanwhile.';

COMMENT ON TABLE "public"."stock_needs" IS 'One need, one suggestion: while the row is there nothing is suggested again, also when the suggested order was cancelled.';

COMMENT ON TABLE "public"."suppliers" IS 'Suppliers are companies of the clinic (docs/adr/0009): one name, one CNPJ, one address book, whether they buy, sell or both.';

REVOKE ALL ON FUNCTION "app"."check_receipt_lines"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_receipt_lines"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_receipt_lines"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enqueue_purchase_suggestions"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_purchase_suggestions"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_purchase_suggestions"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_purchase_suggestions"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."gtin_is_valid"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."gtin_is_valid"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."gtin_is_valid"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."level_json"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."level_json"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."level_json"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_open_count"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_open_count"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_open_count"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_purchase"(uuid, uuid, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_purchase"(uuid, uuid, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_purchase"(uuid, uuid, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lot_of"(uuid, uuid, text, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lot_of"(uuid, uuid, text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lot_of"(uuid, uuid, text, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lots_to_remove"(uuid, uuid, uuid, integer, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lots_to_remove"(uuid, uuid, uuid, integer, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lots_to_remove"(uuid, uuid, uuid, integer, uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."next_purchase_number"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."next_purchase_number"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."next_purchase_number"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."post_receipt"(public.purchase_orders, uuid, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."post_receipt"(public.purchase_orders, uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."post_receipt"(public.purchase_orders, uuid, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."product_matches"(uuid, uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."product_matches"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."product_matches"(uuid, uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."purchase_mail"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."purchase_mail"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."purchase_mail"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."receipt_lines"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."receipt_lines"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."receipt_lines"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_place"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_place"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_place"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_stocked"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_stocked"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_stocked"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."save_product_options"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."save_product_options"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_product_options"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."save_purchase_items"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."save_purchase_items"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_purchase_items"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."save_variant"(public.product_variants, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."save_variant"(public.product_variants, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."save_variant"(public.product_variants, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."stock_rows"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stock_rows"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stock_rows"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."suggest_purchases"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."suggest_purchases"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."suggest_purchases"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."suggest_purchases"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."suggested_purchase"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."suggested_purchase"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."suggested_purchase"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."supplier_rows"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."supplier_rows"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."supplier_rows"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_product"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_product"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_product"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_variant"(uuid, public.products, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_variant"(uuid, public.products, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_variant"(uuid, public.products, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."adjust_stock"(uuid, uuid, uuid, uuid, integer, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."adjust_stock"(uuid, uuid, uuid, uuid, integer, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."adjust_stock"(uuid, uuid, uuid, uuid, integer, text, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_products"(uuid, uuid[], boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_products"(uuid, uuid[], boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_products"(uuid, uuid[], boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_stock_count"(uuid, uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_stock_count"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_stock_count"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_purchase"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_purchase"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_purchase"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_stock"(uuid, uuid, uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_stock"(uuid, uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_stock"(uuid, uuid, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_product"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_product"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_product"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_purchase"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_purchase"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_purchase"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_stock_count"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_stock_count"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_stock_count"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_products"(uuid, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_products"(uuid, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_products"(uuid, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_purchases"(uuid, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_purchases"(uuid, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_purchases"(uuid, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_stock"(uuid, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_stock"(uuid, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_stock"(uuid, text, jsonb, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_stock_moves"(uuid, jsonb, bigint, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_stock_moves"(uuid, jsonb, bigint, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_stock_moves"(uuid, jsonb, bigint, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_suppliers"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_suppliers"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_suppliers"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."receive_purchase"(uuid, uuid, uuid, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."receive_purchase"(uuid, uuid, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."receive_purchase"(uuid, uuid, uuid, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_product"(uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_product"(uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_product"(uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_purchase"(uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_purchase"(uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_purchase"(uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_stock_place"(uuid, uuid, text, boolean, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_stock_place"(uuid, uuid, text, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_stock_place"(uuid, uuid, text, boolean, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_supplier"(uuid, uuid, jsonb, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_supplier"(uuid, uuid, jsonb, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_supplier"(uuid, uuid, jsonb, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."send_purchase"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."send_purchase"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."send_purchase"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."transfer_stock"(uuid, uuid, uuid, uuid, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."transfer_stock"(uuid, uuid, uuid, uuid, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."transfer_stock"(uuid, uuid, uuid, uuid, jsonb, text) TO "postgres";

REVOKE ALL ON TABLE "public"."purchase_order_items" FROM "authenticated";

GRANT SELECT ON TABLE "public"."purchase_order_items" TO "authenticated";

REVOKE ALL ON TABLE "public"."purchase_order_items" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."purchase_order_items" TO "service_role";

REVOKE ALL ON TABLE "public"."purchase_orders" FROM "authenticated";

GRANT SELECT ON TABLE "public"."purchase_orders" TO "authenticated";

REVOKE ALL ON TABLE "public"."purchase_orders" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."purchase_orders" TO "service_role";

REVOKE ALL ON TABLE "public"."purchase_receipts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."purchase_receipts" TO "authenticated";

REVOKE ALL ON TABLE "public"."purchase_receipts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."purchase_receipts" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_count_lines" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_count_lines" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_count_lines" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."stock_count_lines" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_counts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_counts" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_counts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."stock_counts" TO "service_role";

REVOKE ALL ON TABLE "public"."stock_needs" FROM "authenticated";

GRANT SELECT ON TABLE "public"."stock_needs" TO "authenticated";

REVOKE ALL ON TABLE "public"."stock_needs" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."stock_needs" TO "service_role";

REVOKE ALL ON TABLE "public"."suppliers" FROM "authenticated";

GRANT SELECT ON TABLE "public"."suppliers" TO "authenticated";

REVOKE ALL ON TABLE "public"."suppliers" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."suppliers" TO "service_role";

CREATE INDEX products_by_name ON public.products USING btree (tenant_id, ((archived_at IS NULL)), sort_key, id);

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

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

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

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

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

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

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- what has to be bought, at six in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('suggest-purchases', 'process-jobs', '3 9 * * *', '{"task": "suggestions"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

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
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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

-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('run-retention', 'process-jobs', '23 7 * * *', '{"task": "retention"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}'),
  ('reseal-secrets', 'process-jobs', '11 7 * * *', '{"task": "reseal"}'),
  ('check-operations', 'process-jobs', '*/5 * * * *', '{"task": "operations"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
