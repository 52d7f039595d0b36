create function app.parcel_cents(p_cents integer)
returns integer
language sql
immutable
set search_path = ''
as $$
  select (greatest(least(p_cents, 1000000000), 1) + 4999) / 5000 * 5000;
$$;

comment on function app.parcel_cents(integer) is 'The value that a carrier is asked to insure: up to the next R$ 50.';
revoke execute on function app.parcel_cents(integer) from public, anon, authenticated;
