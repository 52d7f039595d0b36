create function app.lead_push_summary(p_job app.jobs)
returns text
language sql
stable
set search_path = ''
as $$
  select l.full_name from public.crm_leads l where l.tenant_id = p_job.tenant_id and l.id = (p_job.payload ->> 'lead_id')::uuid;
$$;
comment on function app.lead_push_summary(app.jobs) is 'Whose lead is written at Dinamize.';
revoke execute on function app.lead_push_summary(app.jobs) from public, anon, authenticated;
