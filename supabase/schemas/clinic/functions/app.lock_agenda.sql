create function app.lock_agenda(p_tenant_id uuid, p_therapist_ids uuid[], p_room_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_therapists uuid[] := array(select distinct u from unnest(p_therapist_ids) u where u is not null);
  v_rooms uuid[] := array(select distinct u from unnest(p_room_ids) u where u is not null);
  v_count integer;
begin
  -- one writer an agenda and a room, always in this order: who waits sees what the one before has booked
  select count(*) into v_count from (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = any (v_therapists)
    order by t.user_id for no key update) l;
  if v_count < cardinality(v_therapists) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  select count(*) into v_count from (
    select from public.rooms r where r.tenant_id = p_tenant_id and r.id = any (v_rooms)
    order by r.id for no key update) l;
  if v_count < cardinality(v_rooms) then
    raise sqlstate 'PT404' using message = 'room_not_found';
  end if;
end;
$$;
comment on function app.lock_agenda(uuid, uuid[], uuid[]) is
  'Locks the agendas that a booking writes. Errors: PT404 therapist_not_found, PT404 room_not_found.';
revoke execute on function app.lock_agenda(uuid, uuid[], uuid[]) from public, anon, authenticated;
