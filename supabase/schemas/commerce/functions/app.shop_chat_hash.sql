create function app.shop_chat_hash(p_tenant_id uuid, p_token text)
returns text
language sql
immutable
set search_path = ''
as $$
  select encode(sha256(convert_to('shop-chat:' || p_tenant_id || ':' || p_token, 'UTF8')), 'hex');
$$;
comment on function app.shop_chat_hash(uuid, text) is 'What is kept of a secret of the shop''s chat: it opens the chat of one clinic alone.';
revoke execute on function app.shop_chat_hash(uuid, text) from public, anon, authenticated;
