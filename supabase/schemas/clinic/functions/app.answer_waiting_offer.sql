-- The answer to an offer: the first yes is a session, in this transaction.
create function app.answer_waiting_offer(p_tenant_id uuid, p_offer_id uuid, p_yes boolean, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_slot public.waiting_slots;
  v_offer public.waiting_list_offers;
  v_entry public.waiting_list;
  v_zone text := app.clinic_zone(p_tenant_id);
  v_row public.sessions;
  v_other uuid;
begin
  select s.* into v_slot from public.waiting_list_offers o
  join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_offer_not_found';
  end if;
  -- agenda, slot, entry, offer: always in this order
  perform app.lock_agenda(p_tenant_id, array[v_slot.therapist_id], array[v_slot.room_id]);
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = v_slot.id for update;
  select w.* into v_entry from public.waiting_list_offers o
  join public.waiting_list w on w.tenant_id = o.tenant_id and w.id = o.entry_id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id for no key update of w;
  select * into v_offer from public.waiting_list_offers o where o.tenant_id = p_tenant_id and o.id = p_offer_id for update;
  if v_offer.state not in ('queued', 'open') then
    return jsonb_build_object('state', v_offer.state, 'session_id', v_offer.session_id);
  end if;
  if not p_yes then
    update public.waiting_list_offers o set state = 'refused', answered_at = p_now where o.tenant_id = p_tenant_id and o.id = p_offer_id;
    perform app.wake_waiting_slot(p_tenant_id, v_slot.id);
    perform app.tell_waiting(p_tenant_id);
    return jsonb_build_object('state', 'refused', 'session_id', null);
  end if;
  if v_offer.expires_at <= p_now or v_slot.starts_at <= p_now or v_entry.status <> 'waiting'
    or not exists (select from public.patients p
      where p.tenant_id = p_tenant_id and p.id = v_entry.patient_id and p.archived_at is null for key share) then
    update public.waiting_list_offers o
    set state = case when v_offer.expires_at <= p_now or v_slot.starts_at <= p_now then 'expired' else 'withdrawn' end
    where o.tenant_id = p_tenant_id and o.id = p_offer_id returning * into v_offer;
    perform app.wake_waiting_slot(p_tenant_id, v_slot.id);
    perform app.tell_waiting(p_tenant_id);
    return jsonb_build_object('state', v_offer.state, 'session_id', null);
  end if;
  v_row := app.typed_session(p_tenant_id, jsonb_build_object('therapist_id', v_slot.therapist_id, 'session_type_id', v_entry.session_type_id,
    'start_local', to_char(v_slot.starts_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'room_id', (
      select r.id from public.rooms r where r.tenant_id = p_tenant_id and r.id = v_slot.room_id and r.archived_at is null)));
  v_row.id := gen_random_uuid();
  -- the hour that a clock shows twice is the one that was offered
  v_row.ends_at := v_slot.starts_at + (v_row.ends_at - v_row.starts_at);
  v_row.starts_at := v_slot.starts_at;
  if app.blocks(app.session_hits(p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at)) then
    v_row.room_id := null;
  end if;
  if app.blocks(app.session_hits(p_tenant_id, v_row.therapist_id, null, v_row.starts_at, v_row.ends_at)) then
    perform app.close_waiting_slot(p_tenant_id, v_slot.id, 'filled', 'filled');
    return jsonb_build_object('state', 'filled', 'session_id', null);
  end if;
  update public.waiting_list_offers o set state = 'accepted', answered_at = p_now, session_id = v_row.id
  where o.tenant_id = p_tenant_id and o.id = p_offer_id;
  update public.waiting_list w set status = 'booked', ended_at = p_now where w.tenant_id = p_tenant_id and w.id = v_entry.id;
  perform app.close_waiting_slot(p_tenant_id, v_slot.id, 'filled', 'filled');
  -- what else was offered to them goes on to the next
  for v_other in
    select o.slot_id from public.waiting_list_offers o
    where o.tenant_id = p_tenant_id and o.entry_id = v_entry.id and o.state in ('queued', 'open') order by o.slot_id
  loop
    perform app.wake_waiting_slot(p_tenant_id, v_other);
  end loop;
  perform app.insert_session(v_row, array[v_entry.patient_id]);
  perform app.publish_sessions(p_tenant_id, array[v_row.id]);
  return jsonb_build_object('state', 'accepted', 'session_id', v_row.id);
end;
$$;
comment on function app.answer_waiting_offer(uuid, uuid, boolean, timestamptz) is
  'Caller: whoever knows that the person of the offer said so: the link, the desk, a word in the conversation. {state: accepted | refused | expired | withdrawn | filled | unsent, session_id}; a repetition answers what is there. A yes books the session in the same transaction; the next in turn is asked after a no. Errors: PT404 waiting_offer_not_found.';
revoke execute on function app.answer_waiting_offer(uuid, uuid, boolean, timestamptz) from public, anon, authenticated;
grant execute on function app.answer_waiting_offer(uuid, uuid, boolean, timestamptz) to service_role;
