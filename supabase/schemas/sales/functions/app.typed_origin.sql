create function app.typed_origin(p_origin text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if nullif(p_origin, '') is not null and not exists (select from public.lead_origins o where o.key = p_origin) then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'origin';
  end if;
  return coalesce(nullif(p_origin, ''), 'manual');
end;
$$;
comment on function app.typed_origin(text) is
  'A key of lead_origins; manual when nothing is said. Errors: PT400 invalid_sale.';
revoke execute on function app.typed_origin(text) from public, anon, authenticated;
