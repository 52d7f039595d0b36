create function app.tg_session_patients__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_patient_days(x.tenant_id, x.patients, x.sessions)
  from (
    select c.tenant_id, array_agg(distinct c.patient_id) as patients, array_agg(distinct c.session_id) as sessions
    from changed c group by c.tenant_id) x;
  return null;
end;
$$;
comment on function app.tg_session_patients__mark_days() is 'Who joins or leaves a session may be new, or dropped out, on other days.';
revoke execute on function app.tg_session_patients__mark_days() from public, anon, authenticated;
