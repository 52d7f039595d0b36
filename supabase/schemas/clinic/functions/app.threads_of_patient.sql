create function app.threads_of_patient(p_tenant_id uuid, p_patient_id uuid)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  select l.thread_id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.patient_id = p_patient_id
  union
  select app.thread_of_phone(p_tenant_id, c.phone) from public.contact_phones c
  where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id;
$$;
comment on function app.threads_of_patient(uuid, uuid) is 'Conversations of a patient: by number, and by hand.';
revoke execute on function app.threads_of_patient(uuid, uuid) from public, anon, authenticated;
grant execute on function app.threads_of_patient(uuid, uuid) to authenticated;
