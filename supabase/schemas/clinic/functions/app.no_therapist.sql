create function app.no_therapist()
returns uuid
language sql
immutable
parallel safe
set search_path = ''
as $$
  select '00000000-0000-0000-0000-000000000000'::uuid;
$$;
comment on function app.no_therapist() is 'Whose day it is when money belongs to no therapist: packages, monthly fees, what is not allocated.';
revoke execute on function app.no_therapist() from public, anon, authenticated;
