create function app.hold_seats(p_tenant_id uuid, p_lines jsonb, p_owner_kind text, p_owner_id uuid, p_expires_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_short jsonb;
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id, array(select l.slot_id from app.seat_lines(p_tenant_id, p_lines) l));
  perform app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'released');
  select jsonb_agg(jsonb_build_object('slot_id', s.id, 'name', p.name, 'starts_at', s.starts_at, 'wanted', l.quantity,
    'available', case when s.cancelled_at is null and s.starts_at > now() then s.capacity - s.reserved - s.sold else 0 end) order by s.id)
  into v_short
  from app.seat_lines(p_tenant_id, p_lines) l
  join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = l.slot_id
  join public.products p on p.tenant_id = p_tenant_id and p.id = s.product_id
  where l.quantity > s.capacity - s.reserved - s.sold or s.cancelled_at is not null or s.starts_at <= now();
  if v_short is not null then
    raise sqlstate 'PT409' using message = 'no_seats_left', detail = v_short;
  end if;
  insert into public.seat_holds (tenant_id, slot_id, quantity, owner_kind, owner_id, expires_at)
  select p_tenant_id, l.slot_id, l.quantity, p_owner_kind, p_owner_id, p_expires_at from app.seat_lines(p_tenant_id, p_lines) l;
  update public.schedule_slots s set reserved = s.reserved + l.quantity
  from app.seat_lines(p_tenant_id, p_lines) l where s.tenant_id = p_tenant_id and s.id = l.slot_id;
  if p_expires_at is not null and jsonb_array_length(p_lines) > 0 then
    perform app.enqueue_at(p_tenant_id, 'release_holds', jsonb_build_object('id', p_owner_id, 'owner_kind', p_owner_kind), p_expires_at);
  end if;
end;
$$;
comment on function app.hold_seats(uuid, jsonb, text, uuid, timestamptz) is
  'From now on the owner holds exactly these seats [{slot_id, quantity}] beside those it has taken: all or nothing. A repetition holds the same until p_expires_at (NULL: until they are released). Errors: PT400 invalid_quantity, PT404 slot_not_found, PT409 no_seats_left (detail: [{slot_id, name, starts_at, wanted, available}]; a date that was cancelled or has begun has none).';
revoke execute on function app.hold_seats(uuid, jsonb, text, uuid, timestamptz) from public, anon, authenticated;
