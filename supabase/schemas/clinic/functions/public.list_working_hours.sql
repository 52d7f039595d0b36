create function public.list_working_hours(p_tenant_id uuid, p_therapist_id uuid default null)
returns table (
  id uuid, therapist_id uuid, weekday text, from_time text, until_time text, room_id uuid, every_weeks smallint, counted_from date
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select h.id, h.therapist_id, h.weekday, to_char(h.from_time, 'HH24:MI'), to_char(h.until_time, 'HH24:MI'), h.room_id, h.every_weeks,
      h.counted_from
    from public.working_hours h
    where h.tenant_id = p_tenant_id and (p_therapist_id is null or h.therapist_id = p_therapist_id)
    order by h.therapist_id, array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], h.weekday), h.from_time, h.id;
end;
$$;
comment on function public.list_working_hours(uuid, uuid) is
  'Caller: members. Weekly rules of one therapist, or of all. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_working_hours(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_working_hours(uuid, uuid) to authenticated;
