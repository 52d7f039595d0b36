-- Whether a message of the person asks for an answer: a notice of WhatsApp does not.
create function app.asks_for_answer(p_kind text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
begin
  return p_kind <> 'system';
end;
$$;
revoke execute on function app.asks_for_answer(text) from public, anon, authenticated;
