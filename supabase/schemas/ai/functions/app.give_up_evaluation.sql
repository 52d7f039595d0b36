-- It failed as often as its kind allows: the screen says why, and the version is where it was.
create function app.give_up_evaluation(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_run public.ai_evaluation_runs;
begin
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_job.tenant_id and r.id = app.typed_id(p_job.payload ->> 'id') for update;
  if v_run.id is not null then
    perform app.drop_evaluation_turns(v_run.tenant_id, v_run.id);
    perform app.end_evaluation(v_run, 'failed', coalesce(p_job.last_error, 'internal'));
  end if;
end;
$$;
revoke execute on function app.give_up_evaluation(app.jobs) from public, anon, authenticated;
