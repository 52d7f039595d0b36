create function app.is_absence(p_status text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_status in ('missed', 'excused', 'cancelled');
$$;
comment on function app.is_absence(text) is 'Whether nobody came: missed, excused or cancelled.';
revoke execute on function app.is_absence(text) from public, anon, authenticated;
