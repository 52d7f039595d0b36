create function app.require_session_status(p_status text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from public.session_statuses u where u.key = p_status) then
    raise sqlstate 'PT400' using message = 'invalid_status', detail = coalesce(left(p_status, 40), '');
  end if;
  return p_status;
end;
$$;
comment on function app.require_session_status(text) is
  'A status that a session can have. Errors: PT400 invalid_status.';
revoke execute on function app.require_session_status(text) from public, anon, authenticated;
