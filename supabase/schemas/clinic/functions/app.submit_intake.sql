-- The answers of whoever holds the link: checked, stored with what was accepted and its proof, and told to the team, in one
-- transaction. Nothing of the patient changes: that is for a person to decide. As above, a refusal is an answer.
create function app.submit_intake(p_token text, p_submission_id uuid, p_payload jsonb, p_caller jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_invite public.intake_invites;
  v_known uuid;
  v_definition jsonb;
  v_checked jsonb;
  v_birth date;
  v_is_minor boolean;
  v_problems jsonb;
begin
  if not app.take_intake_turn(p_token, p_caller ->> 'ip_hash', 'submit', 20) then
    return '{"state": "limited"}';
  end if;
  v_invite := app.intake_of(p_token);
  if v_invite.id is null then
    return '{"state": "unknown"}';
  end if;
  select s.id into v_known from public.intake_submissions s where s.tenant_id = v_invite.tenant_id and s.invite_id = v_invite.id;
  if v_known = p_submission_id then
    return jsonb_build_object('state', 'received', 'submitted_at', v_invite.submitted_at);
  elsif app.intake_state(v_invite) <> 'open' then
    return jsonb_build_object('state', replace(app.intake_state(v_invite), 'reviewed', 'submitted'));
  end if;
  select f.definition into v_definition from public.intake_form_versions f
  where f.tenant_id = v_invite.tenant_id and f.form_id = v_invite.form_id and f.version = v_invite.form_version;
  v_checked := app.checked_intake_answers(v_definition, coalesce(p_payload -> 'answers', '{}'), app.intake_today(v_invite.tenant_id));
  v_birth := app.intake_answer_of(v_definition, v_checked -> 'answers', 'birth_date') #>> '{}';
  v_is_minor := coalesce(v_birth > app.intake_today(v_invite.tenant_id) - interval '18 years', false);
  v_problems := (v_checked -> 'problems') || app.intake_signer_problems(v_invite.texts, p_payload, v_is_minor);
  if v_problems <> '{}' then
    return jsonb_build_object('state', 'invalid', 'problems', v_problems);
  end if;
  update public.intake_invites set submitted_at = now(), opened_at = coalesce(opened_at, now())
  where tenant_id = v_invite.tenant_id and id = v_invite.id;
  insert into public.intake_submissions (tenant_id, id, invite_id, patient_id, birth_date, is_minor, signer_name, signer_kinship, locale, ip_hash, user_agent)
  values (v_invite.tenant_id, p_submission_id, v_invite.id, v_invite.patient_id, v_birth, v_is_minor,
    app.require_name(p_payload #>> '{signer,full_name}'), p_payload #>> '{signer,kinship}', coalesce(left(p_payload ->> 'locale', 10), 'pt-BR'),
    p_caller ->> 'ip_hash', left(app.normalize_name(p_caller ->> 'user_agent'), 300));
  insert into public.intake_answers (tenant_id, submission_id, section_key, is_clinical, answers)
  select v_invite.tenant_id, p_submission_id, s.x ->> 'key', (s.x ->> 'is_clinical')::boolean, jsonb_object_agg(a.key, a.value)
  from jsonb_array_elements(v_definition -> 'sections') s (x), jsonb_array_elements(s.x -> 'questions') q (x)
  join jsonb_each(v_checked -> 'answers') a on a.key = q.x ->> 'key'
  group by s.x ->> 'key', (s.x ->> 'is_clinical')::boolean;
  perform app.keep_consents(v_invite, p_submission_id, p_payload -> 'accepted', v_is_minor);
  perform app.tell_of_intake(v_invite);
  return jsonb_build_object('state', 'received', 'submitted_at', now());
end;
$$;
comment on function app.submit_intake(text, uuid, jsonb, jsonb) is
  'Caller: submit-patient-intake, for whoever holds the token. p_payload {answers, accepted: {purpose: true}, signer: {full_name, kinship}, locale}, p_caller {ip_hash, user_agent}. {state: received, submitted_at}, also for the same submission id again; {state: invalid, problems: {question | signer.… | texts.…: code}}; {state: submitted | cancelled | expired | unknown | limited}.';
revoke execute on function app.submit_intake(text, uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.submit_intake(text, uuid, jsonb, jsonb) to service_role;
