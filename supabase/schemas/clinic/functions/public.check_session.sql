create function public.check_session(
  p_tenant_id uuid, p_therapist_id uuid, p_start_local text, p_minutes integer, p_room_id uuid default null, p_session_id uuid default null
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_starts_at timestamptz;
  v_hits jsonb;
begin
  perform app.require_member(p_tenant_id);
  if p_minutes is null or p_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_starts_at := app.local_moment(app.typed_moment(p_start_local), app.clinic_zone(p_tenant_id));
  v_hits := app.session_hits(p_tenant_id, p_therapist_id, p_room_id, v_starts_at, v_starts_at + make_interval(mins => p_minutes),
    array_remove(array[p_session_id], null));
  return jsonb_build_object('is_free', not app.blocks(v_hits), 'may_squeeze_in', app.blocks(v_hits), 'hits', v_hits);
end;
$$;
comment on function public.check_session(uuid, uuid, text, integer, uuid, uuid) is
  'Caller: members. What a session at that time would meet, before anybody drops it: {is_free, may_squeeze_in, hits}. p_session_id is the one that is being moved. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_moment.';
revoke execute on function public.check_session(uuid, uuid, text, integer, uuid, uuid) from public, anon, authenticated;
grant execute on function public.check_session(uuid, uuid, text, integer, uuid, uuid) to authenticated;
