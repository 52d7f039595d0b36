create function app.require_send_time(p_send_at timestamptz)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_send_at is null or p_send_at not between now() - interval '5 minutes' and now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_moment', hint = 'From now to a year from now.';
  end if;
  return p_send_at;
end;
$$;
comment on function app.require_send_time(timestamptz) is 'A moment to come, up to a year away; one that has just passed means now. Errors: PT400 invalid_moment.';
revoke execute on function app.require_send_time(timestamptz) from public, anon, authenticated;
