create function app.assistant_session_words(p_session public.sessions)
returns text
language sql
stable
set search_path = ''
as $$
  select app.moment_in_words(p_session.starts_at, app.clinic_zone(p_session.tenant_id)) || ', com ' || t.name
  from public.therapists t where t.tenant_id = p_session.tenant_id and t.user_id = p_session.therapist_id;
$$;
revoke execute on function app.assistant_session_words(public.sessions) from public, anon, authenticated;
