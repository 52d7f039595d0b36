-- Nobody reads on: the channel's page says so, and offers to begin anew.
create function app.give_up_history_import(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.end_history_import(p_job.tenant_id, (p_job.payload ->> 'import_id')::uuid, 'failed', 'provider_unavailable');
end;
$$;
revoke execute on function app.give_up_history_import(app.jobs) from public, anon, authenticated;
