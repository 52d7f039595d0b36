create function app.typed_moment(p_text text)
returns timestamp
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_parts text[] := regexp_match(p_text, '^([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?$');
begin
  if v_parts is null or v_parts[1]::int not between 1990 and 2200 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = coalesce(left(p_text, 40), '');
  end if;
  return make_timestamp(v_parts[1]::int, v_parts[2]::int, v_parts[3]::int, v_parts[4]::int, v_parts[5]::int, 0);
exception when datetime_field_overflow then
  raise sqlstate 'PT400' using message = 'invalid_moment', detail = left(p_text, 40);
end;
$$;
comment on function app.typed_moment(text) is
  'What a screen says of a moment, in the clinic''s time: 2026-12-01T15:00. Errors: PT400 invalid_moment.';
revoke execute on function app.typed_moment(text) from public, anon, authenticated;
grant execute on function app.typed_moment(text) to authenticated;
