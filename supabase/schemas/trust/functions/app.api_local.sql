create function app.api_local(p_tenant_id uuid, p_moment text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_char(p_moment::timestamptz at time zone app.clinic_zone(p_tenant_id), 'YYYY-MM-DD"T"HH24:MI');
end;
$$;
comment on function app.api_local(uuid, text) is
  'A moment on the clock of the clinic, as its functions take it.';
revoke execute on function app.api_local(uuid, text) from public, anon, authenticated;
grant execute on function app.api_local(uuid, text) to authenticated;
