create function app.workflow_thread(p_run public.workflow_runs)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_key text;
  v_thread public.conversation_threads;
begin
  if p_run.thread_id is not null then
    select t.thread_key into v_key from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id;
  elsif p_run.patient_id is not null then
    v_key := app.thread_to_tell(p_run.tenant_id, p_run.patient_id);
  end if;
  v_thread := app.lock_thread_of_key(p_run.tenant_id, v_key);
  if v_thread.id is not null and p_run.thread_id is distinct from v_thread.id then
    update public.workflow_runs r set thread_id = v_thread.id where r.tenant_id = p_run.tenant_id and r.id = p_run.id;
  end if;
  return v_thread;
end;
$$;
comment on function app.workflow_thread(public.workflow_runs) is
  'The conversation of a run, which the caller holds, locked; a patient''s is that of whoever is told.';
revoke execute on function app.workflow_thread(public.workflow_runs) from public, anon, authenticated;
