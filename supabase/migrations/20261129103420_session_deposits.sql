-- session deposits: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."order_payments"
  DROP CONSTRAINT "late_reason_is_known";

ALTER TABLE "public"."orders"
  DROP CONSTRAINT "order_channel_is_known";

CREATE TABLE "public"."session_deposits" (
  "tenant_id"       uuid                     NOT NULL,
  "session_type_id" uuid                     NOT NULL,
  "amount_cents"    integer                  NOT NULL,
  "hold_minutes"    integer                  NOT NULL DEFAULT 120,
  "asks_online"     boolean                  NOT NULL DEFAULT true,
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "deposit_hold_is_sane" CHECK (((hold_minutes >= 15) AND (hold_minutes <= 10080))),
  CONSTRAINT "deposit_is_an_amount" CHECK (((amount_cents >= 100) AND (amount_cents <= 100000000))),
  CONSTRAINT "session_deposits_pkey" PRIMARY KEY (tenant_id, session_type_id)
);

ALTER TABLE "public"."session_deposits"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_deposits" FROM "anon";

CREATE OR REPLACE FUNCTION app.ask_deposit (
  p_tenant_id    uuid,
  p_session_id   uuid,
  p_patient_id   uuid,
  p_order_id     uuid,
  p_channel      text,
  p_amount_cents integer DEFAULT NULL::integer
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions;
  v_rule public.session_deposits;
  v_known uuid;
  v_order public.orders;
  v_amount integer;
begin
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id for update;
  select * into v_rule from public.session_deposits d where d.tenant_id = p_tenant_id and d.session_type_id = v_session.session_type_id;
  if v_session.id is null or v_session.status = 'cancelled' or v_session.starts_at <= now() then
    return null;
  elsif p_channel = 'booking' and not (
    coalesce(v_rule.asks_online, false) and app.module_is_on(p_tenant_id, 'products') and app.can_be_paid_online(p_tenant_id)) then
    return null;
  end if;
  -- nobody pays ahead more than the session costs
  v_amount := coalesce(p_amount_cents, v_rule.amount_cents);
  if v_amount is null then
    return null;
  end if;
  v_amount := least(v_amount, nullif(v_session.price_cents, 0));
  select o.id into v_known from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id and o.state in ('pending', 'paid', 'fulfilled')
  where i.tenant_id = p_tenant_id and i.session_id = p_session_id and i.patient_id = p_patient_id and i.kind = 'deposit' limit 1;
  if v_known is not null then
    return v_known;
  end if;
  v_order := app.place_order(p_tenant_id, p_order_id, jsonb_build_object('channel', p_channel, 'patient_id', p_patient_id,
    'expires_minutes', greatest(least(coalesce(v_rule.hold_minutes, 120), floor(extract(epoch from v_session.starts_at - now()) / 60)::integer), 5),
    'items', jsonb_build_array(jsonb_build_object('session_id', p_session_id, 'patient_id', p_patient_id, 'price_cents', v_amount))));
  return v_order.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.can_be_paid_online (
  p_tenant_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null and a.key_refused_at is null)
    or exists (select from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null);
$function$;

CREATE OR REPLACE FUNCTION app.deposit_is_over (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from public.order_items i
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' and i.entry_id is null and s.status = 'cancelled');
$function$;

CREATE OR REPLACE FUNCTION app.deposit_of_booking (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('clinic', p_tenant_id, 'key', o.page_key, 'amount_cents', o.total_cents, 'expires_at', o.expires_at,
    'state', case when o.state in ('paid', 'fulfilled') then 'paid' when o.state = 'pending' then 'due' else 'over' end)
  from public.order_items i
  join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
  where i.tenant_id = p_tenant_id and i.session_id = p_session_id and i.patient_id = p_patient_id and i.kind = 'deposit'
  order by o.number desc limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.end_order (
  p_order public.orders,
  p_how   text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.orders o set
    expired_at = case when p_how = 'expired' then now() end, cancelled_at = case when p_how = 'cancelled' then now() end, expires_at = null
  where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
  perform app.close_charge(p_order.tenant_id, p_order.charge_id, 'Pedido nº ' || p_order.number || ' encerrado');
  -- coupons are locked before stock, as by whoever places an order
  perform app.give_coupon_back(p_order);
  perform app.release_stock(p_order.tenant_id, 'order', p_order.id);
  perform app.give_seats_back(p_order.tenant_id, p_order.id);
  -- sessions are locked before orders: their time is free a moment later
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'free_order_times', jsonb_build_object('order_id', p_order.id)
  where exists (
    select from public.order_items i
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'product' and i.session_id is not null);
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'expire_checkout', jsonb_build_object('checkout_id', k.id) from app.stripe_checkouts k
  where k.tenant_id = p_order.tenant_id and k.order_id = p_order.id and k.state = 'open' and k.session_id is not null;
  -- sessions are locked before whoever pays: not here
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'session_deposit', jsonb_build_object('order_id', p_order.id)
  where p_how = 'expired' and exists (
    select from public.order_items i where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'deposit');
  perform app.note_order(p_order.tenant_id, p_order.id, p_how);
  perform app.publish_event(p_order.tenant_id, 'order.cancelled', jsonb_build_object('order_id', p_order.id));
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.follow_deposit (
  p_tenant_id uuid,
  p_order_id  uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_sessions uuid[] := array(
    select distinct i.session_id from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' order by 1);
  v_order public.orders;
  v_free uuid[];
begin
  -- sessions are locked before whoever pays
  perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = any (v_sessions) order by s.id for update;
  begin
    v_order := app.lock_order(p_tenant_id, p_order_id);
  exception when sqlstate 'PT404' then
    return 'gone';
  end;
  if v_order.paid_cents > 0 then
    return 'kept';
  elsif v_order.state = 'pending' and app.deposit_is_over(p_tenant_id, p_order_id) then
    perform app.end_order(v_order, 'cancelled');
    return 'ended';
  elsif v_order.expired_at is null then
    return 'kept';
  end if;
  v_free := array(
    select s.id from public.sessions s
    join public.session_statuses u on u.key = s.status
    where s.tenant_id = p_tenant_id and s.id = any (v_sessions) and s.status <> 'cancelled' and not u.is_outcome and s.starts_at > now()
      -- a group goes on without who did not pay, which a person decides
      and (select count(*) from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = s.id) = 1
      and not exists (
        select from public.order_items i
        join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id and o.state in ('pending', 'paid', 'fulfilled')
        where i.tenant_id = p_tenant_id and i.session_id = s.id and i.kind = 'deposit' and o.id <> p_order_id)
    order by s.id);
  if v_free = '{}' then
    return 'kept';
  end if;
  perform app.cancel_sessions(p_tenant_id, v_free, 'O sinal não foi pago no prazo');
  perform app.publish_sessions(p_tenant_id, v_free);
  return 'released';
end;
$function$;

CREATE OR REPLACE FUNCTION app.online_booking_payload (
  p_booking public.online_bookings
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.booking_clinic(p_booking.tenant_id) || jsonb_build_object(
    'state', case when s.status = 'cancelled' then case p_booking.status when 'declined' then 'declined' else 'cancelled' end
      when u.is_outcome or s.ends_at <= now() then 'over' else p_booking.status end,
    'id', s.id, 'version', s.version, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
    'starts_local', app.local_text(s.starts_at, app.clinic_zone(s.tenant_id)),
    'therapist', t.name, 'type', y.name, 'is_online', s.is_online, 'name', coalesce(p_booking.social_name, p_booking.full_name), 'phone', p_booking.phone,
    'may_change', not u.is_outcome and now() < s.starts_at - make_interval(hours => (app.booking_settings_of(s.tenant_id)).change_hours),
    'deposit', app.deposit_of_booking(p_booking.tenant_id, s.id, p_booking.patient_id),
    'offers_intake', p_booking.is_first_visit and (app.booking_clinic(p_booking.tenant_id) -> 'asks_first_visit')::boolean)
  from public.sessions s
  join public.session_statuses u on u.key = s.status
  join public.therapists t on t.tenant_id = s.tenant_id and t.user_id = s.therapist_id
  join public.session_types y on y.tenant_id = s.tenant_id and y.id = s.session_type_id
  where s.tenant_id = p_booking.tenant_id and s.id = p_booking.session_id;
$function$;

CREATE OR REPLACE FUNCTION app.take_online_slot (
  p_settings   public.booking_settings,
  p_offer      public.booking_offers,
  p_form_token text,
  p_link_token text,
  p_link       text,
  p_form       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant_id uuid := p_offer.tenant_id;
  v_row public.sessions;
  v_at timestamptz := app.online_moment(p_form ->> 'starts_at');
  v_day date := (v_at at time zone app.clinic_zone(v_tenant_id))::date;
  v_room uuid;
  v_known uuid;
  v_new uuid;
  v_patient uuid;
  v_booking uuid := gen_random_uuid();
begin
  select s.room_id into v_room
  from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s where s.starts_at = v_at;
  if not found then
    return '{"state": "taken"}';
  end if;
  perform app.lock_agenda(v_tenant_id, array[p_offer.therapist_id], array[v_room]);
  -- who waited here looks again, for its own form as well
  if exists (select from app.booking_routes r where r.key_hash = app.booking_key('form', p_form_token) and r.tenant_id = v_tenant_id) then
    return '{"state": "booked"}';
  elsif not exists (
    select from app.online_slots(v_tenant_id, array[p_offer.therapist_id], p_offer.session_type_id, v_day, v_day) s
    where s.starts_at = v_at and s.room_id is not distinct from v_room
  ) then
    return '{"state": "taken"}';
  end if;
  v_row := app.typed_session(v_tenant_id, jsonb_build_object('therapist_id', p_offer.therapist_id, 'session_type_id', p_offer.session_type_id,
    'room_id', v_room, 'start_local', app.local_text(v_at, app.clinic_zone(v_tenant_id))));
  v_row.id := gen_random_uuid();
  v_row.ends_at := v_at + (v_row.ends_at - v_row.starts_at);
  -- of a time that the clock shows twice it is the one that was chosen
  v_row.starts_at := v_at;
  -- somebody known and somebody new cost the same work, so that the time it takes tells nothing
  v_known := app.patient_who_booked(v_tenant_id, p_form ->> 'phone', array[p_form ->> 'full_name', p_form ->> 'social_name']);
  begin
    v_new := app.add_online_patient(v_tenant_id, p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone');
    if v_known is not null then
      raise sqlstate 'ZKNWN';
    end if;
  exception when sqlstate 'ZKNWN' then
    v_new := null;
  end;
  v_patient := coalesce(v_known, v_new);
  perform app.insert_session(v_row, array[v_patient]);
  insert into public.online_bookings (tenant_id, id, session_id, patient_id, status, is_new, is_first_visit, full_name, social_name, phone, message,
    accepted_text)
  values (v_tenant_id, v_booking, v_row.id, v_patient, case when p_settings.needs_approval then 'requested' else 'booked' end, v_new is not null,
    p_form -> 'first_visit' is not distinct from 'true', p_form ->> 'full_name', p_form ->> 'social_name', p_form ->> 'phone', p_form ->> 'message',
    p_settings.privacy_text);
  insert into app.booking_routes (key_hash, tenant_id, booking_id)
  values (app.booking_key('form', p_form_token), v_tenant_id, v_booking), (app.booking_key('link', p_link_token), v_tenant_id, v_booking);
  if not p_settings.needs_approval then
    perform app.ask_deposit(v_tenant_id, v_row.id, v_patient, gen_random_uuid(), 'booking');
  end if;
  -- a person waits for the answer: it does not wait for the grace of the desk
  update app.session_notice_wishes w set due_at = now(), link = p_link
  where w.tenant_id = v_tenant_id and w.patient_id = v_patient and w.session_id = v_row.id;
  perform app.enqueue_at(v_tenant_id, 'session_notice', jsonb_build_object('id', v_patient), now());
  perform app.tell_of_online_booking(v_tenant_id, v_row.id, v_patient,
    case when p_settings.needs_approval then 'online_requested' else 'online_booked' end);
  perform app.publish_sessions(v_tenant_id, array[v_row.id]);
  return '{"state": "booked"}';
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_order_money (
  p_order      public.orders,
  p_entry_id   uuid,
  p_provider   text,
  p_reference  text,
  p_payment_id uuid          DEFAULT NULL::uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order public.orders := p_order;
  v_reason text;
  v_charge uuid;
  v_counts integer;
begin
  if v_order.cancelled_at is not null and p_payment_id is null then
    v_reason := 'cancelled';
  elsif v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    v_reason := 'paid_twice';
  elsif p_payment_id is null and app.deposit_is_over(v_order.tenant_id, v_order.id) then
    -- nobody keeps a time for it any more
    v_reason := 'session_off';
  else
    perform from public.coupons c where c.tenant_id = v_order.tenant_id and c.id = v_order.coupon_id for update;
    begin
      -- what is held stays held; what was let go is held again, if it is still there
      perform app.hold_order(v_order, null);
    exception when sqlstate 'PT409' then
      if sqlerrm not in ('out_of_stock', 'no_seats_left', 'time_taken') or p_payment_id is not null then
        raise;
      end if;
      v_reason := 'expired';
    end;
  end if;
  -- what is more than the order asks for is the payer's credit
  select least(m.free_cents, case when v_reason is null then v_order.total_cents - v_order.refunded_cents - v_order.paid_cents else m.free_cents end)
  into v_counts from public.money_payments m where m.tenant_id = v_order.tenant_id and m.id = p_entry_id;
  if v_reason is null then
    if v_order.expired_at is not null or v_order.cancelled_at is not null then
      perform app.note_order(v_order.tenant_id, v_order.id, 'revived');
      perform app.keep_coupon_use(v_order);
    end if;
    update public.orders o set expired_at = null, cancelled_at = null, expires_at = null
    where o.tenant_id = v_order.tenant_id and o.id = v_order.id;
    v_charge := app.order_charge(v_order.tenant_id, v_order.id);
  end if;
  if p_payment_id is not null and v_reason is null then
    update public.order_payments p set state = 'honoured', amount_cents = v_counts where p.tenant_id = v_order.tenant_id and p.id = p_payment_id;
  elsif p_payment_id is null then
    insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents, state, reason)
    values (v_order.tenant_id, v_order.id, p_provider, p_reference, p_entry_id, v_counts, case when v_reason is null then 'counted' else 'late' end, v_reason);
  end if;
  if v_reason is null then
    perform app.note_order(v_order.tenant_id, v_order.id, 'payment', (
      select jsonb_build_object('amount_cents', m.amount_cents, 'over_cents', nullif(m.free_cents - v_counts, 0), 'provider', p_provider, 'method', e.method)
      from public.money_payments m join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id
      where m.tenant_id = v_order.tenant_id and m.id = p_entry_id));
    perform app.pay_charges(v_order.tenant_id, array[p_entry_id], array[v_charge]);
    perform app.refresh_order(v_order.tenant_id, v_order.id);
    return 'counted';
  end if;
  if v_reason in ('expired', 'session_off') and v_order.expired_at is null and v_order.paid_cents = 0 then
    perform app.end_order(v_order, case v_reason when 'expired' then 'expired' else 'cancelled' end);
  end if;
  perform app.note_order(v_order.tenant_id, v_order.id, 'payment_late', jsonb_build_object('reason', v_reason));
  perform app.raise_alert(v_order.tenant_id, 'order_money', p_reference, jsonb_build_object('order_id', v_order.id, 'number', v_order.number));
  perform app.refresh_order(v_order.tenant_id, v_order.id);
  return 'late';
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_sessions__end_deposits()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- orders are locked after sessions, and not by whoever cancels many of them
  insert into app.jobs (tenant_id, kind, payload)
  select distinct new.tenant_id, 'session_deposit', jsonb_build_object('order_id', o.id)
  from public.order_items i
  join public.orders o on o.tenant_id = new.tenant_id and o.id = i.order_id and o.state = 'pending'
  where i.tenant_id = new.tenant_id and i.session_id = new.id and i.kind = 'deposit';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.ask_session_deposit (
  p_tenant_id    uuid,
  p_id           uuid,
  p_session_id   uuid,
  p_patient_id   uuid,
  p_amount_cents integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_order uuid;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if exists (select from public.orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    return app.order_json(p_tenant_id, p_id);
  end if;
  if not exists (
    select from public.session_patients x
    where x.tenant_id = p_tenant_id and x.session_id = p_session_id and x.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  v_order := app.ask_deposit(p_tenant_id, p_session_id, p_patient_id, p_id, 'desk', case when p_amount_cents is not null then app.require_amount(p_amount_cents) end);
  if v_order is null then
    raise sqlstate 'PT409' using message = 'no_deposit_to_ask';
  end if;
  return app.order_json(p_tenant_id, v_order);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.decide_online_booking (
  p_tenant_id  uuid,
  p_session_id uuid,
  p_accepts    boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
  v_row public.online_bookings;
begin
  select * into v_row from public.online_bookings b where b.tenant_id = p_tenant_id and b.session_id = p_session_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  if v_row.status <> 'requested' or v_session.status = 'cancelled' or p_accepts is null then
    return app.session_payload(p_tenant_id, p_session_id);
  end if;
  update public.online_bookings b set status = case when p_accepts then 'booked' else 'declined' end, decided_by = auth.uid(), decided_at = now()
  where b.tenant_id = p_tenant_id and b.id = v_row.id;
  if p_accepts then
    perform app.ask_deposit(p_tenant_id, p_session_id, v_row.patient_id, gen_random_uuid(), 'booking');
    -- what was told until now is that somebody asked
    insert into app.session_notice_wishes as w (tenant_id, patient_id, session_id, told, due_at)
    values (p_tenant_id, v_row.patient_id, p_session_id, jsonb_set(app.session_facts(app.session_state(p_tenant_id, p_session_id), v_row.patient_id),
      '{stands}', 'false'), now())
    on conflict (tenant_id, patient_id, session_id) do update set due_at = least(w.due_at, excluded.due_at);
    perform app.enqueue_at(p_tenant_id, 'session_notice', jsonb_build_object('id', v_row.patient_id), now());
  else
    perform app.cancel_sessions(p_tenant_id, array[p_session_id], 'Pedido online recusado');
  end if;
  return app.publish_sessions(p_tenant_id, array[p_session_id]);
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_session_deposit (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select jsonb_build_object('amount_cents', case when d.amount_cents is not null then least(d.amount_cents, nullif(s.price_cents, 0)) end,
      'may_ask', s.status <> 'cancelled' and s.starts_at > now(), 'orders', coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state, 'patient_id', i.patient_id, 'amount_cents', i.total_cents,
        'expires_at', o.expires_at, 'expired_at', o.expired_at) order by o.number desc)
      from public.order_items i join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id
      where i.tenant_id = p_tenant_id and i.session_id = s.id and i.kind = 'deposit'), '[]'))
    from public.sessions s
    left join public.session_deposits d on d.tenant_id = p_tenant_id and d.session_type_id = s.session_type_id
    where s.tenant_id = p_tenant_id and s.id = p_session_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_deposit"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session_deposits (
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
  return jsonb_build_object(
    'hold_minutes', coalesce((select max(d.hold_minutes) from public.session_deposits d where d.tenant_id = p_tenant_id), 120),
    'asks_online', coalesce((select bool_or(d.asks_online) from public.session_deposits d where d.tenant_id = p_tenant_id), true),
    'can_be_paid', app.can_be_paid_online(p_tenant_id),
    'types', coalesce((
      select jsonb_agg(jsonb_build_object('session_type_id', y.id, 'name', y.name, 'price_cents', y.price_cents, 'amount_cents', d.amount_cents)
        order by y.position, y.name)
      from public.session_types y
      left join public.session_deposits d on d.tenant_id = p_tenant_id and d.session_type_id = y.id
      where y.tenant_id = p_tenant_id and y.archived_at is null), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_deposits"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_session_deposits (
  p_tenant_id    uuid,
  p_hold_minutes integer,
  p_asks_online  boolean,
  p_deposits     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'products');
  if jsonb_typeof(p_deposits) is distinct from 'array' or jsonb_array_length(p_deposits) > 200 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'deposits';
  elsif exists (
    select from jsonb_array_elements(p_deposits) x where not exists (
      select from public.session_types y where y.tenant_id = p_tenant_id and y.id = app.typed_id(x ->> 'session_type_id'))
  ) then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  -- one at a time
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  delete from public.session_deposits d where d.tenant_id = p_tenant_id and not exists (
    select from jsonb_array_elements(p_deposits) x where app.typed_id(x ->> 'session_type_id') = d.session_type_id);
  insert into public.session_deposits (tenant_id, session_type_id, amount_cents, hold_minutes, asks_online)
  select distinct on (app.typed_id(x ->> 'session_type_id')) p_tenant_id, app.typed_id(x ->> 'session_type_id'), (x ->> 'amount_cents')::integer,
    coalesce(p_hold_minutes, 120), coalesce(p_asks_online, true)
  from jsonb_array_elements(p_deposits) x
  on conflict (tenant_id, session_type_id) do update set
    amount_cents = excluded.amount_cents, hold_minutes = excluded.hold_minutes, asks_online = excluded.asks_online;
  perform app.audit(p_tenant_id, 'deposits.saved', 'session_deposits', null, null,
    jsonb_build_object('hold_minutes', p_hold_minutes, 'asks_online', p_asks_online, 'types', jsonb_array_length(p_deposits)));
  return public.get_session_deposits(p_tenant_id);
exception when check_violation or not_null_violation or numeric_value_out_of_range or invalid_text_representation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."order_payments"
  ADD CONSTRAINT "late_reason_is_known" CHECK ((reason = ANY (ARRAY['expired'::text, 'cancelled'::text, 'paid_twice'::text, 'session_off'::text])));

ALTER TABLE "public"."orders"
  ADD CONSTRAINT "order_channel_is_known" CHECK ((channel = ANY (ARRAY['desk'::text, 'conversation'::text, 'shop'::text, 'booking'::text])));

ALTER TABLE "public"."session_deposits"
  ADD CONSTRAINT "session_deposits_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

CREATE TRIGGER session_deposits_touch
  BEFORE UPDATE ON public.session_deposits
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER sessions_end_deposits
  AFTER UPDATE OF status ON public.sessions
  FOR EACH ROW
  WHEN (((new.status = 'cancelled'::text) AND (old.status <> 'cancelled'::text)))
  EXECUTE FUNCTION app.tg_sessions__end_deposits();

CREATE POLICY "select_desk" ON "public"."session_deposits"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."session_deposits"."asks_online" IS 'Whoever books by the public link pays it there; the desk asks for it by hand.';

COMMENT ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) IS 'Asks a patient to pay ahead for a session that is to come: an order of its deposit, which holds the time until it is paid or expires. Of a session that is asked for already it is that order; NULL where nothing is asked for. The session is locked before the payer. Errors: those of app.place_order.';

COMMENT ON FUNCTION "app"."can_be_paid_online"(uuid) IS 'Whether the page of an order takes PIX or cards.';

COMMENT ON FUNCTION "app"."deposit_is_over"(uuid, uuid) IS 'Whether an order asks for the deposit of a session that is off.';

COMMENT ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) IS 'The deposit of a session as the link of its booking shows it {clinic, key: both open the page on which it is paid, amount_cents, expires_at, state due|paid|over}; NULL where none was asked for.';

COMMENT ON FUNCTION "app"."follow_deposit"(uuid, uuid) IS 'Caller: the job session_deposit, after an order with a deposit expired or its session was cancelled. What nobody paid in time frees the session; whose session is off is not asked to pay any more. {kept | ended | released | gone}; repeated, it changes nothing. Errors: none.';

COMMENT ON FUNCTION "app"."tg_sessions__end_deposits"() IS 'A session that is cancelled asks for no deposit any more.';

COMMENT ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) IS 'Caller: owner, admin and operator. Asks a patient of a session to pay ahead, what its type says or p_amount_cents, never more than the session costs: an order, as get_order answers it. p_id comes from the client; a session that is asked for already keeps its order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_amount, PT404 session_not_found, PT409 no_deposit_to_ask.';

COMMENT ON FUNCTION "public"."get_session_deposit"(uuid, uuid) IS 'Caller: everybody but therapists. What a session asks for ahead and what became of it {amount_cents, may_ask, orders [{id, number, state, patient_id, amount_cents, expires_at, expired_at}], the latest first}; NULL where there is no such session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."get_session_deposits"(uuid) IS 'Caller: everybody but therapists. What each type of session asks for ahead {hold_minutes, asks_online, can_be_paid: a page of an order takes PIX or cards, types [{session_type_id, name, price_cents, amount_cents (NULL: nothing)}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';

COMMENT ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) IS 'Caller: owner and admin. What types of session ask for ahead: p_deposits [{session_type_id, amount_cents}] replaces all, p_hold_minutes (15 to 10080) is how long the time is held, p_asks_online whether whoever books by the link pays it there. Answers get_session_deposits. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_settings, PT404 session_type_not_found.';

COMMENT ON TABLE "public"."session_deposits" IS 'Deposits by type of session: how much, and how long the time is held for whoever has to pay it.';

REVOKE ALL ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."ask_deposit"(uuid, uuid, uuid, uuid, text, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."can_be_paid_online"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."can_be_paid_online"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."can_be_paid_online"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."deposit_is_over"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."deposit_is_over"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."deposit_is_over"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."deposit_of_booking"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."follow_deposit"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."follow_deposit"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."follow_deposit"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."follow_deposit"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_sessions__end_deposits"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_sessions__end_deposits"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_sessions__end_deposits"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."ask_session_deposit"(uuid, uuid, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposit"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_deposit"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposit"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposits"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_deposits"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_deposits"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_deposits"(uuid, integer, boolean, jsonb) TO "postgres";

REVOKE ALL ON TABLE "public"."session_deposits" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_deposits" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_deposits" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_deposits" TO "service_role";

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
-- Whoever is not asked today is asked tomorrow; people are told where it stays without an answer.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, open_function, dead_function) values
  ('renew_meta_token', 120, 8, false, 'app.open_token_renewals', 'app.give_up_token_renewal')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed,
  open_function = excluded.open_function, dead_function = excluded.dead_function;

insert into app.audit_actions (key, area, severity) values
  ('assistant.connected', 'settings', 'warning'),
  ('ai_document.saved', 'settings', 'notice'), ('ai_document.deleted', 'settings', 'notice'), ('ai_document.restored', 'settings', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

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

insert into app.audit_actions (key, area, severity) values
  ('product.created', 'sales', 'info'), ('product.changed', 'sales', 'info'), ('product.archived', 'sales', 'info'), ('product.restored', 'sales', 'info'),
  ('stock.adjusted', 'sales', 'notice'), ('stock.counted', 'sales', 'notice'),
  ('purchase.sent', 'sales', 'info'), ('purchase.received', 'sales', 'info'), ('purchase.cancelled', 'sales', 'info'),
  ('order.refunded', 'sales', 'notice'), ('order.cancelled', 'sales', 'notice'), ('order.late_settled', 'sales', 'notice'),
  ('coupon.saved', 'sales', 'notice'), ('deposits.saved', 'sales', 'notice'), ('review.decided', 'sales', 'info')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.order_buyers', 161, true, null, null),
  ('public.shipping_rates', 162, true, null, null),
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

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false), ('session_deposit', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An invoice says itself what became of it, and is tried again from its order.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('order_invoice', 8, false, 'app.give_up_order_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true), ('free_order_times', true)
on conflict (kind) do update set is_listed = excluded.is_listed;

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
