create function app.give_up_campaign(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.pause_campaign(p_job.tenant_id, (p_job.payload ->> 'campaign_id')::uuid, 'worker_gave_up');
end;
$$;
comment on function app.give_up_campaign(app.jobs) is
  'Nobody works on the campaign any more: it says so, and can be resumed.';
revoke execute on function app.give_up_campaign(app.jobs) from public, anon, authenticated;
