create function public.save_shop_deliveries(p_tenant_id uuid, p_form jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if jsonb_typeof(p_form -> 'rates') is distinct from 'array' or jsonb_array_length(p_form -> 'rates') > 300 then
    raise sqlstate 'PT400' using message = 'invalid_deliveries';
  end if;
  update public.shop_settings s set offers_pickup = (p_form -> 'offers_pickup') is distinct from 'false',
    pickup_note = app.trimmed(p_form ->> 'pickup_note', 300), hold_minutes = coalesce(app.typed_number(p_form ->> 'hold_minutes'), 120)
  where s.tenant_id = p_tenant_id;
  if not found then
    raise sqlstate 'PT409' using message = 'shop_not_ready', hint = 'Save the settings of the shop first.';
  end if;
  delete from public.shipping_rates r where r.tenant_id = p_tenant_id;
  insert into public.shipping_rates (tenant_id, id, name, cep_from, cep_to, max_grams, price_cents, free_from_cents, days_min, days_max, position)
  select p_tenant_id, coalesce(app.typed_id(r.rate ->> 'id'), gen_random_uuid()), app.normalize_name(r.rate ->> 'name'),
    regexp_replace(r.rate ->> 'cep_from', '[^0-9]', '', 'g'), regexp_replace(r.rate ->> 'cep_to', '[^0-9]', '', 'g'),
    app.typed_number(r.rate ->> 'max_grams'), app.typed_number(r.rate ->> 'price_cents'), app.typed_number(r.rate ->> 'free_from_cents'),
    app.typed_number(r.rate ->> 'days_min'), app.typed_number(r.rate ->> 'days_max'), r.n
  from jsonb_array_elements(p_form -> 'rates') with ordinality r (rate, n);
  return public.get_shop_deliveries(p_tenant_id);
exception when check_violation or not_null_violation or unique_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_deliveries';
end;
$$;
comment on function public.save_shop_deliveries(uuid, jsonb) is
  'Caller: owner, admin and supervisor, while the module is on. The whole form of get_shop_deliveries: rates that are not in it are gone; orders keep what they were told. Answers get_shop_deliveries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_deliveries, PT409 shop_not_ready.';
revoke execute on function public.save_shop_deliveries(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_shop_deliveries(uuid, jsonb) to authenticated;
