create function app.require_credits(p_credits integer, p_reference text)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_credits is null or p_credits not between 1 and 1000000 then
    raise sqlstate 'PT400' using message = 'invalid_credits', detail = 'From 1 to 1,000,000.';
  end if;
  -- these are ours: what was posted under one of them would pass for a hold, a message, a purchase or a top-up
  if p_reference is null or char_length(p_reference) not between 1 and 200 or p_reference ~ '^(hold|message|purchase|topup):' then
    raise sqlstate 'PT400' using message = 'invalid_reference';
  end if;
end;
$$;
revoke execute on function app.require_credits(integer, text) from public, anon, authenticated;
