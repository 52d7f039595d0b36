create function app.thread_of_phone(p_tenant_id uuid, p_phone text)
returns uuid
language sql
stable
set search_path = ''
as $$
  select a.thread_id from (select distinct k.family from public.channel_kinds k) f
  join public.conversation_addresses a on a.tenant_id = p_tenant_id and a.channel = f.family and a.address = p_phone
  order by f.family limit 1;
$$;
comment on function app.thread_of_phone(uuid, text) is 'The conversation with a phone (E.164), whatever kind of channel carries it; NULL when there is none.';
revoke execute on function app.thread_of_phone(uuid, text) from public, anon, authenticated;
grant execute on function app.thread_of_phone(uuid, text) to authenticated, service_role;
