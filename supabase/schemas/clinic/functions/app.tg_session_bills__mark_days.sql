create function app.tg_session_bills__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.mark_patient_days(new.tenant_id, '{}', array[new.session_id]);
  return null;
end;
$$;
comment on function app.tg_session_bills__mark_days() is 'A cancellation is late, or no longer.';
revoke execute on function app.tg_session_bills__mark_days() from public, anon, authenticated;
