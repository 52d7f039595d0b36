-- Version 7 of RFC 9562: 48 bits of milliseconds, 12 of the fraction. Ids of messages tell the order of arrival, which
-- decides between two of the same second (WhatsApp counts in seconds), and they stay together in their indexes.
-- In plpgsql, which keeps its plan: a function in SQL that cannot be inlined is parsed anew by every statement.
create function app.time_ordered_uuid()
returns uuid
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_micros bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
  return encode(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(v_micros / 1000) from 3) || int2send((28672 + v_micros % 1000 * 4096 / 1000)::int2) from 1 for 8),
    'hex')::uuid;
end;
$$;
revoke execute on function app.time_ordered_uuid() from public, anon, authenticated;
grant execute on function app.time_ordered_uuid() to service_role;
