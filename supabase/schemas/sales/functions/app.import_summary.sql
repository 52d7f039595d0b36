-- What a job of an import is about: its file.
create function app.import_summary(p_job app.jobs)
returns text
language sql
stable
set search_path = ''
as $$
  select i.file_name from public.imports i where i.tenant_id = p_job.tenant_id and i.id = (p_job.payload ->> 'id')::uuid;
$$;
revoke execute on function app.import_summary(app.jobs) from public, anon, authenticated;
