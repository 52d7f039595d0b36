create function app.person_scope(p_tenant_id uuid, p_patient_id uuid)
returns table (patients uuid[], threads uuid[], shared_threads uuid[], payers uuid[], addresses text[])
language sql
stable
set search_path = ''
as $$
  with recursive same(id) as (
    select p_patient_id
    union
    select p.id from public.patients p join same s on p.tenant_id = p_tenant_id and p.merged_into_id = s.id
  ), linked as (
    select distinct f.thread_id, exists (
      select from app.patients_of_thread(p_tenant_id, f.thread_id) o (id) where o.id not in (select id from same)) as is_shared
    from same, app.threads_of_patient(p_tenant_id, same.id) f (thread_id) where f.thread_id is not null
  )
  select array(select id from same),
    array(select l.thread_id from linked l where not l.is_shared),
    array(select l.thread_id from linked l where l.is_shared),
    array(select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id in (select id from same)),
    array(
      select s.spelling from (
      select a.address from public.conversation_addresses a
      join linked l on l.thread_id = a.thread_id and not l.is_shared where a.tenant_id = p_tenant_id
      union
      select f.phone from public.contact_phones f where f.tenant_id = p_tenant_id and f.patient_id in (select id from same)
        -- a phone of two people is the other one's too
        and not exists (
          select from public.contact_phones o where o.tenant_id = p_tenant_id and o.phone = f.phone and o.patient_id not in (select id from same))
      ) known (address)
      -- providers write a Brazilian mobile with its ninth digit or without
      cross join lateral (values (known.address), (regexp_replace(known.address, '^\+55(\d\d)9(\d{8})$', '+55\1\2'))) s (spelling)
      group by s.spelling);
$$;
comment on function app.person_scope(uuid, uuid) is
  'What is one person''s: the patient with those merged into it, conversations of nobody else, conversations that are another patient''s too, payers, addresses and phones.';
revoke execute on function app.person_scope(uuid, uuid) from public, anon, authenticated;
