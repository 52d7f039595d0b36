create function public.list_agenda_exceptions(p_tenant_id uuid, p_from date, p_to date)
returns table (
  id uuid, kind text, therapist_id uuid, room_id uuid, title text, starts_at timestamptz, ends_at timestamptz, starts_local text,
  ends_local text
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  v_zone := app.clinic_zone(p_tenant_id);
  return query
    select e.id, e.kind, e.therapist_id, e.room_id, e.title, e.starts_at, e.ends_at, app.local_text(e.starts_at, v_zone),
      app.local_text(e.ends_at, v_zone)
    from public.agenda_exceptions e
    where e.tenant_id = p_tenant_id and e.ends_at > app.local_moment(p_from::timestamp, v_zone)
      and e.starts_at < app.local_moment((p_to + 1)::timestamp, v_zone)
    order by e.starts_at, e.id;
end;
$$;
comment on function public.list_agenda_exceptions(uuid, date, date) is
  'Caller: members. Absences, extra hours and recess of some days. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_agenda_exceptions(uuid, date, date) from public, anon, authenticated;
grant execute on function public.list_agenda_exceptions(uuid, date, date) to authenticated;
