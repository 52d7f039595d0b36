create function app.typed_date(p_date text)
returns date
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_date is null or btrim(p_date) = '' then
    return null;
  end if;
  if p_date !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = left(p_date, 40);
  end if;
  return make_date(left(p_date, 4)::int, substr(p_date, 6, 2)::int, right(p_date, 2)::int);
exception when datetime_field_overflow then
  raise sqlstate 'PT400' using message = 'invalid_date', detail = left(p_date, 40);
end;
$$;
comment on function app.typed_date(text) is 'An ISO date of a form, or NULL for an empty field. Errors: PT400 invalid_date.';
revoke execute on function app.typed_date(text) from public, anon, authenticated;
grant execute on function app.typed_date(text) to authenticated, service_role;
