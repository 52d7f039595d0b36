create function app.write_shop_order(p_shop public.shop_settings, p_id uuid, p_cart jsonb, p_quote jsonb, p_buyer jsonb)
returns public.orders
language plpgsql
set search_path = ''
as $$
declare
  v_tenant_id uuid := p_shop.tenant_id;
  v_person jsonb;
  v_line record;
  v_items jsonb := '[]';
  v_way jsonb := p_quote -> 'way';
  v_order public.orders;
begin
  -- people before agendas, agendas before money, money before stock
  v_person := app.shop_buyer(v_tenant_id, p_buyer ->> 'full_name', p_buyer ->> 'phone', p_buyer ->> 'email', (p_quote -> 'needs_patient')::boolean);
  perform app.lock_agenda(v_tenant_id, array(
    select l.therapist_id from app.shop_lines(v_tenant_id, p_cart -> 'lines') l where l.therapist_id is not null), '{}');
  for v_line in select * from app.shop_lines(v_tenant_id, p_cart -> 'lines') l order by l.therapist_id, l.at, l.n loop
    v_items := v_items || jsonb_build_object('variant_id', v_line.variant_id, 'quantity', v_line.quantity, 'slot_id', v_line.slot_id,
      'booked_id', case when v_line.therapist_id is not null then app.book_shop_time(
        v_tenant_id, v_line.therapist_id, v_line.session_type_id, v_line.at, (v_person ->> 'patient_id')::uuid) end);
  end loop;
  if v_way is not null and v_way <> 'null' then
    v_items := v_items || jsonb_build_object('shipping', 'Entrega: ' || (v_way ->> 'name'), 'price_cents', v_way -> 'price_cents');
  end if;
  v_order := app.place_order(v_tenant_id, p_id, v_person || jsonb_build_object('channel', 'shop', 'items', v_items,
    'expires_minutes', p_shop.hold_minutes, 'coupon', case when (p_quote -> 'coupon_fits')::boolean then p_quote ->> 'coupon' end));
  if v_order.total_cents <> (p_quote ->> 'total_cents')::integer then
    raise sqlstate 'PT409' using message = 'total_changed';
  end if;
  insert into public.order_buyers (tenant_id, order_id, full_name, phone, email, cpf, accepted_text, delivery_kind, delivery_name, days_min, days_max,
    cep, street, number, complement, district, city, state)
  select v_tenant_id, p_id, b.full_name, b.phone, b.email, b.cpf, b.accepted_text, v_way ->> 'kind', v_way ->> 'name',
    (v_way ->> 'days_min')::smallint, (v_way ->> 'days_max')::smallint, case when s.is_sent then b.cep end, case when s.is_sent then b.street end,
    case when s.is_sent then b.number end, case when s.is_sent then b.complement end, case when s.is_sent then b.district end,
    case when s.is_sent then b.city end, case when s.is_sent then b.state end
  from jsonb_populate_record(null::public.order_buyers, p_buyer) b, (select v_way ->> 'kind' is not distinct from 'ship' as is_sent) s;
  return v_order;
end;
$$;
comment on function app.write_shop_order(public.shop_settings, uuid, jsonb, jsonb, jsonb) is
  'The order of a cart that was quoted and checked: who buys, their times in the agenda, then money, stock and seats. All or nothing. Errors: PT409 time_taken, PT409 out_of_stock, PT409 no_seats_left, PT409 total_changed, and those of app.place_order.';
revoke execute on function app.write_shop_order(public.shop_settings, uuid, jsonb, jsonb, jsonb) from public, anon, authenticated;
