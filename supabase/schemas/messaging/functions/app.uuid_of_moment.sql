-- The id that app.time_ordered_uuid would have given then: what is imported stands among the messages where it arrived.
create function app.uuid_of_moment(p_at timestamptz)
returns uuid
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_micros bigint := extract(epoch from p_at) * 1000000;
begin
  return encode(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(v_micros / 1000) from 3) || int2send((28672 + v_micros % 1000 * 4096 / 1000)::int2) from 1 for 8),
    'hex')::uuid;
end;
$$;
revoke execute on function app.uuid_of_moment(timestamptz) from public, anon, authenticated;
