create function app.local_text(p_moment timestamptz, p_zone text)
returns text
language plpgsql
stable
parallel safe
set search_path = ''
as $$
begin
  return (
    select to_char(p_moment at time zone p_zone, 'YYYY-MM-DD"T"HH24:MI'));
end;
$$;
comment on function app.local_text(timestamptz, text) is
  'A moment as the clinic''s clocks show it: 2026-12-01T15:00.';
revoke execute on function app.local_text(timestamptz, text) from public, anon, authenticated;
grant execute on function app.local_text(timestamptz, text) to authenticated;
