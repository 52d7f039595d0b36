create function public.pin_conversation(p_tenant_id uuid, p_thread_key text, p_pinned boolean default true)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if not coalesce(p_pinned, true) then
    delete from public.conversation_pins p where p.tenant_id = p_tenant_id and p.user_id = auth.uid() and p.thread_id = v_row.id;
    return false;
  end if;
  if (select count(*) from public.conversation_pins p
    where p.tenant_id = p_tenant_id and p.user_id = auth.uid() and p.thread_id <> v_row.id) >= 20 then
    raise sqlstate 'PT409' using message = 'too_many_pins', detail = '20';
  end if;
  insert into public.conversation_pins (tenant_id, user_id, thread_id) values (p_tenant_id, auth.uid(), v_row.id)
  on conflict do nothing;
  return true;
end;
$$;
comment on function public.pin_conversation(uuid, text, boolean) is
  'Caller: members. Keeps a conversation at the top of the caller''s own list, or no longer; list_conversations with the filter pinned gives them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT409 too_many_pins.';
revoke execute on function public.pin_conversation(uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.pin_conversation(uuid, text, boolean) to authenticated;
