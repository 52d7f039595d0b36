-- 5 s, 10 s, 20 s … up to 15 min unless the kind says otherwise, with ±20 % jitter so that a recovering provider is not
-- hit by all at once.
create function app.backoff(p_kind text, p_attempts integer)
returns interval
language sql
volatile
set search_path = ''
as $$
  select make_interval(secs =>
    least(k.backoff_cap_seconds, k.backoff_base_seconds * power(2, least(greatest(p_attempts, 1), 30) - 1)) * (0.8 + random() * 0.4))
  from app.job_kinds k where k.kind = p_kind;
$$;
revoke execute on function app.backoff(text, integer) from public, anon, authenticated;
grant execute on function app.backoff(text, integer) to service_role;
