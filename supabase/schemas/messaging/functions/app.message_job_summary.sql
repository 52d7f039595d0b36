-- Whom a job about a message is about, and the beginning of its text.
create function app.message_job_summary(p_job app.jobs)
returns text
language sql
stable
set search_path = ''
as $$
  select concat_ws(' · ', coalesce(t.contact_name, t.phone), left(m.body, 80))
  from public.conversation_messages m
  join public.conversation_threads t on t.tenant_id = m.tenant_id and t.id = m.thread_id
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid;
$$;
revoke execute on function app.message_job_summary(app.jobs) from public, anon, authenticated;
