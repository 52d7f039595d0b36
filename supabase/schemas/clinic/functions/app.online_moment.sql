create function app.online_moment(p_text text)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_text ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]Z$' then
    return (left(p_text, 16)::timestamp) at time zone 'UTC';
  end if;
  return null;
exception when datetime_field_overflow then
  return null;
end;
$$;
comment on function app.online_moment(text) is 'A moment in an address of the public page, in UTC: 2026-12-01T18:00Z. NULL when it is none.';
revoke execute on function app.online_moment(text) from public, anon, authenticated;
