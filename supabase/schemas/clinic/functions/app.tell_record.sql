create function app.tell_record(p_tenant_id uuid, p_patient_id uuid, p_entry_id uuid default null)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_tenant_id, 'record', jsonb_build_object('patient_id', p_patient_id, 'entry_id', p_entry_id));
$$;
comment on function app.tell_record(uuid, uuid, uuid) is 'Open screens hear that a record changed; who may read it asks for it.';
revoke execute on function app.tell_record(uuid, uuid, uuid) from public, anon, authenticated;
