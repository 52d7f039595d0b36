-- sell packages of orders: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."order_events"
  DROP CONSTRAINT "order_event_is_known";

CREATE OR REPLACE FUNCTION app.begin_order_link (
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
  v_open integer;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  if v_order.id is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  v_open := v_order.total_cents - v_order.refunded_cents - v_order.paid_cents;
  if v_order.state = 'cancelled' or v_open <= 0 then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  end if;
  return jsonb_build_object('order_id', p_order_id, 'number', v_order.number, 'amount_cents', v_open, 'page_key', v_order.page_key);
end;
$function$;

CREATE OR REPLACE FUNCTION app.contact_of_conversation (
  p_tenant_id uuid,
  p_thread    public.conversation_threads
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_contact uuid := app.contact_of_thread(p_tenant_id, p_thread.id);
  v_patient uuid;
  v_name text := app.normalize_name(p_thread.contact_name);
begin
  if v_contact is not null then
    return v_contact;
  end if;
  select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, p_thread.id) p;
  if v_patient is not null then
    return app.contact_of_patient(p_tenant_id, v_patient, app.origin_of_thread(p_thread.thread_key));
  end if;
  return app.upsert_contact(p_tenant_id, case when char_length(v_name) between 2 and 120 then v_name else coalesce(p_thread.phone, 'Sem nome') end,
    p_thread.phone, null, null, app.origin_of_thread(p_thread.thread_key));
end;
$function$;

CREATE OR REPLACE FUNCTION app.gives_sessions (
  p_tenant_id  uuid,
  p_variant_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.product_variants v
    join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
    join public.product_kinds k on k.key = q.kind and k.gives_sessions
    where v.tenant_id = p_tenant_id and v.id = p_variant_id);
$function$;

CREATE OR REPLACE FUNCTION app.open_package (
  p_tenant_id uuid,
  p_id        uuid,
  p_package   jsonb
)
  RETURNS public.session_packages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old public.session_packages;
  v_new public.session_packages;
  v_charge public.money_charges;
begin
  select * into v_old from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id;
  v_new := app.typed_package(p_tenant_id, p_id, v_old, p_package);
  v_new.payer_id := coalesce(v_old.payer_id, app.payer_of(p_tenant_id, v_new.patient_id));
  perform app.lock_payer(p_tenant_id, v_new.payer_id);
  insert into public.session_packages as k (
    tenant_id, id, patient_id, payer_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, missed_consumes,
    late_cancel_consumes, excused_consumes, note, created_by)
  values (
    p_tenant_id, p_id, v_new.patient_id, v_new.payer_id, v_new.session_type_id, v_new.therapist_id, v_new.sessions, v_new.price_cents,
    v_new.starts_on, v_new.expires_on, v_new.missed_consumes, v_new.late_cancel_consumes, v_new.excused_consumes, v_new.note, auth.uid())
  on conflict (tenant_id, id) do update set
    expires_on = excluded.expires_on, missed_consumes = excluded.missed_consumes, late_cancel_consumes = excluded.late_cancel_consumes,
    excused_consumes = excluded.excused_consumes, note = excluded.note
  returning * into v_new;
  if v_old.id is null and v_new.charge_id is null and v_new.price_cents > 0 then
    v_charge.tenant_id := p_tenant_id;
    v_charge.payer_id := v_new.payer_id;
    v_charge.patient_id := v_new.patient_id;
    v_charge.therapist_id := v_new.therapist_id;
    v_charge.origin := 'package';
    v_charge.due_on := v_new.starts_on;
    v_charge.amount_cents := v_new.price_cents;
    v_charge.note := v_new.note;
    v_charge.id := app.open_charge(v_charge);
    update public.session_packages k set charge_id = v_charge.id where k.tenant_id = p_tenant_id and k.id = p_id
    returning * into v_new;
  end if;
  perform app.refill_packages(p_tenant_id, v_new.patient_id);
  perform app.tell_money(p_tenant_id, v_new.payer_id);
  return v_new;
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
        'total_cents', i.total_cents, 'fulfilled', i.fulfilled, 'returned', i.returned,
        'gives_sessions', i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id), 'patient_id', i.patient_id) order by i.position)
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

CREATE OR REPLACE FUNCTION app.sell_order_packages (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders := app.lock_order(p_tenant_id, p_order_id);
  v_item record;
  v_package public.session_packages;
  v_entry public.money_entries;
  v_price integer;
  v_sold integer := 0;
begin
  if v_order.paid_at is null or v_order.state = 'cancelled' then
    return 0;
  end if;
  for v_item in
    select i.id, i.name, i.quantity, i.fulfilled, i.total_cents, coalesce(i.patient_id, v_order.patient_id) as patient_id,
      q.session_type_id, q.package_sessions, q.package_days
    from public.order_items i
    join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
    join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.quantity > i.fulfilled and app.gives_sessions(p_tenant_id, i.variant_id)
    order by i.position
  loop
    if v_item.patient_id is null or v_item.package_sessions is null then
      if not exists (select from public.order_events e where e.tenant_id = p_tenant_id and e.order_id = p_order_id and e.kind = 'package_waits') then
        perform app.note_order(p_tenant_id, p_order_id, 'package_waits');
      end if;
      continue;
    end if;
    for v_unit in v_item.fulfilled + 1 .. v_item.quantity loop
      -- the last one of a line takes the cents that do not divide
      v_price := v_item.total_cents * v_unit / v_item.quantity - v_item.total_cents * (v_unit - 1) / v_item.quantity;
      v_package := app.open_package(p_tenant_id, md5('package:' || v_item.id || ':' || v_unit)::uuid, jsonb_build_object(
        'patient_id', v_item.patient_id, 'session_type_id', v_item.session_type_id, 'sessions', v_item.package_sessions, 'price_cents', v_price,
        'expires_on', app.clinic_today(p_tenant_id) + v_item.package_days, 'note', 'Pedido nº ' || v_order.number));
      -- the money is the order's: the package is paid with the credit that it becomes, as a session with its deposit
      if v_package.charge_id is not null then
        v_entry := null;
        v_entry.tenant_id := p_tenant_id;
        v_entry.id := gen_random_uuid();
        v_entry.payer_id := v_package.payer_id;
        v_entry.patient_id := v_item.patient_id;
        v_entry.kind := 'adjustment';
        v_entry.amount_cents := -v_price;
        v_entry.occurred_on := app.clinic_today(p_tenant_id);
        v_entry.note := 'Pacote pago no pedido nº ' || v_order.number;
        perform app.post_payment(v_entry);
        perform app.pay_charges(p_tenant_id, array[v_entry.id], array[v_package.charge_id]);
      end if;
      v_sold := v_sold + 1;
    end loop;
    update public.order_items i set fulfilled = i.quantity, patient_id = v_item.patient_id where i.tenant_id = p_tenant_id and i.id = v_item.id;
    perform app.note_order(p_tenant_id, p_order_id, 'package_sold', jsonb_build_object('name', v_item.name));
  end loop;
  if v_sold > 0 then
    perform app.refresh_order(p_tenant_id, p_order_id);
  end if;
  return v_sold;
end;
$function$;

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
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.quantity > i.fulfilled
      and not app.gives_sessions(p_tenant_id, i.variant_id)), '[]');
  if v_lines = '[]' and p_lines is null then
    return app.order_json(p_tenant_id, p_order_id);
  end if;
  perform app.require_order_lines(p_tenant_id, p_order_id, v_lines);
  if exists (
    select from jsonb_to_recordset(v_lines) l (item_id uuid, quantity integer)
    join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
    where i.kind <> 'product' or app.gives_sessions(p_tenant_id, i.variant_id) or l.quantity > i.quantity - i.fulfilled) then
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

CREATE OR REPLACE FUNCTION public.get_stripe_account (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_build_object('is_connected', true, 'id', a.id, 'livemode', a.livemode, 'display_name', a.display_name, 'key_hint', a.key_hint,
      'connected_at', a.connected_at, 'is_key_refused', a.key_refused_at is not null)
    from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null), '{"is_connected": false}');
end;
$function$;

CREATE OR REPLACE FUNCTION public.give_order_package (
  p_tenant_id  uuid,
  p_item_id    uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_item public.order_items;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_item from public.order_items i where i.tenant_id = p_tenant_id and i.id = p_item_id;
  if v_item.id is null or v_item.variant_id is null or not app.gives_sessions(p_tenant_id, v_item.variant_id) then
    raise sqlstate 'PT404' using message = 'order_item_not_found';
  elsif not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.lock_order(p_tenant_id, v_item.order_id);
  update public.order_items i set patient_id = p_patient_id
  where i.tenant_id = p_tenant_id and i.id = p_item_id and i.fulfilled = 0;
  perform app.sell_order_packages(p_tenant_id, v_item.order_id);
  return app.order_json(p_tenant_id, v_item.order_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."give_order_package"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

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
  return jsonb_build_object('limits', (
    select jsonb_object_agg(f.feature, to_jsonb(app.profession_limits(p_tenant_id, f.feature)))
    from unnest(array['coupons', 'packages', 'reviews']) f (feature)), 'coupons', coalesce((
    select jsonb_agg(to_jsonb(c) - 'tenant_id' - 'created_by' order by c.archived_at is not null, c.created_at desc)
    from public.coupons c where c.tenant_id = p_tenant_id), '[]'));
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
          where i.tenant_id = p_tenant_id and i.order_id = o.id) as summary,
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

CREATE OR REPLACE FUNCTION public.open_conversation_deal (
  p_tenant_id  uuid,
  p_thread_key text,
  p_deal_id    uuid,
  p_deal       jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
  v_contact uuid;
  v_open uuid;
  v_lead public.crm_leads;
begin
  perform app.require_seller(p_tenant_id);
  if p_deal_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_thread := app.lock_thread(p_tenant_id, p_thread_key);
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  -- of two who press the button at once the second gets the deal of the first
  select d.id into v_open from public.deals d
  where d.tenant_id = p_tenant_id and d.thread_id = v_thread.id and (d.id = p_deal_id or d.status = 'open') order by d.id = p_deal_id desc, d.created_at limit 1;
  if v_open is not null then
    return public.get_deal(p_tenant_id, v_open);
  end if;
  select * into v_lead from public.crm_leads l
  where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.status in ('new', 'contacted', 'qualified') order by l.created_at limit 1;
  if v_lead.id is not null then
    perform public.convert_lead(p_tenant_id, v_lead.id, p_deal_id, p_deal);
    return public.get_deal(p_tenant_id, p_deal_id);
  end if;
  v_contact := app.contact_of_conversation(p_tenant_id, v_thread);
  perform app.put_deal(p_tenant_id, p_deal_id, p_deal || jsonb_build_object(
    'title', coalesce(nullif(p_deal ->> 'title', ''), (select c.full_name from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact)),
    'contact_id', v_contact, 'origin', app.origin_of_thread(v_thread.thread_key), 'company_id', (select c.company_id from public.contacts c where c.tenant_id = p_tenant_id and c.id = v_contact),
    'owner_id', coalesce(nullif(p_deal ->> 'owner_id', ''), auth.uid()::text)), v_thread.id);
  return public.get_deal(p_tenant_id, p_deal_id);
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

CREATE OR REPLACE FUNCTION public.save_session_package (
  p_tenant_id uuid,
  p_id        uuid,
  p_package   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.open_package(p_tenant_id, p_id, p_package);
  return (select to_jsonb(l) from public.list_session_packages(p_tenant_id, (
    select k.patient_id from public.session_packages k where k.tenant_id = p_tenant_id and k.id = p_id)) l where l.id = p_id);
end;
$function$;

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
    'disputed'::text, 'dispute_won'::text, 'dispute_lost'::text, 'expired'::text, 'revived'::text, 'cancelled'::text, 'package_sold'::text, 'package_waits'::text])));

COMMENT ON FUNCTION "app"."begin_order_link"(uuid, uuid) IS 'Caller: owner, admin and operator, through order-checkout. What is said of an order whose page is sent to be paid {order_id, number, amount_cents, page_key}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found, PT409 order_not_payable.';

COMMENT ON FUNCTION "app"."contact_of_conversation"(uuid, public.conversation_threads) IS 'The person of a conversation as a contact, who is one from now on. It is no group.';

COMMENT ON FUNCTION "app"."gives_sessions"(uuid, uuid) IS 'Whether what is sold is a package of sessions, which nobody hands over: it is the patient''s once it is paid.';

COMMENT ON FUNCTION "app"."open_package"(uuid, uuid, jsonb) IS 'A package {patient_id, session_type_id, therapist_id, sessions, price_cents, starts_on, expires_on, …} is there, charged once however often it is asked for; its payer is locked. Whoever calls has checked who asks. Errors: PT400 invalid_package, PT400 invalid_date, PT404 patient_not_found, PT404 therapist_not_found, PT404 session_type_not_found.';

COMMENT ON FUNCTION "app"."place_order"(uuid, uuid, jsonb) IS 'A new order {channel, contact_id | patient_id, thread_key, items: [{variant_id, quantity, discount_cents} | {session_id, patient_id, price_cents}], coupon, expires_minutes, note}: who buys in a conversation and is not named is its person; prices are the clinics, the stock is held until it expires, the coupon is used. Whoever calls has checked who asks. Errors: PT400 order_is_empty, PT400 invalid_order, PT400 invalid_quantity, PT400 invalid_amount, PT404 contact_not_found, PT404 conversation_not_found, PT404 patient_not_found, PT404 session_not_found, PT404 variant_not_found, PT409 out_of_stock, PT409 coupon_not_for_profession, and those of app.use_coupon.';

COMMENT ON FUNCTION "app"."sell_order_packages"(uuid, uuid) IS 'Caller: the job sell_packages, once an order is paid, and give_order_package. Each package of sessions of the order is the patient''s, made once and paid with the order''s money; one whose patient nobody knows waits for a person. Answers how many were made. Errors: PT404 order_not_found, and those of app.open_package.';

COMMENT ON FUNCTION "public"."get_stripe_account"(uuid) IS 'Caller: any member. Whether the clinic sells by card through Stripe: {is_connected, id (stands in the address of its webhook), livemode, display_name, key_hint, connected_at, is_key_refused}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."give_order_package"(uuid, uuid, uuid) IS 'Caller: owner, admin and operator. Says whose a package of sessions is that somebody bought; of an order that is paid it is made at once. One that was made stays as it is. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_item_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_coupons"(uuid) IS 'Caller: everybody but therapists. {coupons, limits {coupons, packages, reviews}: the councils of the clinic that forbid it for what they do}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."list_orders"(uuid, text, jsonb, integer, jsonb) IS 'Caller: everybody but therapists. Orders, the newest first, as an array of {id, number, channel, state, buyer_name, is_counter, total_cents, paid_cents, refunded_cents, expires_at, expired_at, created_at, summary, needs_person, is_partly_out}. p_where {state, channel, contact_id, patient_id, needs_person}; p_search: a number or a part of a name; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."return_order"(uuid, uuid, uuid, jsonb, text, text, text) IS 'Caller: owner, admin and operator. Lines [{item_id, quantity}] come back to the stock, and what was paid for them is given back as money or credit, or not (p_kind none); p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_quantity, PT404 order_item_not_found, PT409 more_than_handed_over, PT409 package_ends_apart, PT409 not_taken, PT400 missing_client_id, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 credit_needs_buyer, PT409 more_than_paid.';

REVOKE ALL ON FUNCTION "app"."begin_order_link"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."begin_order_link"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."begin_order_link"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_link"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."contact_of_conversation"(uuid, public.conversation_threads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."contact_of_conversation"(uuid, public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."contact_of_conversation"(uuid, public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."gives_sessions"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."gives_sessions"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."gives_sessions"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_package"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_package"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_package"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."sell_order_packages"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."sell_order_packages"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."sell_order_packages"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."sell_order_packages"(uuid, uuid) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."give_order_package"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."give_order_package"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."give_order_package"(uuid, uuid, uuid) TO "postgres";

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

-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

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
