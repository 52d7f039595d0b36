create function app.moment_of_uuid(p_id uuid)
returns timestamptz
language sql
immutable
set search_path = ''
as $$
  select to_timestamp((('x' || left(replace(p_id::text, '-', ''), 12))::bit(48)::bigint * 1000
    + (('x' || substr(replace(p_id::text, '-', ''), 14, 3))::bit(12)::integer * 1000 + 4095) / 4096) / 1000000.0);
$$;
comment on function app.moment_of_uuid(uuid) is 'When app.time_ordered_uuid made an id.';
revoke execute on function app.moment_of_uuid(uuid) from public, anon, authenticated;
