create function public.move_session(
  p_tenant_id uuid, p_id uuid, p_version integer, p_start_local text default null, p_minutes integer default null, p_therapist_id uuid default null,
  p_room_id uuid default null, p_scope text default 'this', p_set jsonb default '{}', p_decisions jsonb default '{}',
  p_squeeze_in_reason text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.sessions;
  v_starts_at timestamptz;
  v_minutes integer;
  v_therapist uuid;
  v_room uuid;
  v_ids uuid[];
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  if p_scope is null or p_scope not in ('this', 'following', 'all') then
    raise sqlstate 'PT400' using message = 'invalid_scope';
  end if;
  perform app.lock_series_of(p_tenant_id, p_id, p_scope);
  v_old := app.lock_session(p_tenant_id, p_id, p_version);
  v_zone := app.clinic_zone(p_tenant_id);
  v_therapist := coalesce(p_therapist_id, v_old.therapist_id);
  perform app.require_agenda_writer(p_tenant_id, array[v_therapist]);
  if v_therapist <> v_old.therapist_id and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active
  ) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  v_room := case when p_set ? 'room_id' then app.typed_id(p_set ->> 'room_id') else coalesce(p_room_id, v_old.room_id) end;
  if (select u.is_outcome from public.session_statuses u where u.key = v_old.status) then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_old.status;
  end if;
  v_minutes := coalesce(p_minutes, (extract(epoch from v_old.ends_at - v_old.starts_at) / 60)::int);
  if v_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_starts_at := case when p_start_local is null then v_old.starts_at else app.local_moment(app.typed_moment(p_start_local), v_zone) end;
  if p_scope = 'this' or v_old.series_id is null then
    perform app.move_one_session(v_old, v_starts_at, v_starts_at + make_interval(mins => v_minutes), v_therapist, v_room, p_squeeze_in_reason);
    v_ids := array[p_id];
  else
    v_ids := app.move_series(v_old, v_starts_at, v_minutes, v_therapist, v_room, p_scope, p_set, p_decisions, p_squeeze_in_reason);
  end if;
  perform app.publish_sessions(p_tenant_id, v_ids, array[(v_old.starts_at at time zone v_zone)::date]);
  return jsonb_build_object('session', app.session_payload(p_tenant_id, p_id), 'moved', cardinality(v_ids), 'ids', to_jsonb(v_ids));
end;
$$;
comment on function public.move_session(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. p_version is the one that was read; NULL for start, minutes, therapist and room: as it is (p_set {"room_id": null} takes the room away). p_scope this, following (this slot and later ones go on as a series that begins there, with the rule changed by p_set {freq, weekdays, nth, count, until}) or all (the same from the first open one to come). p_decisions as in book_series. Answers {session, moved, ids}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_scope, PT404 session_not_found, PT409 changed_meanwhile, PT409 session_closed, PT400 invalid_moment, PT404 therapist_not_found, PT404 room_not_found, PT409 time_taken, PT409 series_clashes, PT400 invalid_rule.';
revoke execute on function public.move_session(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) from public, anon, authenticated;
grant execute on function public.move_session(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) to authenticated;
