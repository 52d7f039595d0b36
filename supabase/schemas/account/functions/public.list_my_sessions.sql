create function public.list_my_sessions()
returns table (id uuid, began_at timestamptz, used_at timestamptz, user_agent text, ip text, is_current boolean, gets_push boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_own_second_factor();
begin
  return query
    select s.id, s.created_at, greatest(s.created_at, s.updated_at, s.refreshed_at at time zone 'UTC'), left(s.user_agent, 400), host(s.ip),
      s.id is not distinct from app.session_id(),
      exists (select from app.push_subscriptions d where d.user_id = v_user and d.session_id = s.id)
    from auth.sessions s
    where s.user_id = v_user and (s.not_after is null or s.not_after > now())
    order by s.id is not distinct from app.session_id() desc, 3 desc
    limit 100;
end;
$$;
comment on function public.list_my_sessions() is 'Caller: whoever is signed in. Where they are: the present one first, then the latest used. Errors: PT401 not_signed_in, PT403 second_factor_required.';
revoke execute on function public.list_my_sessions() from public, anon, authenticated;
grant execute on function public.list_my_sessions() to authenticated;
