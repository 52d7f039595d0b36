create function app.require_time_zone(p_time_zone text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_time_zone is null or not exists (select from pg_catalog.pg_timezone_names z where z.name = p_time_zone) then
    raise sqlstate 'PT400' using message = 'invalid_time_zone', detail = 'Use an IANA name such as America/Sao_Paulo.';
  end if;
  return p_time_zone;
end;
$$;
revoke execute on function app.require_time_zone(text) from public, anon, authenticated;
grant execute on function app.require_time_zone(text) to authenticated, service_role;
