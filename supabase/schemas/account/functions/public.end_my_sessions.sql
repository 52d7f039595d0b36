create function public.end_my_sessions(p_session_id uuid default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_own_second_factor();
  v_ended integer;
begin
  -- a browser that subscribed before sessions were noted goes with all others
  delete from app.push_subscriptions d
  where d.user_id = v_user
    and (d.session_id = p_session_id or p_session_id is null and d.session_id is distinct from app.session_id());
  delete from auth.sessions s
  where s.user_id = v_user and (s.id = p_session_id or p_session_id is null and s.id is distinct from app.session_id());
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$$;
comment on function public.end_my_sessions(uuid) is
  'Caller: whoever is signed in. Ends one sign-in of theirs, or all but the present one, with what is sent to these browsers while the app is closed. Answers how many; said again it is none. Errors: PT401 not_signed_in, PT403 second_factor_required.';
revoke execute on function public.end_my_sessions(uuid) from public, anon, authenticated;
grant execute on function public.end_my_sessions(uuid) to authenticated;
