create function app.parcel_grams(p_grams integer)
returns integer
language sql
immutable
set search_path = ''
as $$
  select (greatest(least(p_grams, 1000000), 1) + 99) / 100 * 100;
$$;

comment on function app.parcel_grams(integer) is 'The weight that a carrier is asked about: up to the next 100 g.';
revoke execute on function app.parcel_grams(integer) from public, anon, authenticated;
