create function app.contact_of_conversation(p_tenant_id uuid, p_thread public.conversation_threads)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_contact uuid := app.contact_of_thread(p_tenant_id, p_thread.id);
  v_patient uuid;
  v_name text := app.normalize_name(p_thread.contact_name);
begin
  if v_contact is not null then
    return v_contact;
  end if;
  select case when count(*) = 1 then (array_agg(p))[1] end into v_patient from app.patients_of_thread(p_tenant_id, p_thread.id) p;
  if v_patient is not null then
    return app.contact_of_patient(p_tenant_id, v_patient, app.origin_of_thread(p_thread.thread_key));
  end if;
  return app.upsert_contact(p_tenant_id, case when char_length(v_name) between 2 and 120 then v_name else coalesce(p_thread.phone, 'Sem nome') end,
    p_thread.phone, null, null, app.origin_of_thread(p_thread.thread_key));
end;
$$;

comment on function app.contact_of_conversation(uuid, public.conversation_threads) is
  'The person of a conversation as a contact, who is one from now on. It is no group.';
revoke execute on function app.contact_of_conversation(uuid, public.conversation_threads) from public, anon, authenticated;
