-- In plpgsql, which keeps its plan.
create function app.first_uuid_of(p_moment timestamptz)
returns uuid
language plpgsql
immutable
set search_path = ''
as $$
begin
  return rpad(lpad(to_hex((extract(epoch from p_moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
end;
$$;
comment on function app.first_uuid_of(timestamptz) is 'Lower than every id that app.time_ordered_uuid makes from that moment on.';
revoke execute on function app.first_uuid_of(timestamptz) from public, anon, authenticated;
grant execute on function app.first_uuid_of(timestamptz) to service_role;
