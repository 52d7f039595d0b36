-- Reads only: app.thread_to_tell makes a conversation where there is none.
create function app.person_to_tell(p_tenant_id uuid, p_patient_id uuid)
returns table (name text, phone text, thread_key text)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_threads uuid[];
begin
  select min(x.name), min(x.phone), coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}')
  into name, phone, v_threads
  from (
    select r.full_name as name, r.phone, app.thread_of_phone(p_tenant_id, r.phone) as thread_id
    from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select o.name, (
        select c.phone from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id = o.id
        order by c.is_primary desc, c.position limit 1), t.thread_id
    from public.patient_relations r
    join public.patients o on o.tenant_id = p_tenant_id and o.id = r.related_patient_id
    left join lateral app.threads_to_reach(p_tenant_id, r.related_patient_id) t (thread_id) on true
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told) x;
  if phone is null and cardinality(v_threads) = 0 then
    name := null;
    select c.phone into phone from public.contact_phones c
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id order by c.is_primary desc, c.position limit 1;
    v_threads := array(select t from app.threads_to_reach(p_tenant_id, p_patient_id) t);
  end if;
  select t.thread_key into thread_key from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = any (v_threads) order by t.last_message_at desc nulls last, t.id limit 1;
  if phone is null then
    select t.phone into phone from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = any (v_threads) and t.phone is not null
    order by t.last_message_at desc nulls last, t.id limit 1;
  end if;
  return next;
end;
$$;
comment on function app.person_to_tell(uuid, uuid) is
  'Who is called or written to about a patient: the name of whoever is told for them (NULL: the patient), a number, and their conversation; each NULL where there is none.';
revoke execute on function app.person_to_tell(uuid, uuid) from public, anon, authenticated;
