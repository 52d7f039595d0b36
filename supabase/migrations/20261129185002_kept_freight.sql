-- kept freight: Kept freight has its invoice when all comes back, and what an invoice said too much of is invoiced anew.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.ask_order_invoices (
  p_order public.orders,
  p_by    uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_part record;
  v_id uuid;
begin
  for v_part in select a.kind, a.cents from app.open_order_invoices(p_order.tenant_id, p_order.id) a order by a.kind loop
    insert into public.order_invoices (tenant_id, order_id, kind, amount_cents, content, created_by)
    values (p_order.tenant_id, p_order.id, v_part.kind, v_part.cents, app.order_invoice_content(p_order, v_part.kind, v_part.cents), p_by)
    returning id into v_id;
    perform app.enqueue_at(p_order.tenant_id, 'order_invoice', jsonb_build_object('id', v_id), now());
  end loop;
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
  v_order public.orders;
  v_row public.order_invoices;
begin
  if p_outcome ->> 'outcome' = 'cancelled' then
    -- what is left of its order may be invoiced anew: the order is locked before its invoice
    select * into v_row from public.order_invoices i where i.tenant_id = p_tenant_id and i.id = p_id;
    if v_row.id is not null then
      v_order := app.lock_order(p_tenant_id, v_row.order_id);
    end if;
  end if;
  v_row := app.lock_order_invoice(p_tenant_id, p_id);
  if p_outcome ->> 'outcome' = 'issued' and v_row.state in ('pending', 'failed') then
    update public.order_invoices i set state = 'issued', number = p_outcome ->> 'number', verification_code = p_outcome ->> 'verification_code',
      xml_url = p_outcome ->> 'xml_url', pdf_url = p_outcome ->> 'pdf_url', issued_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
  elsif p_outcome ->> 'outcome' = 'cancelled' and v_row.state <> 'cancelled' and v_row.cancel_asked_at is not null then
    update public.order_invoices i set state = 'cancelled', number = coalesce(i.number, p_outcome ->> 'number'), cancelled_at = now(), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
    perform app.correct_order_invoices(v_order, v_row);
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

CREATE OR REPLACE FUNCTION app.correct_order_invoices (
  p_order     public.orders,
  p_cancelled public.order_invoices
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.order_invoices;
begin
  -- what said all that it was to say was cancelled by a person, who decides what comes after
  if p_cancelled.amount_cents = coalesce((
    select d.cents from app.order_invoice_dues(p_order.tenant_id, p_order.id) d where d.kind = p_cancelled.kind), 0) then
    return;
  end if;
  -- freight that was kept goes from the goods to the services
  for v_row in
    select i.* from public.order_invoices i
    join app.order_invoice_dues(p_order.tenant_id, p_order.id) d on d.kind = i.kind
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.state <> 'cancelled' and i.cancel_asked_at is null
      and i.amount_cents < d.cents
    order by i.id for update of i
  loop
    perform app.ask_invoice_cancel(v_row, p_cancelled.cancel_reason);
  end loop;
  begin
    perform app.ask_order_invoices(p_order, p_cancelled.created_by);
  exception when sqlstate 'PT409' then
    -- something is missing now: it stays open until a person asks for it
    null;
  end;
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
  select d.kind, d.cents from public.orders o
  cross join app.order_invoice_dues(p_tenant_id, p_order_id) d
  where o.tenant_id = p_tenant_id and o.id = p_order_id and o.state in ('paid', 'fulfilled', 'returned')
    and o.paid_cents >= o.total_cents - o.refunded_cents
    and not exists (
      select from public.order_invoices i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = d.kind and i.state <> 'cancelled');
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
  cross join lateral (values ('nfe', g.goods), ('nfse', s.kept - g.goods)) x (kind, cents)
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

CREATE OR REPLACE FUNCTION app.order_invoice_dues (
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
  with due as (select a.kind, a.cents from app.order_invoice_amounts(p_tenant_id, p_order_id) a)
  select d.kind, x.cents from due d
  cross join lateral (
    select case d.kind when 'nfe' then d.cents else
      d.cents - app.invoiced_elsewhere(p_tenant_id, p_order_id)
        -- what was kept of goods that came back, while the invoice that sold them holds
        - least(
          (select case when count(*) filter (where i.kind <> 'shipping') = 0 then d.cents else coalesce(sum(l.cents) filter (where i.kind = 'shipping'), 0)::int end
            from app.order_invoice_lines(p_tenant_id, p_order_id) l
            join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
            where l.invoice = 'nfse'),
          greatest(coalesce((
            select i.amount_cents from public.order_invoices i
            where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'nfe' and i.state <> 'cancelled'), 0)
            - coalesce((select g.cents from due g where g.kind = 'nfe'), 0), 0)) end as cents) x
  where x.cents > 0;
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
  -- what is more than the order has was the payer's credit
  v_part integer := case when v_counts then least(p_amount_cents, p_order.paid_cents) end;
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
  insert into public.order_refunds (tenant_id, id, order_id, payment_id, kind, provider, reference, amount_cents, order_cents, entry_id, reason, settled_at)
  values (p_order.tenant_id, gen_random_uuid(), p_order.id, p_payment.id, case when v_counts then 'money' else 'late' end, 'stripe', p_reference,
    p_amount_cents, v_part, v_entry.id, p_reason, now());
  if v_counts then
    update public.orders o set refunded_cents = o.refunded_cents + v_part, charge_id = null
    where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
    v_charge := app.order_charge(p_order.tenant_id, p_order.id);
    if v_charge is not null then
      perform app.pay_at_most(p_order.tenant_id, v_freed, v_charge, p_order.paid_cents - v_part);
    end if;
    perform app.fit_order_invoices(p_order, p_reason);
  elsif p_payment.state = 'late' then
    update public.order_payments p set state = 'refunded', settled_at = now() where p.tenant_id = p_order.tenant_id and p.id = p_payment.id;
    perform app.resolve_alert(p_order.tenant_id, 'order_money', p_payment.reference);
  end if;
  perform app.note_order(p_order.tenant_id, p_order.id, 'refunded', jsonb_build_object('amount_cents', p_amount_cents, 'kind', 'money', 'reason', p_reason));
end;
$function$;

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
begin
  perform app.require_order_writer(p_tenant_id);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  perform app.ask_order_invoices(v_order, auth.uid());
  if not exists (
    select from public.order_invoices i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.state <> 'cancelled') then
    raise sqlstate 'PT409' using message = 'nothing_to_invoice';
  end if;
  perform app.tell_order_invoice(p_tenant_id, p_order_id);
  return app.order_invoices_json(p_tenant_id, p_order_id);
end;
$function$;

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
          where i.tenant_id = p_tenant_id and i.order_id = o.id and i.kind <> 'shipping') as summary,
        exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.order_id = o.id and p.state = 'late') as needs_person,
        o.state in ('pending', 'paid') and exists (
          select from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = o.id and i.fulfilled > 0) as is_partly_out,
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
    where case i.kind when 'product' then l.quantity > i.fulfilled - i.returned
      -- what was paid for sending it is given back, too, or it is kept
      when 'shipping' then l.quantity > i.quantity - i.returned else true end) then
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
  update public.order_items i set returned = i.returned + l.quantity, fulfilled = case i.kind when 'shipping' then i.quantity else i.fulfilled end
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

COMMENT ON FUNCTION "app"."ask_order_invoices"(public.orders, uuid) IS 'The invoices that an order has not got yet are asked for. The order is locked. Errors: those of app.order_invoice_content.';

COMMENT ON FUNCTION "app"."complete_order_invoice"(uuid, uuid, jsonb) IS 'Caller: workers. What became of an invoice of an order: {outcome issued|cancelled|refused, number, verification_code, xml_url, pdf_url, reason}; a repetition changes nothing. One that was cancelled because the order costs something else now is followed by what is left. Answers its state. Errors: PT404 invoice_not_found.';

COMMENT ON FUNCTION "app"."correct_order_invoices"(public.orders, public.order_invoices) IS 'After an invoice of an order was cancelled that said something else than the order costs now: what is left is invoiced, and what says too little by it is cancelled first. The order is locked.';

COMMENT ON FUNCTION "app"."fit_order_invoices"(public.orders, text) IS 'After money was given back: invoices of an order that say more than it costs now are cancelled. What is left of it is invoiced once they are (app.correct_order_invoices).';

COMMENT ON FUNCTION "app"."open_order_invoices"(uuid, uuid) IS 'What of an order that is paid has no invoice yet, by kind; also of one that came back whole, where something was kept (its freight). Money with an NFS-e of the practice is left out. Cents.';

COMMENT ON FUNCTION "app"."order_invoice_amounts"(uuid, uuid) IS 'What an order costs in the end, by the invoice that it belongs on (nfe goods, nfse services): money that was given back for no line is shared by value, to the cent. What was kept although all came back belongs to the services.';

COMMENT ON FUNCTION "app"."order_invoice_dues"(uuid, uuid) IS 'What the invoices of an order are to say, by kind: what it costs in the end (app.order_invoice_amounts), less what the practice invoiced already, and less kept freight that still stands on the NF-e of goods that came back. Cents.';

COMMENT ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) IS 'Caller: owner, admin and operator. Lines [{item_id, quantity}] come back to the stock (the line of the freight: it is given back with them), and what was paid for them is given back as money or credit, or not (p_kind none); p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 order_item_not_found, PT409 more_than_handed_over, PT409 package_ends_apart, PT409 not_taken, PT400 missing_client_id, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 credit_needs_buyer, PT409 more_than_paid.';

REVOKE ALL ON FUNCTION "app"."ask_order_invoices"(public.orders, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ask_order_invoices"(public.orders, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ask_order_invoices"(public.orders, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."correct_order_invoices"(public.orders, public.order_invoices) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."correct_order_invoices"(public.orders, public.order_invoices) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."correct_order_invoices"(public.orders, public.order_invoices) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_invoice_dues"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_invoice_dues"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_invoice_dues"(uuid, uuid) TO "postgres";
