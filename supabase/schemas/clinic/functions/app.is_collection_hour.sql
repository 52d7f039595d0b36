create function app.is_collection_hour(p_at timestamptz, p_zone text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case extract(isodow from l.at) when 7 then false when 6 then l.at::time >= '09:00' and l.at::time < '14:00'
    else l.at::time >= '09:00' and l.at::time < '20:00' end
  from (select p_at at time zone p_zone as at) l;
$$;
comment on function app.is_collection_hour(timestamptz, text) is
  'Whether it is a decent hour to remind somebody of money: Monday to Friday 9 to 20, Saturday 9 to 14.';
revoke execute on function app.is_collection_hour(timestamptz, text) from public, anon, authenticated;
