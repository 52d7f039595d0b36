-- How often a job of this kind is tried before it is dead.
create function app.max_attempts(p_kind text)
returns integer
language sql
stable
set search_path = ''
as $$
  select k.max_attempts from app.job_kinds k where k.kind = p_kind;
$$;
revoke execute on function app.max_attempts(text) from public, anon, authenticated;
