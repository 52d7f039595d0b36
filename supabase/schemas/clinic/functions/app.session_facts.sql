-- What a patient is told of a session, out of a state as session events keep it; NULL state: there was no session.
create function app.session_facts(p_state jsonb, p_patient_id uuid)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'starts_at', p_state ->> 'starts_at', 'therapist_id', p_state ->> 'therapist_id',
    'is_online', coalesce((p_state ->> 'is_online')::boolean, false),
    'stands', coalesce(p_state ->> 'status', 'cancelled') <> 'cancelled' and exists (
      select 1 from jsonb_array_elements(p_state -> 'patients') p
      where p ->> 'patient_id' = p_patient_id::text and p ->> 'status' <> 'cancelled'));
$$;
revoke execute on function app.session_facts(jsonb, uuid) from public, anon, authenticated;
