create function app.sell_order_packages(p_tenant_id uuid, p_order_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
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
$$;

comment on function app.sell_order_packages(uuid, uuid) is
  'Caller: the job sell_packages, once an order is paid, and give_order_package. Each package of sessions of the order is the patient''s, made once and paid with the order''s money; one whose patient nobody knows waits for a person. Answers how many were made. Errors: PT404 order_not_found, and those of app.open_package.';
revoke execute on function app.sell_order_packages(uuid, uuid) from public, anon, authenticated;
grant execute on function app.sell_order_packages(uuid, uuid) to service_role;
