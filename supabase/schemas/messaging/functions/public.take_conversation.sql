create function public.take_conversation(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if v_row.assigned_to <> auth.uid() and exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = v_row.assigned_to and m.status = 'active'
  ) then
    raise sqlstate 'PT409' using message = 'already_assigned', detail = v_row.assigned_to::text;
  end if;
  return app.assign_thread(v_row, auth.uid());
end;
$$;
comment on function public.take_conversation(uuid, text) is
  'Caller: members. "Assumir": the conversation becomes the caller''s unless a colleague has it (detail: who); assign_conversation takes it over. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT409 already_assigned.';
revoke execute on function public.take_conversation(uuid, text) from public, anon, authenticated;
grant execute on function public.take_conversation(uuid, text) to authenticated;
