create function app.enqueue_lead_pulls(p_tenant_id uuid default null)
returns integer
language sql
set search_path = ''
as $$
  with queued as (
    insert into app.jobs as j (tenant_id, kind, payload, dedupe_key)
    select a.tenant_id, 'pull_leads', '{}', 'pull_leads' from app.dinamize_accounts a
    where a.is_pulling and a.refused_at is null and (p_tenant_id is null or a.tenant_id = p_tenant_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null
      do update set dead_at = null, attempts = 0, last_error = null, run_at = now() where j.dead_at is not null
    returning 1)
  select count(*)::int from queued;
$$;
comment on function app.enqueue_lead_pulls(uuid) is
  'Caller: process-jobs every 15 minutes, and who asks for it now: one reading of the list of each clinic, unless one is under way. How many.';
revoke execute on function app.enqueue_lead_pulls(uuid) from public, anon, authenticated;
grant execute on function app.enqueue_lead_pulls(uuid) to service_role;
