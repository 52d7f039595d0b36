create function app.campaign_job_summary(p_job app.jobs)
returns text
language sql
stable
set search_path = ''
as $$
  select c.name from public.campaigns c
  where c.tenant_id = p_job.tenant_id and c.id = (p_job.payload ->> 'campaign_id')::uuid;
$$;
comment on function app.campaign_job_summary(app.jobs) is
  'The name of the campaign.';
revoke execute on function app.campaign_job_summary(app.jobs) from public, anon, authenticated;
