create function app.lock_seats(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid, p_slot_ids uuid[] default '{}')
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_stock_owner(p_tenant_id, p_owner_kind, p_owner_id);
  perform from public.schedule_slots s
  where s.tenant_id = p_tenant_id and (s.id = any (p_slot_ids) or s.id in (
    select h.slot_id from public.seat_holds h where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id))
  order by s.id for update;
end;
$$;
comment on function app.lock_seats(uuid, text, uuid, uuid[]) is
  'The locks of whoever changes the seats of an owner: the owner first, then all slots in one order. Whoever also holds stock locks that before.';
revoke execute on function app.lock_seats(uuid, text, uuid, uuid[]) from public, anon, authenticated;
