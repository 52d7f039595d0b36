create function app.uuid_of_number(p_at timestamptz, p_number bigint)
returns uuid
language sql
immutable
set search_path = ''
as $$
  select encode(
    substring(int8send((extract(epoch from p_at) * 1000000)::bigint / 1000) from 3)
      || int2send((28672 + (extract(epoch from p_at) * 1000000)::bigint % 1000 * 4096 / 1000)::int2) || int8send(p_number),
    'hex')::uuid;
$$;
comment on function app.uuid_of_number(timestamptz, bigint) is
  'Stands for a numbered row among ids of app.time_ordered_uuid: after what was made before that moment, and in the order of its numbers.';
revoke execute on function app.uuid_of_number(timestamptz, bigint) from public, anon, authenticated;
