-- shop reviews and closing: Buyers review what they have and the clinic reads it first; a month can be closed.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "public"."reviews" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "order_id"   uuid                     NOT NULL,
  "product_id" uuid                     NOT NULL,
  "stars"      smallint                 NOT NULL,
  "body"       text,
  "shown_name" text                     NOT NULL,
  "state"      text                     NOT NULL DEFAULT 'pending'::text,
  "reason"     text,
  "reply"      text,
  "decided_by" uuid,
  "decided_at" timestamp with time zone,
  "replied_at" timestamp with time zone,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "rejected_says_why" CHECK (((state = 'rejected'::text) = (reason IS NOT NULL))),
  CONSTRAINT "review_has_one_to_five_stars" CHECK (((stars >= 1) AND (stars <= 5))),
  CONSTRAINT "review_state_is_known" CHECK ((state = ANY (ARRAY['pending'::text, 'published'::text, 'rejected'::text]))),
  CONSTRAINT "review_texts_fit" CHECK (((char_length(body) <= 1000) AND (char_length(reply) <= 1000) AND (char_length(reason) <= 300))),
  CONSTRAINT "reviewed_once" UNIQUE (tenant_id, order_id, product_id),
  CONSTRAINT "reviews_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "shown_name_is_one_plain_line" CHECK (((shown_name = app.normalize_name(shown_name)) AND ((char_length(shown_name) >= 1) AND (char_length(shown_name) <= 60))))
);

ALTER TABLE "public"."reviews"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."reviews" FROM "anon";

ALTER TABLE "public"."shop_settings"
  ADD COLUMN "takes_reviews" boolean NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION app.closing_money (
  p_tenant_id uuid,
  p_from      date,
  p_to        date
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('method', m.method, 'count', m.n, 'amount_cents', m.cents) order by m.cents desc, m.method)
      from (
        select e.method, count(*)::int as n, sum(p.amount_cents)::bigint as cents
        from public.order_payments p join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
        where p.tenant_id = p_tenant_id and p.state in ('counted', 'honoured') and e.occurred_on between p_from and p_to
        group by e.method) m), '[]'),
    'received_cents', coalesce((
      select sum(p.amount_cents) from public.order_payments p join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.state in ('counted', 'honoured') and e.occurred_on between p_from and p_to), 0),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('kind', f.kind, 'count', f.n, 'amount_cents', f.cents) order by f.kind)
      from (
        select r.kind, count(*)::int as n, sum(r.amount_cents)::bigint as cents from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.kind in ('money', 'credit')
          and (r.created_at at time zone app.clinic_zone(p_tenant_id))::date between p_from and p_to
        group by r.kind) f), '[]'),
    'refunded_cents', coalesce((
      select sum(r.amount_cents) from public.order_refunds r
      where r.tenant_id = p_tenant_id and r.kind in ('money', 'credit')
        and (r.created_at at time zone app.clinic_zone(p_tenant_id))::date between p_from and p_to), 0));
$function$;

CREATE OR REPLACE FUNCTION app.list_order_payments (
  p_tenant_id uuid,
  p_where     jsonb,
  p_after     jsonb,
  p_limit     integer
)
  RETURNS TABLE (
    id             uuid,
    at             timestamp with time zone,
    occurred_on    date,
    number         integer,
    buyer_name     text,
    method         text,
    provider       text,
    amount_cents   integer,
    refunded_cents integer,
    state          text,
    reference      text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_reader(p_tenant_id);
  return query
    select p.id, p.created_at, e.occurred_on, o.number, coalesce(q.name, c.full_name, y.full_name), e.method, p.provider, p.amount_cents,
      coalesce((select sum(r.amount_cents)::int from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.payment_id = p.id and r.state <> 'failed'), 0), p.state, p.reference
    from public.order_payments p
    join public.orders o on o.tenant_id = p_tenant_id and o.id = p.order_id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
    left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
    where p.tenant_id = p_tenant_id
      and e.occurred_on between coalesce(app.typed_date(p_where ->> 'from'), '-infinity') and coalesce(app.typed_date(p_where ->> 'to'), 'infinity')
      and (p_after is null or (p.created_at, p.id) < ((p_after ->> 'at')::timestamptz, app.typed_id(p_after ->> 'id')))
    order by p.created_at desc, p.id desc limit p_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_review (
  p_tenant_id  uuid,
  p_order_id   uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce((
    select jsonb_build_object('state', case when x.state is null then 'open' else 'sent' end, 'name', x.name, 'clinic', t.name, 'shown_name',
      app.review_name(coalesce(q.name, c.full_name, case when y.identity <> 'counter' then y.full_name end)))
    from app.reviewable_items(p_tenant_id, p_order_id) x
    join public.tenants t on t.id = p_tenant_id
    join public.orders o on o.tenant_id = p_tenant_id and o.id = p_order_id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = o.payer_id
    left join public.patients q on q.tenant_id = p_tenant_id and q.id = o.patient_id
    left join public.contacts c on c.tenant_id = p_tenant_id and c.id = o.contact_id
    where x.product_id = p_product_id), '{"state": "unknown"}');
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
    || jsonb_build_object('body', v_item.body, 'images', app.shop_images(v_shop.tenant_id, v_item.product_id, 10),
      'reviews', app.shop_reviews(v_shop.tenant_id, v_item.product_id),
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

CREATE OR REPLACE FUNCTION app.order_sections (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.order_invoice_section(p_tenant_id, p_order_id) || app.review_section(p_tenant_id, p_order_id);
$function$;

CREATE OR REPLACE FUNCTION app.review_name (
  p_name text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(nullif(left(w.words[1], 40) || case when cardinality(w.words) > 1
    then ' ' || upper(left(w.words[cardinality(w.words)], 1)) || '.' else '' end, ''), 'Cliente')
  from (select string_to_array(nullif(app.normalize_name(p_name), ''), ' ') as words) w;
$function$;

CREATE OR REPLACE FUNCTION app.review_section (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when count(*) = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object('title', 'O que você achou?',
    'text', 'A avaliação aparece na loja com o primeiro nome e uma inicial, depois que a clínica a lê.',
    'items', jsonb_agg(jsonb_build_object('label', x.name,
      'detail', case when x.state = 'published' then 'Sua avaliação está na loja' when x.state is not null then 'Avaliação enviada' end,
      'href', case when x.state is null then '?clinic=' || p_tenant_id || '&key=' || o.page_key || '&avaliar=' || x.product_id end)
      order by x.position))) end
  from app.reviewable_items(p_tenant_id, p_order_id) x
  join public.orders o on o.tenant_id = p_tenant_id and o.id = p_order_id;
$function$;

CREATE OR REPLACE FUNCTION app.reviewable_items (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS TABLE (
    product_id uuid,
    name       text,
    "position" smallint,
    state      text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select p.id, p.name, min(i.position), min(r.state)
  from public.order_items i
  join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  left join public.reviews r on r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.product_id = p.id
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and (i.fulfilled > i.returned or r.id is not null)
    and app.takes_reviews(p_tenant_id, p.id)
  group by p.id, p.name;
$function$;

CREATE OR REPLACE FUNCTION app.send_review (
  p_tenant_id  uuid,
  p_order_id   uuid,
  p_product_id uuid,
  p_stars      integer,
  p_body       text
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_open jsonb := app.open_review(p_tenant_id, p_order_id, p_product_id);
  v_body text := nullif(btrim(app.normalize_lines(p_body)), '');
begin
  if v_open ->> 'state' <> 'open' then
    return v_open ->> 'state';
  elsif p_stars is null or p_stars not between 1 and 5 then
    return 'no_stars';
  elsif char_length(v_body) > 1000 then
    return 'too_long';
  -- who advertises something brings an address
  elsif v_body ~* '(https?:|www\.|[a-z0-9-]\.(com|net|org|br|io|info|xyz|ru)\y)' then
    return 'has_link';
  end if;
  insert into public.reviews (tenant_id, order_id, product_id, stars, body, shown_name)
  values (p_tenant_id, p_order_id, p_product_id, p_stars, v_body, v_open ->> 'shown_name')
  on conflict (tenant_id, order_id, product_id) do nothing;
  perform app.broadcast(p_tenant_id, 'reviews', '{}');
  return 'sent';
end;
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
    'next_at', d.starts_at, 'image', app.shop_images(p_tenant_id, p.id, 1) -> 0, 'rating', app.shop_rating(p_tenant_id, p.id), 'updated_at', greatest(p.updated_at, i.updated_at))
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

CREATE OR REPLACE FUNCTION app.shop_rating (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when r.count > 0 and app.takes_reviews(p_tenant_id, p_product_id)
    then jsonb_build_object('count', r.count, 'average', r.average) end
  from (
    select count(*)::int as count, round(avg(x.stars), 1) as average from public.reviews x
    where x.tenant_id = p_tenant_id and x.product_id = p_product_id and x.state = 'published') r;
$function$;

CREATE OR REPLACE FUNCTION app.shop_reviews (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('stars', r.stars, 'body', r.body, 'name', r.shown_name, 'reply', r.reply,
    'on', (r.created_at at time zone app.clinic_zone(p_tenant_id))::date) order by r.created_at desc, r.id), '[]')
  from (
    select * from public.reviews x
    where x.tenant_id = p_tenant_id and x.product_id = p_product_id and x.state = 'published' and app.takes_reviews(p_tenant_id, p_product_id)
    order by x.created_at desc, x.id limit 30) r;
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
  v_names text;
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
  if not exists (select from public.stock_needs n where n.tenant_id = p_tenant_id) then
    perform app.resolve_alert(p_tenant_id, 'stock_low', null);
  end if;
  select string_agg(x.name, ', ' order by x.name) into v_names from (
    select app.variant_name(s.name, s.choices) as name from app.stock_rows(p_tenant_id, null) s
    join public.stock_needs n on n.tenant_id = p_tenant_id and n.variant_id = s.id
    where s.is_low order by n.opened_at desc limit 8) x;
  if v_done > 0 then
    -- what was told before is over: new needs are told anew
    perform app.resolve_alert(p_tenant_id, 'stock_low', null);
    perform app.raise_alert(p_tenant_id, 'stock_low', app.clinic_today(p_tenant_id)::text, jsonb_build_object('items', v_names, 'count', v_done));
    perform app.broadcast(p_tenant_id, 'stock', '{}');
  end if;
  return v_done;
end;
$function$;

CREATE OR REPLACE FUNCTION app.takes_reviews (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.shop_settings s
    where s.tenant_id = p_tenant_id and s.takes_reviews and app.module_is_on(p_tenant_id, 'shop'))
    and (app.profession_limits(p_tenant_id, 'reviews') = '{}' or not exists (
      select from public.products p
      where p.tenant_id = p_tenant_id and p.id = p_product_id and (p.session_type_id is not null or p.kind in ('service', 'package'))));
$function$;

CREATE OR REPLACE FUNCTION public.decide_review (
  p_tenant_id uuid,
  p_id        uuid,
  p_state     text,
  p_reason    text DEFAULT NULL::text,
  p_reply     text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.reviews;
  v_reply text := nullif(btrim(app.normalize_lines(p_reply)), '');
  v_reason text := app.trimmed(p_reason, 300);
begin
  perform app.require_stock_keeper(p_tenant_id);
  select * into v_row from public.reviews r where r.tenant_id = p_tenant_id and r.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'review_not_found';
  elsif coalesce(p_state, '') not in ('published', 'rejected') or char_length(v_reply) > 1000 then
    raise sqlstate 'PT400' using message = 'invalid_review';
  elsif p_state = 'rejected' and v_reason is null then
    raise sqlstate 'PT400' using message = 'review_reason_required';
  elsif p_state = 'published' and not app.takes_reviews(p_tenant_id, v_row.product_id) then
    raise sqlstate 'PT409' using message = 'review_not_allowed',
      detail = array_to_string(app.profession_limits(p_tenant_id, 'reviews'), ', ');
  end if;
  update public.reviews r set state = p_state, reason = case when p_state = 'rejected' then v_reason end, reply = v_reply,
    replied_at = case when v_reply is null then null when v_reply is distinct from r.reply then now() else r.replied_at end,
    decided_by = auth.uid(), decided_at = now()
  where r.tenant_id = p_tenant_id and r.id = p_id
    and (r.state, r.reason, r.reply) is distinct from (p_state, case when p_state = 'rejected' then v_reason end, v_reply);
  if found then
    perform app.audit(p_tenant_id, 'review.decided', 'reviews', p_id::text, jsonb_build_object('state', v_row.state),
      jsonb_build_object('state', p_state), v_reason);
    perform app.broadcast(p_tenant_id, 'reviews', '{}');
  end if;
  return jsonb_build_object('id', p_id, 'state', p_state, 'reason', case when p_state = 'rejected' then v_reason end, 'reply', v_reply);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."decide_review"(uuid, uuid, text, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_month_closing (
  p_tenant_id uuid,
  p_month     date
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_from date := date_trunc('month', coalesce(p_month, app.clinic_today(p_tenant_id)))::date;
  v_to date := (v_from + interval '1 month')::date - 1;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_begin timestamptz;
  v_end timestamptz;
begin
  perform app.require_order_reader(p_tenant_id);
  v_begin := v_from::timestamp at time zone v_zone;
  v_end := (v_to + 1)::timestamp at time zone v_zone;
  return jsonb_build_object('month', v_from, 'is_over', v_to < app.clinic_today(p_tenant_id),
    'sales', (
      select jsonb_build_object('orders', count(*), 'subtotal_cents', coalesce(sum(o.subtotal_cents), 0),
        'discount_cents', coalesce(sum(o.discount_cents), 0), 'total_cents', coalesce(sum(o.total_cents), 0))
      from public.orders o where o.tenant_id = p_tenant_id and o.paid_at >= v_begin and o.paid_at < v_end),
    'stock', (
      select jsonb_build_object('sold_cents', coalesce(-sum(m.value_cents) filter (where m.kind = 'sale' and m.at >= v_begin), 0),
        'returned_cents', coalesce(sum(m.value_cents) filter (where m.kind = 'return' and m.at >= v_begin), 0),
        'purchased_cents', coalesce(sum(m.value_cents) filter (where m.kind = 'purchase' and m.at >= v_begin), 0),
        'adjusted_cents', coalesce(sum(m.value_cents) filter (where m.kind in ('adjust', 'count') and m.at >= v_begin), 0),
        'begin_cents', coalesce(sum(m.value_cents) filter (where m.at < v_begin), 0), 'end_cents', coalesce(sum(m.value_cents), 0))
      from public.stock_moves m where m.tenant_id = p_tenant_id and m.at < v_end),
    'open', (
      select jsonb_build_object('orders', count(*), 'due_cents', coalesce(sum(greatest(o.total_cents - o.refunded_cents - o.paid_cents, 0)), 0))
      from public.orders o where o.tenant_id = p_tenant_id and o.state = 'pending' and o.created_at < v_end))
    || app.closing_money(p_tenant_id, v_from, v_to);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_month_closing"(uuid, date) FROM PUBLIC, "anon", "service_role";

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
    'policy_text', v_settings.policy_text, 'takes_reviews', coalesce(v_settings.takes_reviews, true),
    'review_limits', to_jsonb(app.profession_limits(p_tenant_id, 'reviews')),
    'published', (
      select count(*) from public.catalog_items i join public.products p on p.tenant_id = p_tenant_id and p.id = i.product_id
      where i.tenant_id = p_tenant_id and i.is_published and p.archived_at is null));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_reviews (
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
    select coalesce(jsonb_agg(to_jsonb(r) - 'n' order by r.n), '[]') from (
      select v.id, v.order_id, v.product_id, p.name as product, o.number, v.stars, v.body, v.shown_name, v.state, v.reason, v.reply, v.created_at,
        app.name_of_member(v.decided_by) as decided_by, v.decided_at, app.takes_reviews(p_tenant_id, v.product_id) as may_be_shown,
        row_number() over (order by v.created_at desc, v.id desc) as n
      from public.reviews v
      join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
      join public.orders o on o.tenant_id = p_tenant_id and o.id = v.order_id
      where v.tenant_id = p_tenant_id and (nullif(p_where ->> 'state', '') is null or v.state = p_where ->> 'state')
        and (nullif(btrim(p_search), '') is null or p.sort_key like '%' || translate(app.normalize_text(p_search), '%_\', '') || '%')
        and (p_after is null or (v.created_at, v.id) < ((p_after ->> 'created_at')::timestamptz, app.typed_id(p_after ->> 'id')))
      order by v.created_at desc, v.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) r);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_reviews"(uuid, text, jsonb, integer, jsonb) FROM PUBLIC, "anon", "service_role";

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
  v_row.takes_reviews := (p_settings -> 'takes_reviews') is distinct from 'false';
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
  insert into public.shop_settings (tenant_id, is_open, slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, takes_reviews)
  values (p_tenant_id, v_row.is_open, v_row.slug, v_row.is_indexed, v_row.legal_name, v_row.tax_id, v_row.address, v_row.email, v_row.phone,
    v_row.intro_text, v_row.policy_text, v_row.takes_reviews)
  on conflict (tenant_id) do update set is_open = excluded.is_open, slug = excluded.slug, is_indexed = excluded.is_indexed,
    legal_name = excluded.legal_name, tax_id = excluded.tax_id, address = excluded.address, email = excluded.email, phone = excluded.phone,
    intro_text = excluded.intro_text, policy_text = excluded.policy_text, takes_reviews = excluded.takes_reviews;
  return public.get_shop_settings(p_tenant_id);
exception when check_violation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$function$;

ALTER TABLE "public"."reviews"
  ADD CONSTRAINT "reviews_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."reviews"
  ADD CONSTRAINT "reviews_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX reviews_newest ON public.reviews USING btree (tenant_id, created_at DESC, id DESC);

CREATE INDEX reviews_of_product ON public.reviews USING btree (tenant_id, product_id, state, created_at DESC);

CREATE POLICY "select_desk" ON "public"."reviews"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."reviews"."reason" IS 'Why it is not shown; the buyer does not see it.';

COMMENT ON COLUMN "public"."reviews"."shown_name" IS 'First name and an initial: what strangers see of the buyer.';

COMMENT ON COLUMN "public"."shop_settings"."takes_reviews" IS 'Whether buyers are asked for reviews, and the shop shows them.';

COMMENT ON FUNCTION "app"."closing_money"(uuid, date, date) IS 'Money of orders that came and went in some days, both ends among them: {payments [{method, count, amount_cents}], received_cents, refunds [{kind, count, amount_cents}], refunded_cents}, as order_payments and order_refunds say it.';

COMMENT ON FUNCTION "app"."list_order_payments"(uuid, jsonb, jsonb, integer) IS 'Payments of orders for a file, the latest first. p_where {from, to}: days of the payment. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_date.';

COMMENT ON FUNCTION "app"."open_review"(uuid, uuid, uuid) IS 'Caller: order-page, for whoever has the link of the order. {state: open | sent | unknown, name (of the product), clinic, shown_name (how the buyer is called in the shop)}. Errors: none.';

COMMENT ON FUNCTION "app"."open_shop_item"(text, text, text) IS 'Caller: shop, for whoever has the address. {state: open | gone | unknown | limited}, shop, item: app.shop_card with body, images (app.shop_images), reviews (app.shop_reviews), variants [{id, sku, name, price_cents, is_available}] and dates [{id, starts_at, ends_at, start_local, place, free}] to come.';

COMMENT ON FUNCTION "app"."review_name"(text) IS 'What strangers see of a buyer: "Ana Prado Lima" is "Ana L."; whoever has no name is "Cliente".';

COMMENT ON FUNCTION "app"."review_section"(uuid, uuid) IS 'On the page of an order, once something was handed over: where its buyer reviews it; part of app.order_sections.';

COMMENT ON FUNCTION "app"."reviewable_items"(uuid, uuid) IS 'What of an order its buyer has and may review, with the state of the review that is there (NULL: none).';

COMMENT ON FUNCTION "app"."send_review"(uuid, uuid, uuid, integer, text) IS 'Caller: order-page, for whoever has the link of the order. Keeps a review, which waits for the clinic: sent | no_stars | too_long | has_link | unknown. One of each thing of an order; a second one changes nothing. Errors: none.';

COMMENT ON FUNCTION "app"."shop_card"(uuid, uuid) IS 'A product as lists of the shop show it: {slug, name, kind, category, summary, price_cents, dearest_cents, is_available, next_at (the next date with a free seat), image (its cover, as app.shop_images), rating {count, average}, updated_at}.';

COMMENT ON FUNCTION "app"."shop_rating"(uuid, uuid) IS 'The reviews of a product in a number: {count, average}; NULL where none is shown.';

COMMENT ON FUNCTION "app"."shop_reviews"(uuid, uuid) IS 'The reviews of a product as the shop shows them, the newest first: [{stars, body, name, reply, on}].';

COMMENT ON FUNCTION "app"."suggest_purchases"(uuid) IS 'Caller: workers (suggest_purchases), every morning. Each variant whose stock, with what is on its way, is at its reorder point or below becomes a need, once, and a line of a suggested order of its supplier; a need is over when the stock is above the point. New ones raise the alert stock_low. How many new needs. Errors: none.';

COMMENT ON FUNCTION "app"."takes_reviews"(uuid, uuid) IS 'Whether a product may have reviews, and show them: the clinic wants them, and it is no care of a profession that may not publish any.';

COMMENT ON FUNCTION "public"."decide_review"(uuid, uuid, text, text, text) IS 'Caller: owner, admin and operator. Shows a review in the shop (p_state published) or not (rejected, with a reason), with the clinic''s reply or none; the buyer''s words stay as they are. {id, state, reason, reply}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 review_not_found, PT400 invalid_review, PT400 review_reason_required, PT409 review_not_allowed (detail: councils).';

COMMENT ON FUNCTION "public"."get_month_closing"(uuid, date) IS 'Caller: everybody but therapists. The books of the shop and the stock in a month of the clinic''s calendar (any day of it; NULL: this one): {month, is_over, sales {orders, subtotal_cents, discount_cents, total_cents: of orders whose last cent came in it}, payments, received_cents, refunds, refunded_cents (app.closing_money), stock {begin_cents, purchased_cents, sold_cents (what was sold had cost), returned_cents, adjusted_cents, end_cents}, open {orders, due_cents: placed by its end and not paid now}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_shop_settings"(uuid) IS 'Caller: owner, admin, supervisor and operator. The shop of the clinic: {is_on (the module), is_open, slug, suggested_slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, takes_reviews, review_limits (councils whose care shows none), published}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_reviews"(uuid, text, jsonb, integer, jsonb) IS 'Caller: everybody but therapists. Reviews, the newest first: [{id, order_id, number (of the order), product_id, product, stars, body, shown_name, state pending|published|rejected, reason, reply, created_at, decided_by, decided_at, may_be_shown}]. p_where {state}; p_search: a part of the product''s name; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON TABLE "public"."reviews" IS 'Only whoever bought something and has it writes one, with the link of the order. Whether a product may have any is app.takes_reviews.';

REVOKE ALL ON FUNCTION "app"."closing_money"(uuid, date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."closing_money"(uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."closing_money"(uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_order_payments"(uuid, jsonb, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_order_payments"(uuid, jsonb, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_order_payments"(uuid, jsonb, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_review"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_review"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_review"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_review"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."review_name"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."review_name"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."review_name"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."review_section"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."review_section"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."review_section"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reviewable_items"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reviewable_items"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reviewable_items"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_review"(uuid, uuid, uuid, integer, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_review"(uuid, uuid, uuid, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_review"(uuid, uuid, uuid, integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_review"(uuid, uuid, uuid, integer, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."shop_rating"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_rating"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_rating"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_reviews"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_reviews"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_reviews"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."takes_reviews"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."takes_reviews"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."takes_reviews"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."decide_review"(uuid, uuid, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."decide_review"(uuid, uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."decide_review"(uuid, uuid, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_month_closing"(uuid, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_month_closing"(uuid, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_month_closing"(uuid, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_reviews"(uuid, text, jsonb, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_reviews"(uuid, text, jsonb, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_reviews"(uuid, text, jsonb, integer, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."reviews" FROM "authenticated";

GRANT SELECT ON TABLE "public"."reviews" TO "authenticated";

REVOKE ALL ON TABLE "public"."reviews" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."reviews" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('meta_token', false, null, null, null, null, 15)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

-- stock_low: something is at its reorder point; once a need (stock_needs)
-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80),
  ('stock_low', false, null, null, null, null, 81)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info'),
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice'), ('review.decided', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null),
  ('public.reviews', 159, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;

insert into app.export_lists (key, page, columns) values
  ('stock', 'select jsonb_array_elements(public.list_stock($1, $2, $4, $5, $3))',
    '[["name", "Produto"], ["sku", "SKU"], ["unit", "Unidade"], ["available", "Disponível"], ["on_hand", "Em estoque"], ["reserved", "Reservado"], ["incoming", "A caminho"], ["reorder_point", "Ponto de reposição"], ["value_cents", "Valor"], ["expires_on", "Validade"], ["supplier", "Fornecedor"]]'),
  ('stock_moves', 'select jsonb_array_elements(public.list_stock_moves($1, $3, ($4 ->> ''number'')::bigint, $5))',
    '[["number", "Número"], ["at", "Quando"], ["kind", "Tipo"], ["name", "Produto"], ["sku", "SKU"], ["place", "Local"], ["lot", "Lote"], ["on_hand", "Quantidade"], ["reserved", "Reserva"], ["value_cents", "Valor"], ["on_hand_after", "Em estoque depois"], ["reason", "Motivo"], ["note", "Observação"], ["actor", "Quem"]]'),
  ('orders', 'select jsonb_array_elements(public.list_orders($1, $2, $4, $5, $3))',
    '[["number", "Número"], ["created_at", "Data"], ["buyer_name", "Comprador"], ["channel", "Origem"], ["state", "Situação"], ["summary", "Itens"], ["total_cents", "Total"], ["paid_cents", "Pago"], ["refunded_cents", "Devolvido"]]'),
  ('order_payments', 'select to_jsonb(r) from app.list_order_payments($1, $3, $4, $5) r',
    '[["at", "Data"], ["number", "Pedido"], ["buyer_name", "Comprador"], ["method", "Forma"], ["provider", "Por onde"], ["amount_cents", "Valor"], ["refunded_cents", "Devolvido"], ["state", "Situação"], ["reference", "Referência"]]')
on conflict (key) do update set page = excluded.page, columns = excluded.columns;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_invoices', 'orders', 132, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.reviews', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{}', 'delete', null, null, 50, null, null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('dinamize_refused', false, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;

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
  ('dinamize.connected', 'sales', 'warning'), ('dinamize.disconnected', 'sales', 'warning')
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
  ('export.list_saved', 'privacy', 'notice'),
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

insert into app.export_lists (key, page, columns) values
  ('patients', 'select to_jsonb(r) from public.list_patients($1, $2, coalesce(($3 ->> ''archived'')::boolean, false), ''name'', $4, $5, $3) r',
    '[["name", "Nome"], ["full_name", "Nome civil"], ["phone", "Telefone"], ["email", "E-mail"], ["birth_date", "Nascimento"], ["cpf", "CPF"], ["created_at", "Cadastro"]]'),
  ('contacts', 'select jsonb_array_elements(public.list_contacts($1, $2, ''name'', $4, $5, $3))',
    '[["full_name", "Nome"], ["phone", "Telefone"], ["email", "E-mail"], ["company_name", "Empresa"], ["job", "Cargo"], ["stage", "Etapa"], ["origin", "Origem"], ["owner_name", "Responsável"], ["created_at", "Cadastro"]]'),
  ('companies', 'select jsonb_array_elements(public.list_companies($1, $2, $4, $5, $3))',
    '[["name", "Nome"], ["cnpj", "CNPJ"], ["segment", "Ramo"], ["phone", "Telefone"], ["email", "E-mail"], ["city", "Cidade"], ["state", "Estado"], ["owner_name", "Responsável"], ["contacts", "Contatos"], ["open_cents", "Em aberto"]]'),
  ('leads', 'select jsonb_array_elements(public.list_leads($1, $2, ''newest'', $4, $5, $3))',
    '[["full_name", "Nome"], ["phone", "Telefone"], ["email", "E-mail"], ["company", "Empresa"], ["status", "Situação"], ["origin", "Origem"], ["score", "Pontos"], ["owner_name", "Responsável"], ["message", "Mensagem"], ["created_at", "Entrada"]]'),
  ('deals', 'select jsonb_array_elements(public.list_deals($1, $2, ''newest'', $4, $5, $3))',
    '[["title", "Oportunidade"], ["stage_name", "Etapa"], ["status", "Situação"], ["value_cents", "Valor"], ["contact_name", "Contato"], ["company_name", "Empresa"], ["owner_name", "Responsável"], ["origin", "Origem"], ["expected_on", "Previsão"], ["created_at", "Criada em"]]'),
  ('charges', 'select to_jsonb(r) from public.list_session_charges($1, $3, ''due'', $4, $5) r',
    '[["payer_name", "Quem paga"], ["patient_name", "Paciente"], ["therapist_name", "Terapeuta"], ["type_name", "Atendimento"], ["starts_local", "Sessão"], ["due_on", "Vencimento"], ["amount_cents", "Valor"], ["paid_cents", "Pago"], ["state", "Situação"], ["note", "Observação"]]'),
  ('payments', 'select to_jsonb(r) from public.list_received_payments($1, $3, $4, $5) r',
    '[["number", "Número"], ["paid_on", "Dia"], ["payer_name", "Quem pagou"], ["patients", "Pacientes"], ["therapists", "Terapeutas"], ["method", "Forma"], ["amount_cents", "Valor"], ["refunded_cents", "Devolvido"]]'),
  ('conversations', 'select to_jsonb(r) from app.list_conversation_facts($1, $2, $3, $4, $5) r',
    '[["contact_name", "Nome"], ["phone", "Telefone"], ["status", "Situação"], ["board_column", "Coluna"], ["assignee_name", "Responsável"], ["tags", "Etiquetas"], ["unread_count", "Não lidas"], ["waiting_since", "Esperando desde"], ["last_message_at", "Última mensagem"], ["opted_out", "Não quer mensagens"]]'),
  ('sessions', 'select to_jsonb(r) from app.list_session_facts($1, $3, $4, $5) r',
    '[["starts_at", "Início"], ["ends_at", "Fim"], ["patients", "Pacientes"], ["therapist_name", "Terapeuta"], ["type_name", "Tipo"], ["room_name", "Sala"], ["status", "Situação"], ["is_online", "Online"], ["note", "Observação"]]'),
  ('tags', 'select to_jsonb(r) from app.list_tag_facts($1, $4, $5) r',
    '[["name", "Etiqueta"], ["color", "Cor"], ["conversations", "Conversas"], ["is_archived", "Arquivada"]]')
on conflict (key) do update set page = excluded.page, columns = excluded.columns;

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
