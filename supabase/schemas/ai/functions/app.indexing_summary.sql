-- What a job of a document is about: its title.
create function app.indexing_summary(p_job app.jobs)
returns text
language sql
stable
set search_path = ''
as $$
  select d.title from public.ai_documents d where d.tenant_id = p_job.tenant_id and d.id = (p_job.payload ->> 'id')::uuid;
$$;
revoke execute on function app.indexing_summary(app.jobs) from public, anon, authenticated;
