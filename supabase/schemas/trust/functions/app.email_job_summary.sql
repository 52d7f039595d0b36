create function app.email_job_summary(p_job app.jobs)
returns text
language sql
immutable
set search_path = ''
as $$
  select p_job.payload ->> 'to';
$$;
comment on function app.email_job_summary(app.jobs) is 'Whom an e-mail is for.';
revoke execute on function app.email_job_summary(app.jobs) from public, anon, authenticated;
