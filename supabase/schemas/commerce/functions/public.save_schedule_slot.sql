create function public.save_schedule_slot(p_tenant_id uuid, p_product_id uuid, p_slot jsonb)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid := app.typed_id(p_slot ->> 'id');
  v_starts timestamptz;
  v_minutes integer := app.typed_number(p_slot ->> 'minutes');
  v_capacity integer := app.typed_number(p_slot ->> 'capacity');
  v_place text := app.normalize_name(p_slot ->> 'place');
  v_slot public.schedule_slots;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if not exists (
    select from public.products p join public.product_kinds k on k.key = p.kind
    where p.tenant_id = p_tenant_id and p.id = p_product_id and k.has_seats) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  v_starts := app.local_moment(app.typed_moment(p_slot ->> 'start_local'), app.clinic_zone(p_tenant_id));
  if v_starts is null or coalesce(v_minutes, 0) not between 5 and 44640 or coalesce(v_capacity, 0) not between 1 and 5000
    or char_length(v_place) > 200 then
    raise sqlstate 'PT400' using message = 'invalid_slot';
  end if;
  if v_id is null then
    insert into public.schedule_slots (tenant_id, product_id, starts_at, ends_at, capacity, place)
    values (p_tenant_id, p_product_id, v_starts, v_starts + v_minutes * interval '1 minute', v_capacity, nullif(v_place, ''))
    returning id into v_id;
    return v_id;
  end if;
  select * into v_slot from public.schedule_slots s
  where s.tenant_id = p_tenant_id and s.id = v_id and s.product_id = p_product_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'slot_not_found';
  elsif v_slot.cancelled_at is not null then
    raise sqlstate 'PT409' using message = 'slot_cancelled';
  elsif v_capacity < v_slot.reserved + v_slot.sold then
    raise sqlstate 'PT409' using message = 'seats_in_use', detail = (v_slot.reserved + v_slot.sold)::text;
  end if;
  update public.schedule_slots s set starts_at = v_starts, ends_at = v_starts + v_minutes * interval '1 minute', capacity = v_capacity,
    place = nullif(v_place, '')
  where s.tenant_id = p_tenant_id and s.id = v_id;
  return v_id;
end;
$$;
comment on function public.save_schedule_slot(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. p_slot {id (of one that is there), start_local (YYYY-MM-DDTHH:MM on the clinic''s clock), minutes, capacity, place}; answers the id. Never fewer seats than are held or sold. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT400 invalid_slot, PT404 slot_not_found, PT409 slot_cancelled, PT409 seats_in_use (detail: how many).';
revoke execute on function public.save_schedule_slot(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_schedule_slot(uuid, uuid, jsonb) to authenticated;
