create function app.end_campaign_job(p_job app.jobs, p_sends jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  update app.jobs j set finished_at = now(), lease_token = null, leased_until = null
  where j.tenant_id = p_job.tenant_id and j.id = p_job.id;
  return jsonb_build_object('state', 'done', 'sends', p_sends);
end;
$$;
comment on function app.end_campaign_job(app.jobs, jsonb) is
  'Nothing is left to do for the job of a campaign: whoever resumes it makes another.';
revoke execute on function app.end_campaign_job(app.jobs, jsonb) from public, anon, authenticated;
