create function app.prune_audits(p_now timestamptz default now())
returns integer
language sql
set search_path = ''
as $$
  select coalesce(sum(app.prune_audit(c.tenant_id, p_now)), 0)::integer
  from (select tenant_id from app.audit_chains order by tenant_id) c;
$$;
comment on function app.prune_audits(timestamptz) is 'The clock, every night: what clinics keep no longer. Answers how many rows went.';
revoke execute on function app.prune_audits(timestamptz) from public, anon, authenticated;
grant execute on function app.prune_audits(timestamptz) to service_role;
