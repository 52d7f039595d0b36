-- Whether a link may be asked for once more: by its token, and by where the call comes from, so that tokens cannot be guessed.
create function app.take_intake_turn(p_token text, p_ip_hash text, p_call text, p_most integer)
returns boolean
language sql
set search_path = ''
as $$
  select app.take_turn('intake:' || p_call || ':' || coalesce(p_ip_hash, '-'), p_most, interval '10 minutes')
    and app.take_turn('intake:' || p_call || ':' || encode(sha256(convert_to(coalesce(p_token, ''), 'UTF8')), 'hex'), p_most, interval '10 minutes');
$$;
revoke execute on function app.take_intake_turn(text, text, text, integer) from public, anon, authenticated;
