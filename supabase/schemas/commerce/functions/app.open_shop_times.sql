create function app.open_shop_times(p_slug text, p_item text, p_from date, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings;
  v_item record;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  select i.therapist_id, y.id as type_id, y.minutes, y.is_online, t.name, case when t.council is not null and t.council <> 'other'
    then concat_ws(' ', t.council, t.council_region, t.council_number) end as council
  into v_item from public.catalog_items i
  join public.products q on q.tenant_id = v_shop.tenant_id and q.id = i.product_id and q.archived_at is null
  join public.product_kinds k on k.key = q.kind and not k.gives_sessions
  join public.session_types y on y.tenant_id = v_shop.tenant_id and y.id = q.session_type_id and y.archived_at is null
  join public.therapists t on t.tenant_id = v_shop.tenant_id and t.user_id = i.therapist_id and t.is_active
  where i.tenant_id = v_shop.tenant_id and i.slug = p_item and i.is_published;
  if v_item.type_id is null then
    return '{"state": "none"}';
  end if;
  return jsonb_build_object('state', 'open', 'therapist', v_item.name, 'council', v_item.council, 'minutes', v_item.minutes,
    'is_online', v_item.is_online, 'time_zone', app.clinic_zone(v_shop.tenant_id))
    || app.online_days(v_shop.tenant_id, v_item.therapist_id, v_item.type_id, p_from);
end;
$$;
comment on function app.open_shop_times(text, text, date, text) is
  'Caller: shop. The free times of a service that is bought with one, as online booking offers them: {state: open | none | limited, therapist, council, minutes, is_online, time_zone, days: [{day, slots: [{at, time}]}], next}.';
revoke execute on function app.open_shop_times(text, text, date, text) from public, anon, authenticated;
grant execute on function app.open_shop_times(text, text, date, text) to service_role;
