create function app.assistant_moment(p_text text, p_zone text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_text ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)$' then
    return p_text::timestamptz;
  elsif p_text ~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$' then
    return app.local_moment(p_text::timestamp, p_zone);
  end if;
  return null;
exception when datetime_field_overflow or invalid_datetime_format then
  return null;
end;
$$;
comment on function app.assistant_moment(text, text) is
  'A moment as a model writes it: with a zone, or on the clock of the clinic. NULL when it is none.';
revoke execute on function app.assistant_moment(text, text) from public, anon, authenticated;
