create function app.assistant_session(p_tenant_id uuid, p_patient_id uuid, p_session_id text, p_now timestamptz)
returns public.sessions
language sql
stable
set search_path = ''
as $$
  select s from public.sessions s
  join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id and sp.patient_id = p_patient_id
  join public.session_statuses u on u.key = s.status and not u.is_outcome
  join public.session_statuses mine on mine.key = sp.status and not mine.is_outcome
  where s.tenant_id = p_tenant_id and s.id = app.typed_id(p_session_id) and s.starts_at > p_now;
$$;
comment on function app.assistant_session(uuid, uuid, text, timestamptz) is
  'A session to come of a patient, by the id that a model names; NULL when it is none of theirs.';
revoke execute on function app.assistant_session(uuid, uuid, text, timestamptz) from public, anon, authenticated;
