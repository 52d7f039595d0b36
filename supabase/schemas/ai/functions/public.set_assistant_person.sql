create function public.set_assistant_person(p_tenant_id uuid, p_thread_id uuid, p_is_on boolean)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_assistant_leader(p_tenant_id);
  if not exists (select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id and not t.is_group) then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  elsif p_is_on and (select count(*) from public.ai_people a where a.tenant_id = p_tenant_id) >= 200 then
    raise sqlstate 'PT409' using message = 'too_many_assistant_people', detail = '200';
  end if;
  if p_is_on then
    insert into public.ai_people (tenant_id, thread_id, added_by) values (p_tenant_id, p_thread_id, auth.uid()) on conflict do nothing;
  else
    delete from public.ai_people a where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id;
  end if;
  return p_is_on;
end;
$$;
comment on function public.set_assistant_person(uuid, uuid, boolean) is
  'Caller: owner, admin, supervisor. Puts a conversation on the list of those that the assistant answers in the mode people (200 at most), or takes it off. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 conversation_not_found, PT409 too_many_assistant_people.';
revoke execute on function public.set_assistant_person(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.set_assistant_person(uuid, uuid, boolean) to authenticated;
