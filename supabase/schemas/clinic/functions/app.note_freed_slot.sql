-- A session left its time: the time is put on offer once the grace period is over, where the clinic wants that.
create function app.note_freed_slot(p_tenant_id uuid, p_session_id uuid, p_before jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_settings public.waiting_list_settings := app.waiting_settings_of(p_tenant_id);
  v_starts_at timestamptz := (p_before ->> 'starts_at')::timestamptz;
  v_ends_at timestamptz := (p_before ->> 'ends_at')::timestamptz;
  v_therapist uuid := (p_before ->> 'therapist_id')::uuid;
  v_id uuid;
begin
  if not v_settings.is_on then
    return jsonb_build_object('skipped', 'off');
  end if;
  if v_starts_at is null or v_starts_at < p_now + make_interval(hours => v_settings.notice_hours) then
    return jsonb_build_object('skipped', 'too_soon');
  end if;
  if not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active)
    or app.session_hits(p_tenant_id, v_therapist, null, v_starts_at, v_ends_at) <> '[]' then
    return jsonb_build_object('skipped', 'not_free');
  end if;
  insert into public.waiting_slots (tenant_id, therapist_id, room_id, starts_at, ends_at, freed_session_id, is_automatic)
  values (p_tenant_id, v_therapist, (
      select r.id from public.rooms r
      where r.tenant_id = p_tenant_id and r.id = (p_before ->> 'room_id')::uuid and r.archived_at is null),
    v_starts_at, v_ends_at, p_session_id, true)
  on conflict (tenant_id, therapist_id, starts_at) where status = 'open' do nothing
  returning id into v_id;
  if v_id is null then
    return jsonb_build_object('skipped', 'on_offer');
  end if;
  perform app.enqueue_at(p_tenant_id, 'waiting_slot', jsonb_build_object('id', v_id), app.polite_moment(
    p_now + make_interval(mins => (app.agenda_settings_of(p_tenant_id)).grace_minutes), app.clinic_zone(p_tenant_id)));
  perform app.tell_waiting(p_tenant_id);
  return jsonb_build_object('id', v_id);
end;
$$;
comment on function app.note_freed_slot(uuid, uuid, jsonb, timestamptz) is
  'Caller: workers, when a session was cancelled, excused or moved; p_before is its state as events keep it. Answers {id} of the slot, or {skipped: off | too_soon | not_free | on_offer}.';
revoke execute on function app.note_freed_slot(uuid, uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function app.note_freed_slot(uuid, uuid, jsonb, timestamptz) to service_role;
