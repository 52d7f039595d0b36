create function public.save_agenda_exception(p_tenant_id uuid, p_id uuid, p_exception jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_kind text := p_exception ->> 'kind';
  v_therapist uuid := app.typed_id(p_exception ->> 'therapist_id');
  v_room uuid := app.typed_id(p_exception ->> 'room_id');
  v_from text := p_exception ->> 'from_local';
  v_until text := p_exception ->> 'until_local';
  v_zone text;
  v_old public.agenda_exceptions;
  v_row public.agenda_exceptions;
begin
  perform app.require_agenda_writer(p_tenant_id, array[v_therapist]);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_kind is null or v_kind not in ('absence', 'extra', 'recess') or (v_kind = 'recess') <> (v_therapist is null)
    or (v_room is not null and v_kind <> 'extra') then
    raise sqlstate 'PT400' using message = 'invalid_exception', detail = 'absence and extra are of a therapist, recess is of the clinic.';
  end if;
  select * into v_old from public.agenda_exceptions e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_old.id is not null then
    perform app.require_agenda_writer(p_tenant_id, array[v_old.therapist_id]);
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_row.starts_at := app.local_moment(
    app.typed_moment(case when char_length(v_from) = 10 then v_from || 'T00:00' else v_from end), v_zone);
  v_row.ends_at := app.local_moment(
    case when char_length(v_until) = 10 then app.typed_moment(v_until || 'T00:00') + interval '1 day' else app.typed_moment(v_until) end, v_zone);
  if v_row.ends_at <= v_row.starts_at or v_row.ends_at > v_row.starts_at + interval '400 days' then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'The end is after the beginning, 400 days at most.';
  end if;
  perform app.lock_agenda(p_tenant_id, array[v_therapist], array[v_room]);
  insert into public.agenda_exceptions (tenant_id, id, therapist_id, kind, starts_at, ends_at, room_id, title, created_by)
  values (p_tenant_id, p_id, v_therapist, v_kind, v_row.starts_at, v_row.ends_at, v_room, app.trimmed(p_exception ->> 'title', 120), auth.uid())
  on conflict (tenant_id, id) do update set
    therapist_id = excluded.therapist_id, kind = excluded.kind, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    room_id = excluded.room_id, title = excluded.title;
  perform app.tell_agenda(p_tenant_id, 'exceptions');
  return jsonb_build_object(
    'exception', (
      select to_jsonb(l) from public.list_agenda_exceptions(
        p_tenant_id, (v_row.starts_at at time zone v_zone)::date, (v_row.ends_at at time zone v_zone)::date) l
      where l.id = p_id),
    'sessions', case when v_kind = 'extra' then '[]'::jsonb else app.sessions_payload(p_tenant_id, array(
      select s.id from public.sessions s join public.session_statuses u on u.key = s.status and u.blocks_time and not u.is_outcome
      where s.tenant_id = p_tenant_id and s.starts_at < v_row.ends_at and s.starts_at > v_row.starts_at - interval '12 hours'
        and s.ends_at > v_row.starts_at and (v_therapist is null or s.therapist_id = v_therapist)
      order by s.starts_at limit 200)) end);
end;
$$;
comment on function public.save_agenda_exception(uuid, uuid, jsonb) is
  'Caller: owner, admin, supervisor and operator; a therapist the own ones. p_exception {kind: absence|extra|recess, therapist_id (null for recess), from_local, until_local, room_id, title}; a date alone is the whole day. Answers {exception, sessions: what is booked meanwhile, which nothing changes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_exception, PT400 invalid_moment, PT404 therapist_not_found, PT404 room_not_found.';
revoke execute on function public.save_agenda_exception(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_agenda_exception(uuid, uuid, jsonb) to authenticated;
