create function public.save_working_hours(p_tenant_id uuid, p_therapist_id uuid, p_hours jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_rules jsonb := case when jsonb_typeof(p_hours) = 'array' then p_hours else '[null]' end;
begin
  perform app.require_agenda_writer(p_tenant_id, array[p_therapist_id]);
  if jsonb_array_length(v_rules) > 100 or exists (
    select from jsonb_array_elements(v_rules) h
    where jsonb_typeof(h) <> 'object'
      or coalesce(h ->> 'weekday', '') not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or coalesce(h ->> 'from_time', '') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      or coalesce(h ->> 'until_time', '') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
      or h ->> 'until_time' <= h ->> 'from_time'
      or coalesce(app.typed_number(h ->> 'every_weeks'), 1) not between 1 and 8
  ) then
    raise sqlstate 'PT400' using message = 'invalid_hours', detail = 'A weekday, and an end after the beginning.';
  end if;
  perform app.lock_agenda(p_tenant_id, array[p_therapist_id], array(
    select app.typed_id(h ->> 'room_id') from jsonb_array_elements(v_rules) h));
  delete from public.working_hours h where h.tenant_id = p_tenant_id and h.therapist_id = p_therapist_id;
  insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time, room_id, every_weeks, counted_from)
  select p_tenant_id, p_therapist_id, h ->> 'weekday', (h ->> 'from_time')::time, (h ->> 'until_time')::time, app.typed_id(h ->> 'room_id'),
    coalesce(app.typed_number(h ->> 'every_weeks'), 1), coalesce(app.typed_date(h ->> 'counted_from'), '2024-01-01')
  from jsonb_array_elements(v_rules) h;
  perform app.tell_agenda(p_tenant_id, 'working_hours');
  return (select coalesce(jsonb_agg(to_jsonb(l)), '[]') from public.list_working_hours(p_tenant_id, p_therapist_id) l);
end;
$$;
comment on function public.save_working_hours(uuid, uuid, jsonb) is
  'Caller: owner, admin, supervisor and operator; a therapist the own ones. p_hours [{weekday, from_time, until_time, room_id, every_weeks, counted_from}] replaces all rules of the therapist; no session is changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_hours, PT400 invalid_date, PT404 therapist_not_found, PT404 room_not_found.';
revoke execute on function public.save_working_hours(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_working_hours(uuid, uuid, jsonb) to authenticated;
