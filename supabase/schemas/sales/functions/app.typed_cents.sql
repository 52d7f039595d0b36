create function app.typed_cents(p_cents text)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
begin
  if nullif(p_cents, '') is null then
    return 0;
  end if;
  if p_cents !~ '^[0-9]{1,12}$' or p_cents::bigint > 100000000000 then
    raise sqlstate 'PT400' using message = 'invalid_amount';
  end if;
  return p_cents::bigint;
end;
$$;
comment on function app.typed_cents(text) is
  'The value of a deal in cents. Errors: PT400 invalid_amount.';
revoke execute on function app.typed_cents(text) from public, anon, authenticated;
