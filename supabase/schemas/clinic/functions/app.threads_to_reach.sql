create function app.threads_to_reach(p_tenant_id uuid, p_patient_id uuid)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  select t.id from app.threads_of_patient(p_tenant_id, p_patient_id) f (thread_id)
  join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = f.thread_id
  where not exists (select from public.channel_kinds k where k.family = t.channel and k.only_answers);
$$;
comment on function app.threads_to_reach(uuid, uuid) is
  'Conversations by which a patient can be written to: those of app.threads_of_patient, without what only carries answers (channel_kinds.only_answers).';
revoke execute on function app.threads_to_reach(uuid, uuid) from public, anon, authenticated;
