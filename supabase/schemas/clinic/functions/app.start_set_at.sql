create function app.start_set_at(p_session public.sessions)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select coalesce((
    select max(e.created_at) from app.session_events e
    where e.tenant_id = p_session.tenant_id and e.session_id = p_session.id
      and e.before ->> 'starts_at' is distinct from e.after ->> 'starts_at'), p_session.created_at);
$$;
comment on function app.start_set_at(public.sessions) is 'When a session got the start that it has: when it was booked, or last moved.';
revoke execute on function app.start_set_at(public.sessions) from public, anon, authenticated;
