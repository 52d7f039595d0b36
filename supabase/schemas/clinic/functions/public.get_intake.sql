-- As the caller: row security says which sections they read.
create function public.get_intake(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_invite record;
  v_submission record;
  v_definition jsonb;
  v_answers jsonb;
  v_patient_id uuid;
begin
  perform app.require_member(p_tenant_id);
  select i.id, i.patient_id, i.form_id, i.form_version, i.texts, i.thread_id, i.created_at, i.created_by, i.submitted_at, i.reviewed_at,
    t.thread_key, t.contact_name, t.phone
  into v_invite
  from public.intake_invites i
  left join public.conversation_threads t on t.tenant_id = i.tenant_id and t.id = i.thread_id
  where i.tenant_id = p_tenant_id and i.id = p_id;
  select s.id, s.patient_id, s.birth_date, s.is_minor, s.signer_name, s.signer_kinship, s.user_agent, s.reviewed_by, s.taken into v_submission
  from public.intake_submissions s where s.tenant_id = p_tenant_id and s.invite_id = p_id;
  if v_invite.id is null or v_submission.id is null then
    raise sqlstate 'PT404' using message = 'intake_not_found';
  end if;
  select f.definition into v_definition from public.intake_form_versions f
  where f.tenant_id = p_tenant_id and f.form_id = v_invite.form_id and f.version = v_invite.form_version;
  select coalesce(jsonb_object_agg(e.key, e.value), '{}') into v_answers
  from public.intake_answers a cross join jsonb_each(a.answers) e
  where a.tenant_id = p_tenant_id and a.submission_id = v_submission.id;
  -- somebody may have made a patient of them in the meantime
  v_patient_id := coalesce(v_submission.patient_id, v_invite.patient_id);
  return jsonb_build_object(
    'id', v_invite.id, 'created_at', v_invite.created_at, 'submitted_at', v_invite.submitted_at, 'reviewed_at', v_invite.reviewed_at,
    'reviewed_by', v_submission.reviewed_by, 'thread_key', v_invite.thread_key, 'contact_name', v_invite.contact_name, 'phone', v_invite.phone,
    'is_minor', v_submission.is_minor, 'birth_date', v_submission.birth_date, 'taken', to_jsonb(v_submission.taken),
    'signer', jsonb_build_object('full_name', v_submission.signer_name, 'kinship', v_submission.signer_kinship,
      'user_agent', v_submission.user_agent),
    'patient', case when v_patient_id is not null then public.get_patient(p_tenant_id, v_patient_id) end,
    'suggestions', case when v_patient_id is null and v_invite.thread_id is not null then (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'birth_date', p.birth_date) order by p.name), '[]')
      from public.patients p where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_invite.thread_id))) end,
    'proposal', app.intake_proposal(v_definition, v_answers),
    'sections', (
      select jsonb_agg(jsonb_build_object('key', s.x -> 'key', 'title', s.x -> 'title', 'is_clinical', s.x -> 'is_clinical',
        -- nothing of a clinical section is read by who does not treat, not even whether it was answered
        'is_hidden', (s.x ->> 'is_clinical')::boolean and not app.reads_clinical_intake(p_tenant_id, v_submission.id),
        'answers', coalesce((
          select jsonb_agg(q.x || jsonb_build_object('value', v_answers -> (q.x ->> 'key')) order by q.n)
          from jsonb_array_elements(s.x -> 'questions') with ordinality q (x, n) where v_answers ? (q.x ->> 'key')), '[]')) order by s.n)
      from jsonb_array_elements(v_definition -> 'sections') with ordinality s (x, n)),
    'texts', (
      select coalesce(jsonb_agg(t.x || jsonb_build_object('consent', (
        select jsonb_build_object('id', c.id, 'given_at', c.given_at, 'text_fingerprint', c.text_fingerprint, 'revoked_at', c.revoked_at)
        from public.consents c
        where c.tenant_id = p_tenant_id and c.submission_id = v_submission.id and c.purpose = t.x ->> 'purpose')) order by t.n), '[]')
      from jsonb_array_elements(app.intake_texts_of(p_tenant_id, v_invite.texts)) with ordinality t (x, n)
      where t.x ->> 'nature' <> 'authorisation' or v_submission.is_minor));
end;
$$;
comment on function public.get_intake(uuid, uuid) is
  'Caller: members. What came back by an invite: sections with answers (those of a clinical one for who treats, is_hidden for everybody else), what they say of the patient by unit (proposal), the patient as it is now, other patients of the conversation, the texts with their proof. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 intake_not_found.';
revoke execute on function public.get_intake(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_intake(uuid, uuid) to authenticated;
