create function app.shop_chat_of(p_tenant_id uuid, p_token text)
returns app.shop_chats
language sql
stable
set search_path = ''
as $$
  select s from app.shop_chats s
  join public.conversation_threads t on t.tenant_id = s.tenant_id and t.id = s.thread_id and t.last_message_at > now() - interval '30 days'
  where s.tenant_id = p_tenant_id and s.token_hash = app.shop_chat_hash(p_tenant_id, p_token);
$$;
comment on function app.shop_chat_of(uuid, text) is 'The chat that a secret opens; NULL for a wrong one, one of another clinic, and a chat in which nobody wrote for 30 days.';
revoke execute on function app.shop_chat_of(uuid, text) from public, anon, authenticated;
