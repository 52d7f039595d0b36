create function public.list_waiting_matches(p_tenant_id uuid, p_therapist_id uuid, p_start_local text, p_minutes integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_starts_at timestamptz;
begin
  perform app.require_waiting_therapist(p_tenant_id, p_therapist_id);
  if p_minutes is null or p_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_starts_at := app.local_moment(app.typed_moment(p_start_local), app.clinic_zone(p_tenant_id));
  return app.waiting_entry_rows(p_tenant_id, array(
    select m.entry_id from app.waiting_matches(p_tenant_id, p_therapist_id, v_starts_at, v_starts_at + make_interval(mins => p_minutes)) m
    order by m.place limit 100));
end;
$$;
comment on function public.list_waiting_matches(uuid, uuid, text, integer) is
  'Caller: members; a therapist for the own agenda. Who waits and could come at a time, in their turn, as list_waiting_entries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_moment.';
revoke execute on function public.list_waiting_matches(uuid, uuid, text, integer) from public, anon, authenticated;
grant execute on function public.list_waiting_matches(uuid, uuid, text, integer) to authenticated;
