create function app.tg_session_patients__mark_changed_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_patient_days(x.tenant_id, x.patients, x.sessions)
  from (
    select c.tenant_id, array_agg(distinct c.patient_id) as patients, array_agg(distinct c.session_id) as sessions
    from (
      select a.tenant_id, a.session_id, a.patient_id, a.status from after a
      except
      select b.tenant_id, b.session_id, b.patient_id, b.status from before b
      union
      (select b.tenant_id, b.session_id, b.patient_id, b.status from before b
      except
      select a.tenant_id, a.session_id, a.patient_id, a.status from after a)
    ) c group by c.tenant_id) x;
  return null;
end;
$$;
comment on function app.tg_session_patients__mark_changed_days() is 'Who came, or, after a merge, whose it is: before and after.';
revoke execute on function app.tg_session_patients__mark_changed_days() from public, anon, authenticated;
