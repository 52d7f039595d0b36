create function app.require_amount(p_cents integer, p_at_least integer default 1)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_cents is null or p_cents not between p_at_least and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_amount';
  end if;
  return p_cents;
end;
$$;
comment on function app.require_amount(integer, integer) is 'An amount in cents, up to a million. Errors: PT400 invalid_amount.';
revoke execute on function app.require_amount(integer, integer) from public, anon, authenticated;
