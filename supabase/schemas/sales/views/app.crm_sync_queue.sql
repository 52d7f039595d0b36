-- Leads that wait for Dinamize, as the queue has them.
create view app.crm_sync_queue with (security_invoker = true) as
  select s.tenant_id, s.lead_id, s.status, s.error, s.wanted_at, j.id as job_id, j.run_at, j.attempts, j.last_error,
    j.leased_until > now() as is_running
  from public.crm_lead_sync s
  left join app.jobs j on j.tenant_id = s.tenant_id and j.dedupe_key = 'push_lead:' || s.lead_id and j.finished_at is null and j.dead_at is null
  where s.status in ('pending', 'failed');

comment on view app.crm_sync_queue is 'crm_sync_queue: what waits or failed, with the job that takes care of it.';

revoke all on app.crm_sync_queue from anon, authenticated;
grant select on app.crm_sync_queue to service_role;
