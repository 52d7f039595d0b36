-- What a job is about, as its kind tells it; empty when the kind does not say.
create function app.job_summary(p_job app.jobs)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_function text;
  v_summary text;
begin
  select k.summary_function into v_function from app.job_kinds k where k.kind = p_job.kind;
  if v_function is not null then
    execute format('select %s($1)', v_function) into v_summary using p_job;
  end if;
  return coalesce(v_summary, '');
end;
$$;
revoke execute on function app.job_summary(app.jobs) from public, anon, authenticated;
