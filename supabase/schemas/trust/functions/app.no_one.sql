create function app.no_one()
returns uuid
language sql
immutable
parallel safe
set search_path = ''
as $$
  select '00000000-0000-0000-0000-000000000000'::uuid;
$$;
comment on function app.no_one() is 'Stands in keys for nobody and for no channel.';
revoke execute on function app.no_one() from public, anon, authenticated;
