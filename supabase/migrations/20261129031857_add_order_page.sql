-- add order page: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

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
begin
  if v_order.state = 'cancelled' or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  end if;
  return app.begin_pix(p_tenant_id, p_id, array[app.order_charge(p_tenant_id, p_order_id)], p_cpf_cnpj);
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_pix (
  p_tenant_id  uuid,
  p_id         uuid,
  p_charge_ids uuid[],
  p_cpf_cnpj   text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_account uuid;
  v_payer public.payers;
  v_payer_id uuid;
  v_payers integer;
  v_charges integer;
  v_open integer;
  v_name text;
  v_document text;
  v_pix app.pix_charges;
  v_may_charge boolean;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif coalesce(cardinality(p_charge_ids), 0) not between 1 and 100 then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif p_cpf_cnpj ~ '\w' and app.normalise_cpf_cnpj(p_cpf_cnpj) is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  select a.id into v_account from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  if v_account is null then
    raise sqlstate 'PT409' using message = 'pix_not_connected';
  end if;
  select count(distinct c.payer_id), min(c.payer_id::text)::uuid into v_payers, v_payer_id from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids);
  if v_payers <> 1 then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  v_payer := app.lock_payer(p_tenant_id, v_payer_id);
  select count(*), coalesce(sum(c.amount_cents - c.paid_cents), 0) into v_charges, v_open from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.payer_id = v_payer_id and c.reversed_at is null;
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  -- Asaas never took it, for its document perhaps: the same press begins anew
  if v_pix.status = 'failed' and v_pix.asaas_payment_id is null then
    delete from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
    v_pix := null;
  end if;
  if v_pix.id is not null then
    if v_pix.payer_id <> v_payer_id or exists (
      select from app.pix_charge_items i
      where i.tenant_id = p_tenant_id and i.pix_charge_id = p_id and not i.charge_id = any (p_charge_ids)) then
      raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Ask for the PIX with an id of its own.';
    end if;
  elsif v_charges < (select count(distinct u.id) from unnest(p_charge_ids) u (id)) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif v_open = 0 then
    raise sqlstate 'PT409' using message = 'already_paid';
  else
    -- the same PIX is sent once more, rather than a second one made
    select * into v_pix from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and p.account_id = v_account and p.status = 'pending'
      and p.cancel_asked_at is null and p.amount_cents = v_open and p.due_on >= app.clinic_today(p_tenant_id) and not app.is_stale_pix(p)
      and (select array_agg(i.charge_id order by i.charge_id) from app.pix_charge_items i where i.tenant_id = p_tenant_id and i.pix_charge_id = p.id)
        = (select array_agg(c.id order by c.id) from public.money_charges c
          where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.paid_cents < c.amount_cents)
    order by p.created_at desc limit 1 for update;
  end if;
  v_name := coalesce(v_payer.full_name, (select q.name from public.patients q where q.tenant_id = p_tenant_id and q.id = v_payer.patient_id));
  if v_pix.id is null then
    v_document := coalesce(app.normalise_cpf_cnpj(p_cpf_cnpj), v_payer.cpf,
      (select q.cpf from public.patients q where q.tenant_id = p_tenant_id and q.id = v_payer.patient_id),
      -- whoever stands at the desk without a name is somebody else each time
      (select p.cpf_cnpj from app.pix_charges p
        where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and v_payer.identity <> 'counter' order by p.created_at desc limit 1));
    if v_document is null then
      raise sqlstate 'PT400' using message = 'payer_document_required', hint = 'Type the CPF of whoever pays.';
    end if;
    insert into app.pix_charges (tenant_id, id, account_id, payer_id, amount_cents, cpf_cnpj, due_on, created_by, created_at)
    values (p_tenant_id, p_id, v_account, v_payer_id, v_open, v_document, app.clinic_today(p_tenant_id) + 7, auth.uid(), clock_timestamp())
    returning * into v_pix;
    insert into app.pix_charge_items (tenant_id, pix_charge_id, charge_id, amount_cents)
    select p_tenant_id, p_id, c.id, c.amount_cents - c.paid_cents from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.paid_cents < c.amount_cents;
    -- whoever is killed now is found then, and an older PIX of the same charges is taken off
    perform app.schedule_pix_check(p_tenant_id, p_id, now() + interval '5 minutes');
    perform app.schedule_pix_check(p_tenant_id, p.id, now()) from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and p.status = 'pending' and p.id <> p_id and app.is_stale_pix(p);
  end if;
  v_may_charge := v_pix.status = 'pending' and v_pix.asaas_payment_id is null
    and coalesce(v_pix.charging_until, '-infinity') < clock_timestamp();
  if v_may_charge then
    update app.pix_charges p set charging_until = clock_timestamp() + interval '30 seconds'
    where p.tenant_id = p_tenant_id and p.id = v_pix.id returning * into v_pix;
  end if;
  return jsonb_build_object('pix', app.pix_json(v_pix), 'may_charge', v_may_charge, 'thread_key', app.thread_of_payer(v_payer),
    'payer', jsonb_build_object('name', v_name, 'cpf_cnpj', v_pix.cpf_cnpj, 'email', null, 'asaas_customer_id', (
      select p.asaas_customer_id from app.pix_charges p
      where p.tenant_id = p_tenant_id and p.account_id = v_pix.account_id and p.payer_id = v_pix.payer_id and p.cpf_cnpj = v_pix.cpf_cnpj
        and p.asaas_customer_id is not null
      order by p.created_at desc limit 1)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_pix_charge (
  p_tenant_id  uuid,
  p_id         uuid,
  p_charge_ids uuid[],
  p_cpf_cnpj   text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_money_writer(p_tenant_id);
  return app.begin_pix(p_tenant_id, p_id, p_charge_ids, p_cpf_cnpj);
end;
$function$;

CREATE OR REPLACE FUNCTION app.checkouts_to_ask (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('session_id', k.session_id, 'account_id', k.account_id, 'key', app.stripe_key(p_tenant_id, k.account_id))), '[]')
  from (
    select * from app.stripe_checkouts x
    where x.tenant_id = p_tenant_id and x.order_id = p_order_id and x.state in ('open', 'processing') and x.session_id is not null
    order by x.created_at desc limit 3
  ) k;
$function$;

CREATE OR REPLACE FUNCTION app.order_of_page (
  p_tenant_id  uuid,
  p_key        text,
  p_ip_hash    text,
  p_is_payment boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  if not app.take_turn('order:open:' || coalesce(p_ip_hash, '-'), 300, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select o.id into v_id from public.orders o where o.tenant_id = p_tenant_id and o.page_key = p_key;
  if v_id is null then
    return '{"state": "unknown"}';
  elsif p_is_payment and not app.take_turn('order:pay:' || v_id, 30, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  return jsonb_build_object('state', 'open', 'order_id', v_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.order_pix (
  p_tenant_id uuid,
  p_charge_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('amount_cents', p.amount_cents, 'copy_paste', p.copy_paste)
  from app.pix_charge_items i
  join app.pix_charges p on p.tenant_id = p_tenant_id and p.id = i.pix_charge_id
  where i.tenant_id = p_tenant_id and i.charge_id = p_charge_id and p.status = 'pending' and p.copy_paste is not null
    and p.cancel_asked_at is null and p.due_on >= app.clinic_today(p_tenant_id) and (p.code_ends_at is null or p.code_ends_at > now())
    and not app.is_stale_pix(p)
    -- one that asks for other things as well is not this order's
    and not exists (
      select from app.pix_charge_items o
      where o.tenant_id = p_tenant_id and o.pix_charge_id = p.id and o.charge_id <> p_charge_id)
  order by p.created_at desc limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.order_seats (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('name', q.name, 'quantity', h.quantity - h.returned, 'place', s.place,
    'start_local', app.local_text(s.starts_at, app.clinic_zone(p_tenant_id)), 'is_cancelled', s.cancelled_at is not null)
    order by s.starts_at, s.id), '[]')
  from public.seat_holds h
  join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = h.slot_id
  join public.products q on q.tenant_id = p_tenant_id and q.id = s.product_id
  where h.tenant_id = p_tenant_id and h.owner_kind = 'order' and h.owner_id = p_order_id and h.state in ('open', 'taken')
    and h.quantity > h.returned;
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
  select '[]'::jsonb;
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
    'needs_document', not exists (
      select from public.payers y
      left join public.patients q on q.tenant_id = p_order.tenant_id and q.id = y.patient_id
      where y.tenant_id = p_order.tenant_id and y.id = p_order.payer_id and (coalesce(y.cpf, q.cpf) is not null
        or y.identity <> 'counter' and exists (
          select from app.pix_charges p where p.tenant_id = p_order.tenant_id and p.payer_id = y.id))));
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
    'seats', app.order_seats(p_tenant_id, p_order_id), 'sections', app.order_sections(p_tenant_id, p_order_id));
end;
$function$;

COMMENT ON FUNCTION "app"."begin_order_pix"(uuid, uuid, uuid, text) IS 'Caller: order-page, for whoever has the link of an order. A PIX over what is open of it, as app.begin_pix. Errors: PT404 order_not_found, PT409 order_not_payable, and those of app.begin_pix.';

COMMENT ON FUNCTION "app"."begin_pix"(uuid, uuid, uuid[], text) IS 'A PIX over what is open of these charges of one payer; idempotent by p_id, and the same charges are not asked for twice. Whoever calls has checked who asks. Returns {pix, may_charge, thread_key, payer {name, cpf_cnpj, email, asaas_customer_id}}; may_charge is true for one caller at a time, who looks for a charge with externalReference = pix.id before creating one. Errors: PT400 missing_client_id, PT404 session_charge_not_found, PT400 invalid_cpf_cnpj, PT409 pix_not_connected, PT409 client_id_in_use, PT409 already_paid, PT400 payer_document_required.';

COMMENT ON FUNCTION "app"."begin_pix_charge"(uuid, uuid, uuid[], text) IS 'Caller: owner, admin and operator, through charge-by-pix. As app.begin_pix. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_charge_not_found, PT400 invalid_cpf_cnpj, PT409 pix_not_connected, PT409 client_id_in_use, PT409 already_paid, PT400 payer_document_required.';

COMMENT ON FUNCTION "app"."checkouts_to_ask"(uuid, uuid) IS 'Caller: order-page, when somebody comes back from Stripe before its event: the pages on which the order may have been paid [{session_id, account_id, key}]. Errors: none.';

COMMENT ON FUNCTION "app"."order_of_page"(uuid, text, text, boolean) IS 'Caller: order-page. The order behind a link {state: open | unknown | limited, order_id}; looks are counted by address, payments by order. Errors: none.';

COMMENT ON FUNCTION "app"."order_pix"(uuid, uuid) IS 'The PIX that waits to be paid for the charge of an order {amount_cents, copy_paste}; NULL where there is none.';

COMMENT ON FUNCTION "app"."order_seats"(uuid, uuid) IS 'The dates that an order has seats of, held or sold: [{name, quantity, place, start_local, is_cancelled}].';

COMMENT ON FUNCTION "app"."order_sections"(uuid, uuid) IS 'What else stands on the page of an order, from its top to its bottom: [{title, text, items: [{label, detail, href}]}]; text, items, detail and href may be null.';

COMMENT ON FUNCTION "app"."order_ways"(public.orders, integer) IS 'How whoever has the link of an order can pay it {card, pix, needs_document: a PIX asks for the CPF}.';

COMMENT ON FUNCTION "app"."show_order_page"(uuid, uuid) IS 'Caller: order-page, for whoever has the link of an order: what was bought, what is paid and how the rest can be paid; nobody''s name. Errors: none.';

REVOKE ALL ON FUNCTION "app"."begin_order_pix"(uuid, uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_order_pix"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_pix"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_order_pix"(uuid, uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."begin_pix"(uuid, uuid, uuid[], text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_pix"(uuid, uuid, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_pix"(uuid, uuid, uuid[], text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checkouts_to_ask"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checkouts_to_ask"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checkouts_to_ask"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."checkouts_to_ask"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."order_of_page"(uuid, text, text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_of_page"(uuid, text, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_of_page"(uuid, text, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_of_page"(uuid, text, text, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."order_pix"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_pix"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_pix"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_seats"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_seats"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_seats"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_sections"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_sections"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_sections"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."order_ways"(public.orders, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."order_ways"(public.orders, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."order_ways"(public.orders, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."show_order_page"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."show_order_page"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."show_order_page"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."show_order_page"(uuid, uuid) TO "service_role";
