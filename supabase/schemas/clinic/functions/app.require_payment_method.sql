create function app.require_payment_method(p_method text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from public.payment_methods m where m.key = p_method) then
    raise sqlstate 'PT400' using message = 'invalid_method', detail = coalesce(left(p_method, 40), '');
  end if;
  return p_method;
end;
$$;
comment on function app.require_payment_method(text) is 'A way of paying. Errors: PT400 invalid_method.';
revoke execute on function app.require_payment_method(text) from public, anon, authenticated;
