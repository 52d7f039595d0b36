-- 5 s, 10 s, 20 s … up to 15 min, with ±20 % jitter so that a recovering provider is not hit by all at once.
create function app.backoff(p_attempts integer)
returns interval
language sql
volatile
set search_path = ''
as $$
  select make_interval(secs => least(900, 5 * power(2, greatest(p_attempts, 1) - 1)) * (0.8 + random() * 0.4));
$$;
revoke execute on function app.backoff(integer) from public, anon, authenticated;
grant execute on function app.backoff(integer) to service_role;
