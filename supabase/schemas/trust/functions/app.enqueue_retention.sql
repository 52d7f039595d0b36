create function app.enqueue_retention()
returns integer
language sql
set search_path = ''
as $$
  with asked as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select c.tenant_id, 'run_retention', '{}', 'retention' from (
      select p.tenant_id from public.retention_policies p where p.is_on
      union select r.tenant_id from app.retained_identities r where r.keep_until < current_date) c
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning 1)
  select count(*)::integer from asked;
$$;
comment on function app.enqueue_retention() is 'Caller: process-jobs, every night. A job for each clinic that removes something when it is old; how many. Errors: none.';
revoke execute on function app.enqueue_retention() from public, anon, authenticated;
grant execute on function app.enqueue_retention() to service_role;
