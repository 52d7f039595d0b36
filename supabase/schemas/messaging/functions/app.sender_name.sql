-- What the sender of a message is called; NULL for our own, whose name says nothing about the conversation.
create function app.sender_name(p_action jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when not (p_action ->> 'from_me')::boolean then nullif(app.normalize_name(left(p_action ->> 'contact_name', 200)), '') end;
end;
$$;
revoke execute on function app.sender_name(jsonb) from public, anon, authenticated;
