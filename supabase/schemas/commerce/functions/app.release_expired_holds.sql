create function app.release_expired_holds(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_now timestamptz default clock_timestamp())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_units integer;
begin
  perform app.lock_holds(p_tenant_id, p_owner_kind, p_owner_id);
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  -- what is held together ends together
  if not exists (
    select from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' and h.expires_at <= p_now
    union all
    select from public.seat_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open' and h.expires_at <= p_now)
  then
    return 0;
  end if;
  v_units := app.end_holds(p_tenant_id, p_owner_kind, p_owner_id, 'expired') + app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'expired');
  perform app.publish_event(p_tenant_id, 'stock.hold_expired', jsonb_build_object('owner_kind', p_owner_kind, 'owner_id', p_owner_id));
  return v_units;
end;
$$;
comment on function app.release_expired_holds(uuid, text, uuid, timestamptz) is
  'Caller: workers (release_holds), at the moment when a hold ends. Lets go of the units and seats that an owner holds if its time is over by now, and tells stock.hold_expired {owner_kind, owner_id}; how many units and seats. Errors: none.';
revoke execute on function app.release_expired_holds(uuid, text, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.release_expired_holds(uuid, text, uuid, timestamptz) to service_role;
