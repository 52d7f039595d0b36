create function app.assistant_told(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with threads as materialized (
    select l.thread_id as id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.patient_id = p_patient_id
    union
    select a.thread_id from public.contact_phones c
    join public.conversation_addresses a on a.tenant_id = p_tenant_id and a.address = c.phone
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id),
  told as (
    select min(c.introduced_at) as at from public.ai_conversations c join threads t on t.id = c.thread_id where c.tenant_id = p_tenant_id),
  refused as (
    select max(u.finished_at) as at from public.ai_turns u join threads t on t.id = u.thread_id
    where u.tenant_id = p_tenant_id and u.state = 'handed' and u.reason = 'human_wanted')
  select case when told.at is not null then jsonb_build_object('told_at', told.at, 'wanted_person_at', refused.at) end from told, refused;
$$;
comment on function app.assistant_told(uuid, uuid) is
  'When a patient was told that an assistant answers, and when they last wanted a person instead: {told_at, wanted_person_at | null}; NULL: they were never told, because none answered.';
revoke execute on function app.assistant_told(uuid, uuid) from public, anon, authenticated;
