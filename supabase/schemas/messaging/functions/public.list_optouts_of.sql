create function public.list_optouts_of(p_tenant_id uuid, p_thread_key text)
returns table (purpose text, keyword text, reason text, created_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select o.purpose, o.keyword, o.reason, o.created_at
    from public.conversation_optouts o
    where o.tenant_id = p_tenant_id and o.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
    order by o.purpose;
end;
$$;
comment on function public.list_optouts_of(uuid, text) is
  'Caller: members. What the person of a conversation does not want to be sent by itself; nothing for an unknown conversation. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_optouts_of(uuid, text) from public, anon, authenticated;
grant execute on function public.list_optouts_of(uuid, text) to authenticated;
