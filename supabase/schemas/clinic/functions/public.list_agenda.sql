create function public.list_agenda(
  p_tenant_id uuid, p_from date, p_to date, p_therapist_ids uuid[] default null, p_room_ids uuid[] default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text;
  v_from timestamptz;
  v_to timestamptz;
  v_ids uuid[];
begin
  perform app.require_member(p_tenant_id);
  if p_from is null or p_to is null or not isfinite(p_from) or not isfinite(p_to) or p_to < p_from or p_to - p_from > 61 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = '62 days at most.';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_from := app.local_moment(p_from::timestamp, v_zone);
  v_to := app.local_moment((p_to + 1)::timestamp, v_zone);
  v_ids := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and s.starts_at > v_from - interval '12 hours' and s.starts_at < v_to and s.ends_at > v_from
      and (p_therapist_ids is null or s.therapist_id = any (p_therapist_ids)) and (p_room_ids is null or s.room_id = any (p_room_ids)));
  return jsonb_build_object(
    'time_zone', v_zone, 'from', p_from, 'to', p_to, 'sessions', app.sessions_payload(p_tenant_id, v_ids),
    'working_hours', coalesce((
      select jsonb_agg(jsonb_build_object('therapist_id', w.therapist_id, 'room_id', w.room_id, 'date', w.day, 'starts_at', w.starts_at,
        'ends_at', w.ends_at, 'starts_local', app.local_text(w.starts_at, v_zone), 'ends_local', app.local_text(w.ends_at, v_zone),
        'is_extra', w.is_extra) order by w.starts_at, w.therapist_id)
      from app.working_ranges(p_tenant_id, p_from, p_to, p_therapist_ids) w
      join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = w.therapist_id and t.is_active), '[]'),
    'exceptions', coalesce((
      select jsonb_agg(to_jsonb(e)) from public.list_agenda_exceptions(p_tenant_id, p_from, p_to) e
      where p_therapist_ids is null or e.therapist_id is null or e.therapist_id = any (p_therapist_ids)), '[]'),
    'holidays', coalesce((
      select jsonb_agg(jsonb_build_object('day', h.day, 'name', h.name, 'scope', h.scope) order by h.day)
      from app.holidays_between(p_tenant_id, p_from, p_to) h), '[]'),
    'day_notes', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'day', n.day, 'body', n.body, 'created_by', n.created_by,
        'created_by_name', p.full_name, 'created_at', n.created_at) order by n.day, n.created_at, n.id)
      from public.agenda_day_notes n left join public.profiles p on p.id = n.created_by
      where n.tenant_id = p_tenant_id and n.day between p_from and p_to), '[]'));
end;
$$;
comment on function public.list_agenda(uuid, date, date, uuid[], uuid[]) is
  'Caller: members. All that a screen shows of some days (62 at most, p_to included): {time_zone, from, to, sessions, working_hours, exceptions, holidays, day_notes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';
revoke execute on function public.list_agenda(uuid, date, date, uuid[], uuid[]) from public, anon, authenticated;
grant execute on function public.list_agenda(uuid, date, date, uuid[], uuid[]) to authenticated;
