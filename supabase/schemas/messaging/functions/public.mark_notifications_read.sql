create function public.mark_notifications_read(p_tenant_id uuid, p_id uuid default null, p_thread_key text default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  if p_thread_key is not null then
    v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    if v_thread_id is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  -- one that is being told again right now is left unread, and nobody waits for anybody
  with seen as (
    select n.id from public.notifications n
    where n.tenant_id = p_tenant_id and n.user_id = auth.uid() and n.read_at is null
      and (p_id is null or n.id = p_id) and (v_thread_id is null or n.thread_id = v_thread_id)
    for update skip locked
  )
  update public.notifications n set read_at = now() from seen where n.tenant_id = p_tenant_id and n.id = seen.id;
  if found then
    perform app.broadcast(p_tenant_id, 'notifications_read', jsonb_build_object('user_ids', jsonb_build_array(auth.uid())));
  end if;
  return public.count_notifications(p_tenant_id);
end;
$$;
comment on function public.mark_notifications_read(uuid, uuid, text) is
  'Caller: members, their own: the one with p_id, those of a conversation, or all. Answers how many are left. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.mark_notifications_read(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.mark_notifications_read(uuid, uuid, text) to authenticated;
