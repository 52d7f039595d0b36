create function app.assistant_tells(p_session public.sessions)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(select m.user_id from public.tenant_members m
    where m.tenant_id = p_session.tenant_id and m.status = 'active' and (m.user_id = p_session.therapist_id or m.role = 'operator') order by m.user_id);
$$;
comment on function app.assistant_tells(public.sessions) is
  'Who hears that a patient comes or does not: the therapist and the desk.';
revoke execute on function app.assistant_tells(public.sessions) from public, anon, authenticated;
