-- The provider names a message of the conversation by this LID: the person of the phone and the person of the LID are one.
-- A conversation that is known by the LID alone becomes part of that of the phone. True when that was news.
create function app.learn_lid(p_tenant_id uuid, p_thread_id uuid, p_lid text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_known uuid;
begin
  if not exists (
    select from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = p_thread_id and t.phone is not null and not t.is_group
  ) then
    return false;
  end if;
  perform app.lock_addresses(p_tenant_id, array['lid:' || p_lid]);
  select a.thread_id into v_known from public.conversation_addresses a
  where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = 'lid:' || p_lid;
  if v_known is null then
    insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
    values (p_tenant_id, 'whatsapp', 'lid:' || p_lid, p_thread_id);
    return true;
  elsif v_known <> p_thread_id
    and (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_known) then
    perform app.merge_threads(p_tenant_id, v_known, p_thread_id);
    return true;
  end if;
  return false;
end;
$$;
revoke execute on function app.learn_lid(uuid, uuid, text) from public, anon, authenticated;
