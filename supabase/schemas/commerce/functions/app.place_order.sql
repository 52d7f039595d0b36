create function app.place_order(p_tenant_id uuid, p_id uuid, p_order jsonb)
returns public.orders
language plpgsql
set search_path = ''
as $$
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
    elsif v_line ->> 'shipping' is not null then
      insert into public.order_items (tenant_id, order_id, position, kind, name, quantity, price_cents)
      values (p_tenant_id, p_id, v_position, 'shipping', v_line ->> 'shipping', 1, (v_line ->> 'price_cents')::integer);
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
      insert into public.order_items (tenant_id, order_id, position, variant_id, slot_id, session_id, patient_id, name, sku, quantity, price_cents, discount_cents)
      values (p_tenant_id, p_id, v_position, v_variant.id, app.typed_id(v_line ->> 'slot_id'), app.typed_id(v_line ->> 'booked_id'),
        case when v_line ->> 'booked_id' is not null then v_patient end, v_variant.name, v_variant.sku, v_quantity, v_price, v_discount);
    end if;
  end loop;
  update public.orders o set subtotal_cents = (
    select sum(i.quantity * i.price_cents - i.discount_cents) from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_id)
  where o.tenant_id = p_tenant_id and o.id = p_id;
  if nullif(btrim(p_order ->> 'coupon'), '') is not null then
    perform app.use_coupon(p_tenant_id, p_order ->> 'coupon', p_id, v_payer);
  end if;
  -- what was booked with it costs what was paid for it
  update public.sessions s set price_cents = i.total_cents from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_id and i.kind = 'product' and s.tenant_id = p_tenant_id and s.id = i.session_id;
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
$$;
comment on function app.place_order(uuid, uuid, jsonb) is
  'A new order {channel, contact_id | patient_id, thread_key, items: [{variant_id, quantity, discount_cents} | {session_id, patient_id, price_cents} | {shipping: its name, price_cents}], coupon, expires_minutes, note}: who buys in a conversation and is not named is its person; prices are the clinics, a line of a product may have slot_id (a date of it) and booked_id (a session that was booked for it); stock and seats are held until it expires, the coupon is used. Whoever calls has checked who asks. Errors: PT400 order_is_empty, PT400 invalid_order, PT400 invalid_quantity, PT400 invalid_amount, PT404 contact_not_found, PT404 conversation_not_found, PT404 patient_not_found, PT404 session_not_found, PT404 variant_not_found, PT409 out_of_stock, PT409 no_seats_left, PT404 slot_not_found, PT409 coupon_not_for_profession, and those of app.use_coupon.';
revoke execute on function app.place_order(uuid, uuid, jsonb) from public, anon, authenticated;
