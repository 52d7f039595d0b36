-- patient.created, patient.changed, patient.archived, patient.restored
create function app.tg_patients__publish()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.publish_event(new.tenant_id, 'patient.' || case
      when tg_op = 'INSERT' then 'created'
      when old.archived_at is null and new.archived_at is not null then 'archived'
      when old.archived_at is not null and new.archived_at is null then 'restored'
      else 'changed' end, jsonb_build_object('patient_id', new.id));
  return null;
end;
$$;
revoke execute on function app.tg_patients__publish() from public, anon, authenticated;
