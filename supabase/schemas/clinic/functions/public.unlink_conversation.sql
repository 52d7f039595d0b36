create function public.unlink_conversation(p_tenant_id uuid, p_thread_key text, p_patient_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  delete from public.patient_conversations l
  where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.patient_id = p_patient_id;
  -- what was called as somebody whom it is not of any more gets its own name back
  if found and v_thread.name_source = 'person'
    and p_patient_id not in (select app.patients_of_thread(p_tenant_id, v_thread.id))
    and v_thread.contact_name = (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    perform public.rename_conversation(p_tenant_id, p_thread_key, null);
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id, 'thread_key', v_thread.thread_key));
end;
$$;
comment on function public.unlink_conversation(uuid, text, uuid) is
  'Caller: members. Takes back what was linked by hand, with the name that the conversation got by it; a number that is the patient''s goes on linking. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.unlink_conversation(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.unlink_conversation(uuid, text, uuid) to authenticated;
