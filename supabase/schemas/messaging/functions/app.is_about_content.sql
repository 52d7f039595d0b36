-- Whether an error speaks of what was written, so that another content would pass: 22 data, 23 constraints, 54 limits, PT
-- our own refusals. Others (a lock, a full disk) are not the event's fault, and the whole call is to be repeated.
create function app.is_about_content(p_sqlstate text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return left(p_sqlstate, 2) in ('22', '23', '54', 'PT');
end;
$$;
revoke execute on function app.is_about_content(text) from public, anon, authenticated;
