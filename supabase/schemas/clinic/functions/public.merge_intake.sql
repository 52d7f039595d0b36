create function public.merge_intake(p_tenant_id uuid, p_id uuid, p_patient_id uuid, p_version integer, p_take text[] default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_invite public.intake_invites := app.lock_intake(p_tenant_id, p_id);
  v_proposal jsonb;
  v_thread_key text;
  v_person jsonb;
begin
  if v_invite.submitted_at is null then
    raise sqlstate 'PT404' using message = 'intake_not_found';
  end if;
  if v_invite.reviewed_at is not null then
    return jsonb_build_object('id', p_id, 'patient_id', v_invite.patient_id);
  end if;
  if p_patient_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_invite.patient_id <> p_patient_id then
    raise sqlstate 'PT409' using message = 'intake_of_another_patient';
  end if;
  v_proposal := app.intake_proposal_of(p_tenant_id, p_id);
  select t.thread_key into v_thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_invite.thread_id;
  if p_version is null then
    if v_invite.patient_id is not null then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
    v_person := public.convert_conversation(p_tenant_id, v_thread_key, p_patient_id, v_proposal ->> 'full_name');
    -- the conversation has become somebody meanwhile: who reviews has to see them first
    if (v_person #>> '{patient,id}')::uuid <> p_patient_id then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
  else
    v_person := public.get_patient(p_tenant_id, p_patient_id);
    if (v_person #>> '{patient,version}')::integer <> p_version then
      raise sqlstate 'PT409' using message = 'changed_meanwhile';
    end if;
    if v_invite.patient_id is null then
      perform public.link_conversation(p_tenant_id, v_thread_key, p_patient_id);
    end if;
  end if;
  if p_version is null or cardinality(p_take) > 0 then
    v_person := app.merged_intake(v_person, v_proposal, coalesce(p_take, '{}'));
    perform public.save_patient(p_tenant_id, p_patient_id, (v_person #>> '{patient,version}')::integer,
      v_person -> 'patient', v_person -> 'phones', v_person -> 'emails', v_person -> 'relations');
  end if;
  update public.intake_invites set patient_id = p_patient_id, reviewed_at = now() where tenant_id = p_tenant_id and id = p_id;
  update public.intake_submissions set patient_id = p_patient_id, reviewed_by = auth.uid(), taken = coalesce(p_take, '{}')
  where tenant_id = p_tenant_id and invite_id = p_id;
  update public.consents c set patient_id = p_patient_id from public.intake_submissions s
  where s.tenant_id = p_tenant_id and s.invite_id = p_id and c.tenant_id = p_tenant_id and c.submission_id = s.id;
  perform app.broadcast(p_tenant_id, 'intake', jsonb_build_object('id', p_id));
  return jsonb_build_object('id', p_id, 'patient_id', p_patient_id);
end;
$$;
comment on function public.merge_intake(uuid, uuid, uuid, integer, text[]) is
  'Caller: members. Ends the review of a form: the units of p_take become the patients as the form says, what is not named stays. p_version is the one that was read; null makes a patient with the id p_patient_id of the person of the conversation. A repeated call changes nothing. Answers {id, patient_id}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 intake_not_found, PT404 patient_not_found, PT409 intake_of_another_patient, PT409 changed_meanwhile, and those of save_patient.';
revoke execute on function public.merge_intake(uuid, uuid, uuid, integer, text[]) from public, anon, authenticated;
grant execute on function public.merge_intake(uuid, uuid, uuid, integer, text[]) to authenticated;
