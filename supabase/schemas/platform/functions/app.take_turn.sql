-- Counts a call of somebody who has no account. Whoever refuses because of it answers instead of raising: a refusal that is
-- raised takes its count back.
create function app.take_turn(p_key text, p_most integer, p_window interval)
returns boolean
language sql
set search_path = ''
as $$
  insert into app.rate_counts as r (key) values (p_key)
  on conflict (key) do update set
    count = case when r.began_at <= now() - p_window then 1 else r.count + 1 end,
    began_at = case when r.began_at <= now() - p_window then now() else r.began_at end
  returning r.count <= p_most;
$$;
comment on function app.take_turn(text, integer, interval) is 'True for the first p_most calls with the key in each window.';
revoke execute on function app.take_turn(text, integer, interval) from public, anon, authenticated;
grant execute on function app.take_turn(text, integer, interval) to service_role;
