create function app.patients_of_thread(p_tenant_id uuid, p_thread_id uuid)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  select found.patient_id from (
    select l.patient_id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.thread_id = p_thread_id
    union
    select c.patient_id from public.conversation_addresses a
    join public.contact_phones c on c.tenant_id = a.tenant_id and c.phone = a.address
    where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id and c.patient_id is not null
  ) found
  join public.patients p on p.tenant_id = p_tenant_id and p.id = found.patient_id and p.merged_into_id is null;
$$;
comment on function app.patients_of_thread(uuid, uuid) is 'Patients whose conversation it is: by number, and by hand. Several where a number is of several; nobody who was merged into another.';
revoke execute on function app.patients_of_thread(uuid, uuid) from public, anon, authenticated;
grant execute on function app.patients_of_thread(uuid, uuid) to authenticated;
