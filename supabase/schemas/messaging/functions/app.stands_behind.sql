create function app.stands_behind(p_message public.conversation_messages, p_line_no bigint)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from app.line_of(p_message.tenant_id, p_message.thread_id) l where l.line_no < p_line_no);
end;
$$;
revoke execute on function app.stands_behind(public.conversation_messages, bigint) from public, anon, authenticated;
