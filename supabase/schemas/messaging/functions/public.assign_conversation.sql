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
  if v_row.assigned_to is not distinct from p_user_id then
    return v_row;
  end if;
  update public.conversation_threads t set
    assigned_to = p_user_id, assigned_at = case when p_user_id is not null then now() end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.note_event(v_row, case when p_user_id is null then 'unassigned' else 'assigned' end, clock_timestamp(), p_user_id);
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.assign_conversation(uuid, text, uuid) is
  'Caller: members. p_user_id NULL leaves it to nobody. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 assignee_not_a_member.';
revoke execute on function public.assign_conversation(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.assign_conversation(uuid, text, uuid) to authenticated;
