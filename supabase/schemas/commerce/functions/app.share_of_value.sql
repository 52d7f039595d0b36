create function app.share_of_value(p_value_cents bigint, p_part bigint, p_whole bigint)
returns bigint
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case when p_whole = 0 then 0
    else div(2 * p_value_cents::numeric * p_part + p_whole, 2 * p_whole::numeric)::bigint end;
$$;
comment on function app.share_of_value(bigint, bigint, bigint) is
  'p_value_cents × p_part ÷ p_whole, to the nearest cent, halves up; whole numbers throughout, so nothing is lost on the way. Of nothing it is nothing.';
revoke execute on function app.share_of_value(bigint, bigint, bigint) from public, anon, authenticated;
