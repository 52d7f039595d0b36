create function app.blocks(p_hits jsonb)
returns boolean
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return (
    select p_hits @> '[{"blocks": true}]');
end;
$$;
comment on function app.blocks(jsonb) is
  'Whether something stands in the way, of what app.session_hits answered.';
revoke execute on function app.blocks(jsonb) from public, anon, authenticated;
grant execute on function app.blocks(jsonb) to authenticated;
