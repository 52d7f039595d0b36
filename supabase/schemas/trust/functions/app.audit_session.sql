create function app.audit_session(p_one jsonb, p_other jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select app.audit_changed(s.one, coalesce(s.other, '{}'))
  from (
    select one.state as one, other.state as other
    from (select p_one - 'patients' || jsonb_build_object('patient_ids', jsonb_path_query_array(p_one, '$.patients[*].patient_id')) as state) one,
      (select p_other - 'patients' || jsonb_build_object('patient_ids', jsonb_path_query_array(p_other, '$.patients[*].patient_id')) as state) other
    where p_one is not null
  ) s;
$$;
comment on function app.audit_session(jsonb, jsonb) is 'What of a session''s state (app.session_state) differs from another, as the audit shows it.';
revoke execute on function app.audit_session(jsonb, jsonb) from public, anon, authenticated;
