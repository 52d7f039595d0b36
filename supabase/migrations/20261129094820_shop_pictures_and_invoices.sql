-- shop pictures and invoices: Products have pictures that an open shop shows, and paid orders have an NF-e of their goods and an NFS-e of their services, once each.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."media_files"
  DROP CONSTRAINT "bucket_is_known";

CREATE TABLE "public"."order_invoices" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "order_id"          uuid                     NOT NULL,
  "kind"              text                     NOT NULL,
  "amount_cents"      integer                  NOT NULL,
  "state"             text                     NOT NULL DEFAULT 'pending'::text,
  "content"           jsonb                    NOT NULL,
  "number"            text,
  "verification_code" text,
  "xml_url"           text,
  "pdf_url"           text,
  "error"             text,
  "attempts"          integer                  NOT NULL DEFAULT 0,
  "created_by"        uuid,
  "created_at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "issued_at"         timestamp with time zone,
  "cancel_reason"     text,
  "cancel_asked_at"   timestamp with time zone,
  "cancelled_at"      timestamp with time zone,
  CONSTRAINT "order_invoice_amount_is_positive" CHECK ((amount_cents > 0)),
  CONSTRAINT "order_invoice_cancel_has_reason" CHECK (((cancel_asked_at IS NULL) = (cancel_reason IS NULL))),
  CONSTRAINT "order_invoice_cancelled_when_asked" CHECK ((((state = 'cancelled'::text) = (cancelled_at IS NOT NULL)) AND ((cancelled_at IS NULL) OR (cancel_asked_at IS
    NOT NULL)))),
  CONSTRAINT "order_invoice_error_fits" CHECK ((char_length(error) <= 300)),
  CONSTRAINT "order_invoice_issued_with_number" CHECK (((state <> 'issued'::text) OR ((number IS NOT NULL) AND (issued_at IS NOT NULL)))),
  CONSTRAINT "order_invoice_kind_is_known" CHECK ((kind = ANY (ARRAY['nfe'::text, 'nfse'::text]))),
  CONSTRAINT "order_invoice_state_is_known" CHECK ((state = ANY (ARRAY['pending'::text, 'issued'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT "order_invoices_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."order_invoices"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."order_invoices" FROM "anon";

CREATE TABLE "public"."product_images" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL,
  "product_id" uuid                     NOT NULL,
  "position"   smallint                 NOT NULL,
  "alt"        text,
  "mime_type"  text                     NOT NULL,
  "bytes"      integer                  NOT NULL,
  "width"      integer,
  "height"     integer,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "image_position_is_counted" CHECK ((("position" >= 1) AND ("position" <= 10))),
  CONSTRAINT "image_type_is_a_picture" CHECK ((mime_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text]))),
  CONSTRAINT "product_images_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "image_alt_is_one_plain_line" CHECK (((alt = app.normalize_name(alt)) AND ((char_length(alt) >= 1) AND (char_length(alt) <= 200))))
);

ALTER TABLE "public"."product_images"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."product_images" FROM "anon";

CREATE OR REPLACE FUNCTION app.ask_invoice_cancel (
  p_invoice public.order_invoices,
  p_reason  text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.order_invoices i set cancel_asked_at = now(), cancel_reason = left(p_reason, 300), error = null
  where i.tenant_id = p_invoice.tenant_id and i.id = p_invoice.id and i.cancel_asked_at is null;
  if found then
    perform app.enqueue_at(p_invoice.tenant_id, 'order_invoice', jsonb_build_object('id', p_invoice.id), now());
    perform app.tell_order_invoice(p_invoice.tenant_id, p_invoice.order_id);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_order_invoice (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.order_invoices := app.lock_order_invoice(p_tenant_id, p_id);
begin
  update public.order_invoices i set attempts = i.attempts + 1 where i.tenant_id = p_tenant_id and i.id = p_id;
  return jsonb_build_object('id', p_id, 'kind', v_row.kind, 'number', v_row.number, 'request', v_row.content, 'cancel_reason', v_row.cancel_reason,
    'act', case when v_row.state = 'cancelled' then 'nothing' when v_row.cancel_asked_at is not null then 'cancel'
      when v_row.state = 'pending' then 'issue' else 'nothing' end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_order_invoice (
  p_tenant_id uuid,
  p_id        uuid,
  p_outcome   jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.order_invoices := app.lock_order_invoice(p_tenant_id, p_id);
begin
  if p_outcome ->> 'outcome' = 'issued' and v_row.state in ('pending', 'failed') then
    update public.order_invoices i set state = 'issued', number = p_outcome ->> 'number', verification_code = p_outcome ->> 'verification_code',
      xml_url = p_outcome ->> 'xml_url', pdf_url = p_outcome ->> 'pdf_url', issued_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'cancelled' and v_row.state <> 'cancelled' and v_row.cancel_asked_at is not null then
    update public.order_invoices i set state = 'cancelled', number = coalesce(i.number, p_outcome ->> 'number'), cancelled_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'refused' and v_row.state = 'issued' and v_row.cancel_asked_at is not null then
    -- it could not be cancelled, and holds
    update public.order_invoices i set cancel_asked_at = null, cancel_reason = null, error = left(p_outcome ->> 'reason', 300)
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'refused' and v_row.state = 'pending' then
    update public.order_invoices i set state = 'failed', error = left(p_outcome ->> 'reason', 300)
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  end if;
  perform app.tell_order_invoice(p_tenant_id, v_row.order_id);
  return v_row.state;
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
    foreach v_bucket in array array['whatsapp-media', 'patient-files', 'exports', 'imports', 'product-images'] loop
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

CREATE OR REPLACE FUNCTION app.fit_order_invoices (
  p_order  public.orders,
  p_reason text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.order_invoices;
begin
  for v_row in
    select * from public.order_invoices i
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.state <> 'cancelled' and i.cancel_asked_at is null
      and i.amount_cents > coalesce((
        select a.cents from app.order_invoice_amounts(p_order.tenant_id, p_order.id) a where a.kind = i.kind), 0)
    order by i.id for update
  loop
    perform app.ask_invoice_cancel(v_row, p_reason);
  end loop;
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
  perform app.fit_order_invoices(p_order, p_reason);
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded',
    jsonb_build_object('amount_cents', p_amount_cents, 'kind', p_kind, 'reason', p_reason));
  perform app.audit(p_order.tenant_id, 'order.refunded', 'orders', p_order.id::text, null,
    jsonb_build_object('amount_cents', p_amount_cents, 'kind', p_kind), p_reason);
  perform app.tell_money(p_order.tenant_id, p_order.payer_id);
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_order_invoice (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.complete_order_invoice(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, '{"outcome": "refused", "reason": "unavailable"}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.invoice_parts (
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
  select x.payment_id, x.patient_id, x.therapist_id, sum(x.cents)::int
  from (
    select z.payment_id, z.patient_id, z.therapist_id, z.cents from app.payment_parts(p_tenant_id, p_payment_ids) z
    union all
    -- the invoice of an order is the order's
    select a.payment_id, c.patient_id, coalesce(c.therapist_id, app.usual_therapist(p_tenant_id, c.patient_id)), -a.amount_cents
    from public.money_allocations a
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id and c.order_id is not null
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = a.payment_id and e.kind = 'payment'
    where a.tenant_id = p_tenant_id and a.payment_id = any (p_payment_ids)) x
  group by x.payment_id, x.patient_id, x.therapist_id having sum(x.cents) > 0;
$function$;

CREATE OR REPLACE FUNCTION app.invoiceable_cents (
  p_tenant_id  uuid,
  p_payment_id uuid
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(sum(z.cents), 0)::int from app.invoice_parts(p_tenant_id, array[p_payment_id]) z
  where app.fiscal_provider(p_tenant_id, z.therapist_id) ->> 'kind' <> 'pf';
$function$;

CREATE OR REPLACE FUNCTION app.invoiced_elsewhere (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS integer
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(sum(least(greatest(i.cents - app.invoiceable_cents(p_tenant_id, p.entry_id), 0), a.cents)), 0)::int
  from public.orders o
  join public.order_payments p on p.tenant_id = p_tenant_id and p.order_id = o.id
  join lateral (
    select sum(x.amount_cents)::int as cents from public.money_allocations x
    where x.tenant_id = p_tenant_id and x.payment_id = p.entry_id and x.charge_id = o.charge_id) a on a.cents > 0
  join lateral (
    select sum(x.amount_cents)::int as cents from public.service_invoices x
    where x.tenant_id = p_tenant_id and x.payment_id = p.entry_id and x.state <> 'cancelled') i on i.cents > 0
  where o.tenant_id = p_tenant_id and o.id = p_order_id;
$function$;

CREATE OR REPLACE FUNCTION app.lock_order_invoice (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.order_invoices
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.order_invoices;
begin
  select * into v_row from public.order_invoices i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invoice_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_read_product_image (
  p_path text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files m
    left join public.product_images i on i.tenant_id = m.tenant_id and i.id = m.id
    where m.tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])) and m.bucket = 'product-images'
      and m.path = p_path and (m.state = 'stored' and (i.id is not null or m.uploaded_by = auth.uid())
        or m.state = 'uploading' and m.uploaded_by = auth.uid()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_order_invoices (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS TABLE (
    kind  text,
    cents integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select a.kind, x.cents from public.orders o
  cross join app.order_invoice_amounts(p_tenant_id, p_order_id) a
  cross join lateral (select a.cents - case a.kind when 'nfse' then app.invoiced_elsewhere(p_tenant_id, p_order_id) else 0 end as cents) x
  where o.tenant_id = p_tenant_id and o.id = p_order_id and o.state in ('paid', 'fulfilled') and o.paid_cents >= o.total_cents - o.refunded_cents
    and x.cents > 0 and not exists (
      select from public.order_invoices i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = a.kind and i.state <> 'cancelled');
$function$;

CREATE OR REPLACE FUNCTION app.open_shop_image (
  p_slug     text,
  p_image_id uuid,
  p_ip_hash  text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_shop public.shop_settings;
  v_file jsonb;
begin
  if not app.take_turn('shop:image:' || coalesce(p_ip_hash, '-'), 5000, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  select jsonb_build_object('state', 'open', 'path', f.path, 'mime_type', i.mime_type) into v_file
  from public.product_images i
  join app.media_files f on f.tenant_id = i.tenant_id and f.id = i.id and f.state = 'stored' and f.bucket = 'product-images'
  join public.products p on p.tenant_id = i.tenant_id and p.id = i.product_id and p.archived_at is null
  join public.catalog_items c on c.tenant_id = i.tenant_id and c.product_id = i.product_id and c.is_published
  where i.tenant_id = v_shop.tenant_id and i.id = p_image_id;
  return coalesce(v_file, '{"state": "unknown"}');
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
    || jsonb_build_object('body', v_item.body, 'images', app.shop_images(v_shop.tenant_id, v_item.product_id, 10),
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

CREATE OR REPLACE FUNCTION app.order_invoice_amounts (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS TABLE (
    kind  text,
    cents integer
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select x.kind, x.cents from (
    select o.kept, coalesce(sum(l.cents) filter (where l.invoice = 'nfe'), 0) as goods, coalesce(sum(l.cents), 0) as lines
    from (select o.total_cents - o.refunded_cents as kept from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id) o
    left join app.order_invoice_lines(p_tenant_id, p_order_id) l on true
    group by o.kept) s
  cross join lateral (select case when s.lines = 0 then 0 else round(s.kept::numeric * s.goods / s.lines)::int end as goods) g
  cross join lateral (values ('nfe', g.goods), ('nfse', case when s.lines = 0 then 0 else s.kept - g.goods end)) x (kind, cents)
  where x.cents > 0;
$function$;

CREATE OR REPLACE FUNCTION app.order_invoice_content (
  p_order public.orders,
  p_kind  text,
  p_cents integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_settings public.fiscal_settings;
  v_provider jsonb := app.fiscal_provider(p_order.tenant_id, null);
  v_payer jsonb := app.fiscal_payer(p_order.tenant_id, p_order.payer_id) - 'patient_id';
  v_missing text;
begin
  select * into v_settings from public.fiscal_settings s where s.tenant_id = p_order.tenant_id;
  if not coalesce(v_settings.issues_invoices, false) then
    raise sqlstate 'PT409' using message = 'invoices_are_off';
  elsif coalesce(char_length(v_provider ->> 'document'), 0) <> 14 then
    raise sqlstate 'PT409' using message = 'receipt_provider_incomplete', detail = 'cnpj';
  elsif v_payer ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'payer_document_missing';
  end if;
  select string_agg(l.name, ', ' order by l.position) into v_missing
  from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
  join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
  where p_kind = 'nfe' and l.invoice = 'nfe' and (p.ncm is null or p.cfop is null);
  if v_missing is not null then
    raise sqlstate 'PT409' using message = 'product_codes_missing', detail = v_missing;
  end if;
  return jsonb_build_object('provider', v_provider, 'payer', v_payer, 'amount_cents', p_cents,
    'paid_on', (coalesce(p_order.paid_at, now()) at time zone app.clinic_zone(p_order.tenant_id))::date)
    || case p_kind when 'nfe' then jsonb_build_object('items', (
      select jsonb_agg(jsonb_build_object('name', l.name, 'sku', l.sku, 'quantity', l.quantity, 'unit', p.unit, 'total_cents', l.cents, 'ncm', p.ncm,
        'cfop', p.cfop, 'tax_basis_points', p.tax_basis_points) order by l.position)
      from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
      join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
      where l.invoice = 'nfe'))
    else (
      -- care is named by no more than that: whoever reads the invoice learns nothing of the person
      select jsonb_build_object('iss_basis_points', coalesce(max(s.tax), v_settings.iss_basis_points),
        'service_item', coalesce(min(s.service_item), v_settings.service_item), 'description', left(string_agg(distinct s.words, ', '), 500))
      from (
        select p.service_item, p.tax_basis_points as tax,
          case when p.id is null or p.session_type_id is not null or p.kind in ('service', 'package') then 'Atendimento' else l.name end as words
        from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
        left join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
        where l.invoice = 'nfse') s) end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.order_invoice_holds (
  p_tenant_id  uuid,
  p_payment_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.order_payments p
    join public.order_invoices i on i.tenant_id = p_tenant_id and i.order_id = p.order_id and i.kind = 'nfse' and i.state <> 'cancelled'
    where p.tenant_id = p_tenant_id and p.entry_id = p_payment_id and i.amount_cents > coalesce((
      select a.cents from app.order_invoice_amounts(p_tenant_id, p.order_id) a where a.kind = 'nfse'), 0));
$function$;

CREATE OR REPLACE FUNCTION app.order_invoice_lines (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS TABLE (
    item_id    uuid,
    "position" smallint,
    invoice    text,
    name       text,
    sku        text,
    quantity   integer,
    cents      integer,
    product_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select i.id, i.position, coalesce(k.invoice, 'nfse'), i.name, i.sku, i.quantity - i.returned,
    i.total_cents - round(i.total_cents::numeric * i.returned / i.quantity)::int, p.id
  from public.order_items i
  left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  left join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  left join public.product_kinds k on k.key = p.kind
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.quantity > i.returned;
$function$;

CREATE OR REPLACE FUNCTION app.order_invoice_section (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when count(*) = 0 then '[]'::jsonb else jsonb_build_array(jsonb_build_object('title', 'Notas fiscais', 'text', null,
    'items', jsonb_agg(x.item order by x.issued_at, x.n))) end
  from (
    select i.issued_at, f.n, jsonb_build_object('label', case i.kind when 'nfe' then 'NF-e nº ' else 'NFS-e nº ' end || i.number || f.words,
      'detail', case when i.state = 'cancelled' then 'Cancelada' when f.n = 1 and i.verification_code is not null then 'Código ' || i.verification_code end,
      'href', f.url) as item
    from public.order_invoices i
    cross join lateral (values (1, '', i.pdf_url), (2, ' (XML)', i.xml_url)) f (n, words, url)
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.number is not null and (f.n = 1 or f.url is not null)) x;
$function$;

CREATE OR REPLACE FUNCTION app.order_invoices_json (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'is_on', coalesce((select s.issues_invoices from public.fiscal_settings s where s.tenant_id = p_tenant_id), false),
    'invoices', coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'state', i.state, 'amount_cents', i.amount_cents, 'number', i.number,
        'verification_code', i.verification_code, 'xml_url', i.xml_url, 'pdf_url', i.pdf_url, 'error', i.error, 'issued_at', i.issued_at,
        'is_cancelling', i.cancel_asked_at is not null and i.state <> 'cancelled', 'cancel_reason', i.cancel_reason) order by i.created_at, i.id)
      from public.order_invoices i where i.tenant_id = p_tenant_id and i.order_id = p_order_id), '[]'),
    'open', coalesce((
      select jsonb_agg(jsonb_build_object('kind', a.kind, 'amount_cents', a.cents) order by a.kind)
      from app.open_order_invoices(p_tenant_id, p_order_id) a), '[]'))
  from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
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
  select app.order_invoice_section(p_tenant_id, p_order_id);
$function$;

CREATE OR REPLACE FUNCTION app.product_images_json (
  p_tenant_id  uuid,
  p_product_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'alt', i.alt, 'path', f.path, 'mime_type', i.mime_type, 'width', i.width, 'height', i.height)
    order by i.position, i.id), '[]')
  from public.product_images i
  join app.media_files f on f.tenant_id = p_tenant_id and f.id = i.id
  where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
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
    'next_at', d.starts_at, 'image', app.shop_images(p_tenant_id, p.id, 1) -> 0, 'updated_at', greatest(p.updated_at, i.updated_at))
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

CREATE OR REPLACE FUNCTION app.shop_images (
  p_tenant_id  uuid,
  p_product_id uuid,
  p_limit      integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height) order by i.position, i.id), '[]')
  from (
    select x.id, x.alt, x.width, x.height, x.position from public.product_images x
    where x.tenant_id = p_tenant_id and x.product_id = p_product_id order by x.position, x.id limit p_limit) i;
$function$;

CREATE OR REPLACE FUNCTION app.tell_order_invoice (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_tenant_id, 'orders', jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state))
  from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
$function$;

CREATE OR REPLACE FUNCTION app.tg_product_images__let_go()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update app.media_files f set expires_at = now()
  where f.tenant_id = old.tenant_id and f.id = old.id and f.state <> 'doomed';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.begin_product_image (
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
  v_bucket storage.buckets;
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_stock_keeper(p_tenant_id);
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  if not exists (select from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  select * into v_bucket from storage.buckets b where b.id = 'product-images';
  if not v_type = any (v_bucket.allowed_mime_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = array_to_string(v_bucket.allowed_mime_types, ',');
  elsif p_bytes > v_bucket.file_size_limit then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_bucket.file_size_limit::text,
      hint = format('Up to %s bytes.', v_bucket.file_size_limit);
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, 'image', v_type, p_bytes, p_file_name,
    p_bucket => 'product-images', p_folder => p_product_id::text);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', v_file.bucket, 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', v_bucket.file_size_limit);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_product_image"(uuid, uuid, uuid, text, bigint, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_order_invoice (
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
  v_row public.order_invoices;
  v_reason text;
begin
  perform app.require_order_writer(p_tenant_id);
  v_reason := app.require_reason(p_reason);
  v_row := app.lock_order_invoice(p_tenant_id, p_id);
  perform app.ask_invoice_cancel(v_row, v_reason);
  return app.order_invoices_json(p_tenant_id, v_row.order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_order_invoice"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.issue_order_invoices (
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
  v_part record;
  v_id uuid;
begin
  perform app.require_order_writer(p_tenant_id);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  for v_part in select a.kind, a.cents from app.open_order_invoices(p_tenant_id, p_order_id) a order by a.kind loop
    insert into public.order_invoices (tenant_id, order_id, kind, amount_cents, content, created_by)
    values (p_tenant_id, p_order_id, v_part.kind, v_part.cents, app.order_invoice_content(v_order, v_part.kind, v_part.cents), auth.uid())
    returning id into v_id;
    perform app.enqueue_at(p_tenant_id, 'order_invoice', jsonb_build_object('id', v_id), now());
  end loop;
  if not exists (
    select from public.order_invoices i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.state <> 'cancelled') then
    raise sqlstate 'PT409' using message = 'nothing_to_invoice';
  end if;
  perform app.tell_order_invoice(p_tenant_id, p_order_id);
  return app.order_invoices_json(p_tenant_id, p_order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."issue_order_invoices"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
  if app.order_invoice_holds(p_tenant_id, p_payment_id) then
    raise sqlstate 'PT409' using message = 'order_invoice_holds', hint = 'Cancel the invoice of the order first.';
  end if;
  v_payer := app.fiscal_payer(p_tenant_id, v_entry.payer_id) - 'patient_id';
  if v_payer ->> 'document' is null then
    raise sqlstate 'PT409' using message = 'payer_document_missing';
  end if;
  for v_part in
    select x.provider, sum(x.cents)::int as cents from (
      select app.fiscal_provider(p_tenant_id, z.therapist_id) as provider, z.cents from app.invoice_parts(p_tenant_id, array[p_payment_id]) z) x
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

CREATE OR REPLACE FUNCTION public.list_order_invoices (
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
  v_answer jsonb;
begin
  perform app.require_order_reader(p_tenant_id);
  v_answer := app.order_invoices_json(p_tenant_id, p_order_id);
  if v_answer is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  return v_answer;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_order_invoices"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_product_images (
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
  return app.product_images_json(p_tenant_id, p_product_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_product_images"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
        and app.invoiceable_cents(p_tenant_id, e.id) > 0
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

CREATE OR REPLACE FUNCTION public.retry_order_invoice (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders;
  v_row public.order_invoices;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_row from public.order_invoices i where i.tenant_id = p_tenant_id and i.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invoice_not_found';
  end if;
  v_order := app.lock_order(p_tenant_id, v_row.order_id);
  v_row := app.lock_order_invoice(p_tenant_id, p_id);
  if v_row.state = 'failed' and v_row.cancel_asked_at is null then
    -- what was wrong may have been put right: a product has its codes, the buyer the CPF
    update public.order_invoices i set state = 'pending', error = null, content = app.order_invoice_content(v_order, v_row.kind, v_row.amount_cents)
    where i.tenant_id = p_tenant_id and i.id = p_id;
    perform app.enqueue_at(p_tenant_id, 'order_invoice', jsonb_build_object('id', p_id), now());
    perform app.tell_order_invoice(p_tenant_id, v_row.order_id);
  end if;
  return app.order_invoices_json(p_tenant_id, v_row.order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."retry_order_invoice"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_product_images (
  p_tenant_id  uuid,
  p_product_id uuid,
  p_images     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_image record;
  v_file app.media_files;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if jsonb_typeof(p_images) is distinct from 'array' or jsonb_array_length(p_images) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_files', detail = '10', hint = 'Up to ten pictures.';
  end if;
  -- one at a time: the list is kept as a whole
  perform from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  delete from public.product_images i
  where i.tenant_id = p_tenant_id and i.product_id = p_product_id
    and not exists (select from jsonb_array_elements(p_images) x where app.typed_id(x ->> 'id') = i.id);
  for v_image in
    select app.typed_id(x.value ->> 'id') as id, left(nullif(app.normalize_name(x.value ->> 'alt'), ''), 200) as alt, x.ordinality::smallint as position
    from jsonb_array_elements(p_images) with ordinality x order by 1
  loop
    -- held until it is kept: nobody sweeps it meanwhile
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = v_image.id and f.bucket = 'product-images' and f.folder = p_product_id::text
      and (f.uploaded_by = auth.uid() or exists (select from public.product_images i where i.tenant_id = p_tenant_id and i.id = v_image.id))
    for update;
    if not found or v_file.state = 'doomed' then
      raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
    elsif v_file.state <> 'stored' then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    elsif v_file.mime_type not in ('image/jpeg', 'image/png', 'image/webp') then
      raise sqlstate 'PT409' using message = 'media_not_supported', detail = 'image/jpeg,image/png,image/webp';
    end if;
    insert into public.product_images (tenant_id, id, product_id, position, alt, mime_type, bytes, width, height, created_by)
    values (p_tenant_id, v_image.id, p_product_id, v_image.position, v_image.alt, v_file.mime_type, v_file.bytes::int, v_file.width, v_file.height, auth.uid())
    on conflict (tenant_id, id) do update set position = excluded.position, alt = excluded.alt;
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_image.id and f.expires_at is not null;
  end loop;
  update public.catalog_items c set updated_at = now() where c.tenant_id = p_tenant_id and c.product_id = p_product_id;
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('product_id', p_product_id));
  return app.product_images_json(p_tenant_id, p_product_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_product_images"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."media_files"
  ADD CONSTRAINT "bucket_is_known" CHECK ((bucket = ANY (ARRAY['whatsapp-media'::text, 'patient-files'::text, 'imports'::text, 'product-images'::text])));

ALTER TABLE "public"."order_invoices"
  ADD CONSTRAINT "order_invoices_tenant_id_order_id_fkey" FOREIGN KEY (tenant_id, order_id) REFERENCES public.orders(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."product_images"
  ADD CONSTRAINT "product_images_tenant_id_id_fkey" FOREIGN KEY (tenant_id, id) REFERENCES app.media_files(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."product_images"
  ADD CONSTRAINT "product_images_tenant_id_product_id_fkey" FOREIGN KEY (tenant_id, product_id) REFERENCES public.products(tenant_id, id) ON DELETE CASCADE;

CREATE UNIQUE INDEX order_invoices_once ON public.order_invoices USING btree (tenant_id, order_id, kind)
  WHERE (state <> 'cancelled'::text);

CREATE INDEX order_invoices_order ON public.order_invoices USING btree (tenant_id, order_id, created_at);

CREATE INDEX product_images_of_product ON public.product_images USING btree (tenant_id, product_id, "position");

CREATE TRIGGER product_images_let_go
  AFTER DELETE ON public.product_images
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_product_images__let_go();

CREATE POLICY "select_desk" ON "public"."order_invoices"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."product_images"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "insert_product_image_of_uploader" ON "storage"."objects"
  FOR INSERT
  TO "authenticated"
  WITH CHECK (((bucket_id = 'product-images'::text) AND app.may_upload_media(bucket_id, name)));

CREATE POLICY "select_product_images_of_desk" ON "storage"."objects"
  FOR SELECT
  TO "authenticated"
  USING (((bucket_id = 'product-images'::text) AND app.may_read_product_image(name)));

COMMENT ON COLUMN "app"."media_files"."bucket" IS 'whatsapp-media: files of conversations. patient-files: files of patients, which public.patient_files keeps. imports: what somebody imports, for a day. product-images: pictures of products, which public.product_images keeps.';

COMMENT ON COLUMN "public"."order_invoices"."content" IS 'What the issuer is asked for, as it was when somebody asked: {provider, payer, amount_cents, paid_on}, of goods items [{name, sku, quantity, unit, total_cents, ncm, cfop, tax_basis_points}], of services description, service_item and iss_basis_points.';

COMMENT ON COLUMN "public"."product_images"."alt" IS 'What is on it, for whoever does not see it; NULL: the name of the product says it.';

COMMENT ON COLUMN "public"."product_images"."mime_type" IS 'What the server found it to be.';

COMMENT ON FUNCTION "app"."ask_invoice_cancel"(public.order_invoices, text) IS 'The issuer is asked, by a job, to cancel an invoice of an order, once.';

COMMENT ON FUNCTION "app"."begin_order_invoice"(uuid, uuid) IS 'Caller: workers. What is to be done of an invoice of an order: {id, kind nfe|nfse, act issue|cancel|nothing, number, request, cancel_reason}. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."complete_order_invoice"(uuid, uuid, jsonb) IS 'Caller: workers. What became of an invoice of an order: {outcome issued|cancelled|refused, number, verification_code, xml_url, pdf_url, reason}; a repetition changes nothing. Answers its state. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."fit_order_invoices"(public.orders, text) IS 'After money was given back: invoices of an order that say more than it costs now are cancelled. What is left of it can be invoiced anew.';

COMMENT ON FUNCTION "app"."invoice_parts"(uuid, uuid[]) IS 'As app.payment_parts, without what paid orders: that money has its invoices with its order.';

COMMENT ON FUNCTION "app"."invoiceable_cents"(uuid, uuid) IS 'What of a payment belongs on an NFS-e of the practice, as it stands now. Cents.';

COMMENT ON FUNCTION "app"."invoiced_elsewhere"(uuid, uuid) IS 'What of the money of an order has an NFS-e of the practice already: it was paid ahead and invoiced then, before it paid the order. Cents.';

COMMENT ON FUNCTION "app"."lock_order_invoice"(uuid, uuid) IS 'The invoice of an order, for who changes it; whoever locks the order, too, has done so before. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."may_read_product_image"(text) IS 'Whether the caller may open an object of product-images. Asked by the policies of storage.objects.';

COMMENT ON FUNCTION "app"."open_order_invoices"(uuid, uuid) IS 'What of an order that is paid has no invoice yet, by kind; money with an NFS-e of the practice is left out. Cents.';

COMMENT ON FUNCTION "app"."open_shop_image"(text, uuid, text) IS 'Caller: shop, for whoever has the address. Where a picture lies of something that stands in an open shop: {state: open | unknown | limited, path, mime_type}.';

COMMENT ON FUNCTION "app"."open_shop_item"(text, text, text) IS 'Caller: shop, for whoever has the address. {state: open | gone | unknown | limited}, shop, item: app.shop_card with body, images (app.shop_images), variants [{id, sku, name, price_cents, is_available}] and dates [{id, starts_at, ends_at, start_local, place, free}] to come.';

COMMENT ON FUNCTION "app"."order_invoice_amounts"(uuid, uuid) IS 'What an order costs in the end, by the invoice that it belongs on (nfe goods, nfse services): money that was given back for no line is shared by value, to the cent.';

COMMENT ON FUNCTION "app"."order_invoice_content"(public.orders, text, integer) IS 'What the issuer is asked for the invoice of a kind of an order. Errors: PT409 invoices_are_off, PT409 receipt_provider_incomplete, PT409 payer_document_missing, PT409 product_codes_missing (detail: names).';

COMMENT ON FUNCTION "app"."order_invoice_holds"(uuid, uuid) IS 'Whether money of a payment that an order gave back still stands on an NFS-e of the order, which the issuer has not cancelled.';

COMMENT ON FUNCTION "app"."order_invoice_lines"(uuid, uuid) IS 'The lines of an order that were kept, with the invoice that each belongs on (a deposit of a session: nfse) and what they cost together.';

COMMENT ON FUNCTION "app"."order_invoice_section"(uuid, uuid) IS 'Invoices on the page of an order, with their PDF and XML; part of app.order_sections.';

COMMENT ON FUNCTION "app"."order_invoices_json"(uuid, uuid) IS 'Invoices of an order as functions answer them: {is_on (the clinic issues invoices), invoices [{id, kind, state, amount_cents, number, verification_code, xml_url, pdf_url, error, issued_at, is_cancelling, cancel_reason}], open [{kind, amount_cents}: what has none]}.';

COMMENT ON FUNCTION "app"."product_images_json"(uuid, uuid) IS 'The pictures of a product, the cover first: [{id, alt, path, mime_type, width, height}].';

COMMENT ON FUNCTION "app"."shop_card"(uuid, uuid) IS 'A product as lists of the shop show it: {slug, name, kind, category, summary, price_cents, dearest_cents, is_available, next_at (the next date with a free seat), image (its cover, as app.shop_images), updated_at}.';

COMMENT ON FUNCTION "app"."shop_images"(uuid, uuid, integer) IS 'The first pictures of a product as the shop shows them, the cover first: [{id, alt, width, height}].';

COMMENT ON FUNCTION "app"."tell_order_invoice"(uuid, uuid) IS 'Open screens ask for the invoices of an order again.';

COMMENT ON FUNCTION "public"."begin_product_image"(uuid, uuid, uuid, text, bigint, text) IS 'Caller: owner, admin and operator, before a browser puts a picture of a product at path of bucket, as for begin_media_upload. Then accept-media-upload looks at the file and save_product_images keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 empty_upload, PT404 product_not_found, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."cancel_order_invoice"(uuid, uuid, text) IS 'Caller: owner, admin and operator. Asks the issuer to cancel an invoice of an order; what was never issued is cancelled without. Answers list_order_invoices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 invoice_not_found, PT400 money_reason_required.';

COMMENT ON FUNCTION "public"."issue_order_invoices"(uuid, uuid) IS 'Caller: owner, admin and operator, where the clinic issues invoices. The invoices of an order that is paid, one for goods and one for services, asked for where there is none: a repetition answers what is there. A job issues them. Answers list_order_invoices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found, PT409 invoices_are_off, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 product_codes_missing, PT409 nothing_to_invoice.';

COMMENT ON FUNCTION "public"."issue_service_invoices"(uuid, uuid) IS 'Caller: owner, admin and operator, where the clinic issues invoices. The invoices of a payment, one a company that was paid, asked for where there is none (what paid orders is left to issue_order_invoices): a repetition answers what is there. A job issues them. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 money_entry_not_found, PT409 invoices_are_off, PT409 order_invoice_holds, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 nothing_to_invoice.';

COMMENT ON FUNCTION "public"."list_order_invoices"(uuid, uuid) IS 'Caller: everybody but therapists. The invoices of an order (app.order_invoices_json). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found.';

COMMENT ON FUNCTION "public"."list_product_images"(uuid, uuid) IS 'Caller: everybody but therapists. The pictures of a product, the cover first: [{id, alt, path (of the bucket product-images), mime_type, width, height}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';

COMMENT ON FUNCTION "public"."retry_order_invoice"(uuid, uuid) IS 'Caller: owner, admin and operator. One that failed is tried again under the same reference, with what is known now. Answers list_order_invoices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 invoice_not_found, PT409 invoices_are_off, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 product_codes_missing.';

COMMENT ON FUNCTION "public"."save_product_images"(uuid, uuid, jsonb) IS 'Caller: owner, admin and operator. The pictures of a product in their order, the cover first: p_images [{id, alt}], of which new ones were put by the caller; what is not named is removed. Answers list_product_images. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT400 too_many_files, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported.';

COMMENT ON TABLE "public"."order_invoices" IS 'id is the reference under which the issuer knows it, so that a crash between issuing and recording is found out. Money of orders has its invoice here and nowhere else (app.invoice_parts).';

COMMENT ON TABLE "public"."product_images" IS 'Pictures of products, the cover first. Strangers see those of what stands in an open shop, through the function shop alone.';

REVOKE ALL ON FUNCTION "app"."ask_invoice_cancel"(public.order_invoices, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ask_invoice_cancel"(public.order_invoices, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ask_invoice_cancel"(public.order_invoices, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_order_invoice"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_order_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_invoice"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_invoice"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."complete_order_invoice"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_order_invoice"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_order_invoice"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_order_invoice"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."fit_order_invoices"(public.orders, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fit_order_invoices"(public.orders, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fit_order_invoices"(public.orders, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_order_invoice"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_order_invoice"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_order_invoice"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."invoice_parts"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."invoice_parts"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."invoice_parts"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."invoiceable_cents"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."invoiceable_cents"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."invoiceable_cents"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."invoiced_elsewhere"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."invoiced_elsewhere"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."invoiced_elsewhere"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_order_invoice"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_order_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_order_invoice"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."may_read_product_image"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."may_read_product_image"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."may_read_product_image"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_read_product_image"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_read_product_image"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."open_order_invoices"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_order_invoices"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_order_invoices"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_shop_image"(text, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_shop_image"(text, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_image"(text, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_shop_image"(text, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."order_invoice_amounts"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoice_amounts"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoice_amounts"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_invoice_content"(public.orders, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoice_content"(public.orders, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoice_content"(public.orders, text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_invoice_holds"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoice_holds"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoice_holds"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_invoice_lines"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoice_lines"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoice_lines"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_invoice_section"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoice_section"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoice_section"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_invoices_json"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoices_json"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoices_json"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."product_images_json"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."product_images_json"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."product_images_json"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."shop_images"(uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."shop_images"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."shop_images"(uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_order_invoice"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_order_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_order_invoice"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_product_images__let_go"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_product_images__let_go"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_product_images__let_go"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_product_image"(uuid, uuid, uuid, text, bigint, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_product_image"(uuid, uuid, uuid, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_product_image"(uuid, uuid, uuid, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_order_invoice"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_order_invoice"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_order_invoice"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_order_invoices"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."issue_order_invoices"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."issue_order_invoices"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_order_invoices"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_order_invoices"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_order_invoices"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_product_images"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_product_images"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_product_images"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."retry_order_invoice"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."retry_order_invoice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."retry_order_invoice"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_product_images"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_product_images"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_product_images"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."order_invoices" FROM "authenticated";

GRANT SELECT ON TABLE "public"."order_invoices" TO "authenticated";

REVOKE ALL ON TABLE "public"."order_invoices" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."order_invoices" TO "service_role";

REVOKE ALL ON TABLE "public"."product_images" FROM "authenticated";

GRANT SELECT ON TABLE "public"."product_images" TO "authenticated";

REVOKE ALL ON TABLE "public"."product_images" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."product_images" TO "service_role";

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

-- Private: every object is opened by a signed address. What a browser says it uploads is one of the types that may be kept.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('whatsapp-media', 'whatsapp-media', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

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

-- Private: every object is opened by a signed address. The types are those of whatsapp-media, which content is held against.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('patient-files', 'patient-files', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null)
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
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_invoices', 'orders', 132, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

-- Private, too: the function shop passes on what stands in an open shop, and nothing else. Two megabytes: browsers make pictures
-- smaller before they put them.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('product-images', 'product-images', false, 2 * 1024 * 1024, '{image/jpeg,image/png,image/webp}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

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

-- Private, without a policy: no browser opens an object but by an address that open_export was asked for.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('exports', 'exports', false, 5::bigint * 1024 * 1024 * 1024, '{application/zip,application/pdf,application/json}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
