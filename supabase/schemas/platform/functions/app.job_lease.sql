-- How long a worker has a job of this kind.
create function app.job_lease(p_kind text)
returns interval
language sql
stable
set search_path = ''
as $$
  select make_interval(secs => k.lease_seconds) from app.job_kinds k where k.kind = p_kind;
$$;
revoke execute on function app.job_lease(text) from public, anon, authenticated;
