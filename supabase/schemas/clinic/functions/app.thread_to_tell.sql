-- The conversation in which a patient is told: that of whoever is to be told for them, else their own. A number that
-- nobody wrote with yet gets its conversation.
create function app.thread_to_tell(p_tenant_id uuid, p_patient_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_threads uuid[];
  v_phone text;
  v_name text;
  v_thread uuid;
begin
  select coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}'), min(x.phone), min(x.name)
  into v_threads, v_phone, v_name
  from (
    select app.thread_of_phone(p_tenant_id, r.phone) as thread_id, r.phone, r.full_name as name
    from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select t.thread_id, null, null from public.patient_relations r
    cross join lateral app.threads_to_reach(p_tenant_id, r.related_patient_id) t (thread_id)
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.related_patient_id is not null
  ) x;
  if cardinality(v_threads) = 0 and v_phone is null then
    select coalesce(array_agg(t.thread_id) filter (where t.thread_id is not null), '{}') into v_threads
    from app.threads_to_reach(p_tenant_id, p_patient_id) t (thread_id);
    select c.phone, p.name into v_phone, v_name
    from public.contact_phones c join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by c.is_primary desc, c.position limit 1;
  end if;
  if cardinality(v_threads) = 0 then
    if v_phone is null then
      return null;
    end if;
    v_thread := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
    v_threads := array[v_thread];
  end if;
  return (
    select t.thread_key from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = any (v_threads)
    order by t.last_message_at desc nulls last, t.id limit 1);
end;
$$;
comment on function app.thread_to_tell(uuid, uuid) is 'Caller: workers. Key of the conversation for notices about a patient; NULL when there is neither conversation nor number.';
revoke execute on function app.thread_to_tell(uuid, uuid) from public, anon, authenticated;
