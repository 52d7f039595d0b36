create function public.convert_conversation(
  p_tenant_id uuid, p_thread_key text, p_id uuid, p_full_name text, p_social_name text default null, p_seen uuid[] default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_known record;
begin
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  -- of two who press the button at once the second gets the patient of the first; a repeated call gets its own
  select p.id, p.name into v_known from public.patients p
  where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id))
    and (p.id = p_id or app.normalize_text(p.full_name) = app.normalize_text(app.require_name(p_full_name)))
  order by p.id = p_id desc limit 1;
  if v_known.id is not null then
    return public.get_patient(p_tenant_id, v_known.id);
  end if;
  -- under another name it may be somebody else: whoever did not see them decides again
  select p.id, p.name into v_known from public.patients p
  where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id)) and p.id <> all (p_seen) limit 1;
  if v_known.id is not null then
    raise sqlstate 'PT409' using message = 'conversation_has_patient', detail = v_known.name;
  end if;
  perform public.save_patient(p_tenant_id, p_id, null, jsonb_build_object('full_name', p_full_name, 'social_name', p_social_name),
    case when v_thread.phone is null then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('phone', v_thread.phone, 'type', 'mobile', 'is_primary', true)) end);
  perform public.link_conversation(p_tenant_id, p_thread_key, p_id);
  return public.get_patient(p_tenant_id, p_id);
end;
$$;
comment on function public.convert_conversation(uuid, text, uuid, text, text, uuid[]) is
  'Caller: members. The person of a conversation becomes a patient, with their number where it is known; the conversation is called as the patient from now on. Asked twice for one name, it answers the patient that is there. p_seen: the patients of the conversation that the caller saw; one who came since is told. Answers get_patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT404 conversation_not_found, PT409 changed_meanwhile, PT409 conversation_has_patient (detail: who), PT409 conversation_is_group.';
revoke execute on function public.convert_conversation(uuid, text, uuid, text, text, uuid[]) from public, anon, authenticated;
grant execute on function public.convert_conversation(uuid, text, uuid, text, text, uuid[]) to authenticated;
