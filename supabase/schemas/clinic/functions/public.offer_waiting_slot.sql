create function public.offer_waiting_slot(p_tenant_id uuid, p_slot jsonb, p_entry_ids uuid[])
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid := app.typed_id(p_slot ->> 'id');
  v_therapist uuid := app.typed_id(p_slot ->> 'therapist_id');
  v_minutes integer := app.typed_number(p_slot ->> 'minutes');
  v_starts_at timestamptz;
  v_slot public.waiting_slots;
  v_known integer;
begin
  perform app.require_member(p_tenant_id);
  if v_id is not null then
    select s.therapist_id into v_therapist from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = v_id;
  end if;
  perform app.require_waiting_therapist(p_tenant_id, v_therapist);
  if v_id is null then
    if v_minutes is null or v_minutes not between 5 and 720 then
      raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
    end if;
    v_starts_at := app.local_moment(app.typed_moment(p_slot ->> 'start_local'), app.clinic_zone(p_tenant_id));
    perform app.lock_agenda(p_tenant_id, array[v_therapist], '{}');
    if app.blocks(app.session_hits(p_tenant_id, v_therapist, null, v_starts_at, v_starts_at + make_interval(mins => v_minutes))) then
      raise sqlstate 'PT409' using message = 'time_taken';
    end if;
    select s.id into v_id from public.waiting_slots s
    where s.tenant_id = p_tenant_id and s.therapist_id = v_therapist and s.starts_at = v_starts_at and s.status = 'open';
    if v_id is null then
      insert into public.waiting_slots (tenant_id, therapist_id, room_id, starts_at, ends_at, is_automatic, created_by)
      values (p_tenant_id, v_therapist, (
          select r.id from public.rooms r
          where r.tenant_id = p_tenant_id and r.id = app.typed_id(p_slot ->> 'room_id') and r.archived_at is null),
        v_starts_at, v_starts_at + make_interval(mins => v_minutes), false, auth.uid())
      returning id into v_id;
    end if;
  end if;
  select * into v_slot from public.waiting_slots s where s.tenant_id = p_tenant_id and s.id = v_id for update;
  if v_slot.id is null then
    raise sqlstate 'PT404' using message = 'waiting_slot_not_found';
  end if;
  if v_slot.status <> 'open' or v_slot.starts_at <= now() then
    raise sqlstate 'PT409' using message = 'waiting_slot_closed';
  end if;
  select count(*) into v_known from public.waiting_list w
  where w.tenant_id = p_tenant_id and w.id = any (p_entry_ids) and w.status = 'waiting';
  if v_known = 0 or v_known < cardinality(p_entry_ids) then
    raise sqlstate 'PT404' using message = 'waiting_entry_not_found';
  end if;
  insert into public.waiting_list_offers as o (tenant_id, slot_id, entry_id, created_by)
  select p_tenant_id, v_id, e.id, auth.uid() from unnest(p_entry_ids) with ordinality e (id, n) order by e.n
  on conflict (tenant_id, slot_id, entry_id) do nothing;
  perform app.wake_waiting_slot(p_tenant_id, v_id);
  perform app.tell_waiting(p_tenant_id);
  return jsonb_build_object('id', v_id);
end;
$$;
comment on function public.offer_waiting_slot(uuid, jsonb, uuid[]) is
  'Caller: members; a therapist in the own agenda. Offers a time by hand to chosen entries, all at once: p_slot {id} of one that is on offer, or {therapist_id, start_local, minutes, room_id}. Whoever was asked already is not asked again. Answers {id} of the slot. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_moment, PT404 therapist_not_found, PT404 waiting_slot_not_found, PT404 waiting_entry_not_found, PT409 time_taken, PT409 waiting_slot_closed.';
revoke execute on function public.offer_waiting_slot(uuid, jsonb, uuid[]) from public, anon, authenticated;
grant execute on function public.offer_waiting_slot(uuid, jsonb, uuid[]) to authenticated;
