create function public.link_conversation(p_tenant_id uuid, p_thread_key text, p_patient_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text;
begin
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  select p.name into v_name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for share;
  if v_name is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if app.surviving_patient(p_tenant_id, p_patient_id) <> p_patient_id then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  insert into public.patient_conversations (tenant_id, thread_id, patient_id, created_by)
  values (p_tenant_id, v_thread.id, p_patient_id, auth.uid()) on conflict do nothing;
  -- the first patient gives the conversation its name; a mother's stays hers
  if (select count(*) from app.patients_of_thread(p_tenant_id, v_thread.id)) = 1 then
    perform public.rename_conversation(p_tenant_id, p_thread_key, v_name);
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id, 'thread_key', v_thread.thread_key));
end;
$$;
comment on function public.link_conversation(uuid, text, uuid) is
  'Caller: members. Says whose conversation it is, whatever its number says. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT404 patient_not_found, PT409 conversation_is_group, PT409 patient_merged.';
revoke execute on function public.link_conversation(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.link_conversation(uuid, text, uuid) to authenticated;
