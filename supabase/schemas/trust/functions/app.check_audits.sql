create function app.check_audits()
returns integer
language sql
set search_path = ''
as $$
  select coalesce(sum((not app.note_audit_check(c.tenant_id))::integer), 0)::integer
  from (select tenant_id from app.audit_chains order by tenant_id) c;
$$;
comment on function app.check_audits() is 'The clock, every night: checks the chains of all clinics. Answers how many are not whole.';
revoke execute on function app.check_audits() from public, anon, authenticated;
grant execute on function app.check_audits() to service_role;
