create function public.block_conversation(p_tenant_id uuid, p_thread_key text, p_blocked boolean default true)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_blocked boolean := coalesce(p_blocked, true);
begin
  if (v_row.blocked_at is not null) = v_blocked then
    return v_row;
  end if;
  update public.conversation_threads t set
    blocked_at = case when v_blocked then clock_timestamp() end, updated_at = clock_timestamp(),
    unread_count = case when v_blocked then 0 else t.unread_count end,
    waiting_since = case when v_blocked then null else t.waiting_since end,
    snoozed_until = case when v_blocked then null else t.snoozed_until end,
    snoozed_at = case when v_blocked then null else t.snoozed_at end
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if not v_blocked then
    v_row := app.refresh_waiting(v_row);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.block_conversation(uuid, text, boolean) is
  'Caller: members. What a blocked person writes is kept, but nobody is told, nobody waits, and nothing is sent to them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.block_conversation(uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.block_conversation(uuid, text, boolean) to authenticated;
