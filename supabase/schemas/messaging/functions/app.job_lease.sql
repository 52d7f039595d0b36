create function app.job_lease()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '60 seconds';
$$;
revoke execute on function app.job_lease() from public, anon, authenticated;
