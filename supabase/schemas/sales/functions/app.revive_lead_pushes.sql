create function app.revive_lead_pushes(p_tenant_id uuid, p_jobs app.jobs[])
returns void
language sql
set search_path = ''
as $$
  update public.crm_lead_sync s set status = 'pending', error = null
  where s.tenant_id = p_tenant_id and s.status = 'failed' and s.lead_id in (select (j.payload ->> 'lead_id')::uuid from unnest(p_jobs) j);
$$;
comment on function app.revive_lead_pushes(uuid, app.jobs[]) is 'Leads whose jobs are tried again wait again.';
revoke execute on function app.revive_lead_pushes(uuid, app.jobs[]) from public, anon, authenticated;
