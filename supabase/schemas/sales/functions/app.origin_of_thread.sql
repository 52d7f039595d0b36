create function app.origin_of_thread(p_thread_key text)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce((select o.key from public.lead_origins o where o.family = split_part(p_thread_key, ':', 1) order by o.position limit 1), 'manual');
$$;
comment on function app.origin_of_thread(text) is
  'The origin of whoever came by a conversation.';
revoke execute on function app.origin_of_thread(text) from public, anon, authenticated;
