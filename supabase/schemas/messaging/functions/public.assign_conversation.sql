create function public.assign_conversation(p_tenant_id uuid, p_thread_key text, p_user_id uuid)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_user_id is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  return app.assign_thread(v_row, p_user_id);
end;
$$;
comment on function public.assign_conversation(uuid, text, uuid) is
  'Caller: members. p_user_id NULL leaves it to nobody. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 assignee_not_a_member.';
revoke execute on function public.assign_conversation(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.assign_conversation(uuid, text, uuid) to authenticated;
