-- closing invoices: The closing says what was invoiced, and an invoice names the CPF that was typed in the shop.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.closing_invoices (
  p_tenant_id uuid,
  p_begin     timestamp with time zone,
  p_end       timestamp with time zone
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'issued', coalesce((
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.n, 'amount_cents', k.cents) order by k.kind)
      from (
        select i.kind, count(*)::int as n, sum(i.amount_cents)::bigint as cents from public.order_invoices i
        where i.tenant_id = p_tenant_id and i.state = 'issued' and i.issued_at >= p_begin and i.issued_at < p_end group by i.kind) k), '[]'),
    'issued_cents', coalesce((
      select sum(i.amount_cents) from public.order_invoices i
      where i.tenant_id = p_tenant_id and i.state = 'issued' and i.issued_at >= p_begin and i.issued_at < p_end), 0),
    'missing', (
      select jsonb_build_object('orders', count(*), 'amount_cents', coalesce(sum(m.cents), 0)) from public.orders o
      cross join lateral (
        select o.total_cents - o.refunded_cents - coalesce((
          select sum(i.amount_cents) from public.order_invoices i
          where i.tenant_id = p_tenant_id and i.order_id = o.id and i.state = 'issued'), 0)::int as cents) g
      cross join lateral (
        select case when g.cents > 0 then g.cents - app.invoiced_elsewhere(p_tenant_id, o.id) else 0 end as cents) m
      where o.tenant_id = p_tenant_id and o.paid_at >= p_begin and o.paid_at < p_end and o.state in ('paid', 'fulfilled', 'returned')
        and m.cents > 0 and exists (
          select from public.fiscal_settings s where s.tenant_id = p_tenant_id and s.issues_invoices)));
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
  if v_payer ->> 'document' is null then
    -- what somebody typed who bought in the shop is of this order alone
    v_payer := coalesce((
      select jsonb_build_object('name', b.full_name, 'document', b.cpf) from public.order_buyers b
      where b.tenant_id = p_order.tenant_id and b.order_id = p_order.id and b.cpf is not null), v_payer);
  end if;
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
      where l.invoice = 'nfe'), 'freight_cents', coalesce((
      select sum(l.cents) from app.order_invoice_lines(p_order.tenant_id, p_order.id) l where l.invoice = 'nfe' and l.product_id is null), 0))
    else (
      -- care is named by no more than that: whoever reads the invoice learns nothing of the person
      select jsonb_build_object('iss_basis_points', coalesce(max(s.tax), v_settings.iss_basis_points),
        'service_item', coalesce(min(s.service_item), v_settings.service_item), 'description',
          left(coalesce(string_agg(distinct s.words, ', '), 'Valor retido na devolução'), 500))
      from (
        select p.service_item, p.tax_basis_points as tax,
          case when i.kind = 'shipping' then 'Entrega' when p.id is null or p.session_type_id is not null or p.kind in ('service', 'package') then 'Atendimento' else l.name end as words
        from app.order_invoice_lines(p_order.tenant_id, p_order.id) l
        join public.order_items i on i.tenant_id = p_order.tenant_id and i.id = l.item_id
        left join public.products p on p.tenant_id = p_order.tenant_id and p.id = l.product_id
        where l.invoice = 'nfse') s) end;
end;
$function$;

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
    || jsonb_build_object('invoices', app.closing_invoices(p_tenant_id, v_begin, v_end)) || app.closing_money(p_tenant_id, v_from, v_to);
end;
$function$;

COMMENT ON FUNCTION "app"."closing_invoices"(uuid, timestamp with time zone, timestamp with time zone) IS 'Invoices of orders in a time: {issued [{kind nfe|nfse, count, amount_cents}: issued in it, and they hold], issued_cents, missing {orders, amount_cents: of orders paid in it, what was kept and is on no invoice that is issued; none where the clinic issues none}}.';

COMMENT ON FUNCTION "app"."order_invoice_content"(public.orders, text, integer) IS 'What the issuer is asked for the invoice of a kind of an order; of goods {items [{name, sku, quantity, unit, total_cents, ncm, cfop, tax_basis_points}], freight_cents: what was paid for their delivery}. Of a buyer whose CPF nobody knows it is the one that was typed in the shop. Errors: PT409 invoices_are_off, PT409 receipt_provider_incomplete, PT409 payer_document_missing, PT409 product_codes_missing (detail: names).';

COMMENT ON FUNCTION "public"."get_month_closing"(uuid, date) IS 'Caller: everybody but therapists. The books of the shop and the stock in a month of the clinic''s calendar (any day of it; NULL: this one): {month, is_over, sales {orders, subtotal_cents, discount_cents, total_cents: of orders whose last cent came in it}, payments, received_cents, refunds, refunded_cents, fees (app.closing_money), invoices (app.closing_invoices), stock {begin_cents, purchased_cents, sold_cents (what was sold had cost), returned_cents, adjusted_cents, end_cents}, open {orders, due_cents: placed by its end and not paid now}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

REVOKE ALL ON FUNCTION "app"."closing_invoices"(uuid, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."closing_invoices"(uuid, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."closing_invoices"(uuid, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";
