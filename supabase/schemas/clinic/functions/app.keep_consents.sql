-- What was accepted with a form, a row each. What is optional and was not ticked leaves none.
create function app.keep_consents(p_invite public.intake_invites, p_submission_id uuid, p_accepted jsonb, p_is_minor boolean)
returns void
language sql
set search_path = ''
as $$
  insert into public.consents (tenant_id, patient_id, submission_id, purpose, text_version, text_fingerprint, signer_name, signer_kinship, channel, ip_hash, user_agent)
  select s.tenant_id, s.patient_id, s.id, t.purpose, t.version, t.fingerprint, s.signer_name, s.signer_kinship, 'intake_link', s.ip_hash, s.user_agent
  from public.intake_submissions s
  cross join jsonb_each(p_invite.texts) v (purpose, version)
  join public.intake_texts t on t.tenant_id = s.tenant_id and t.purpose = v.purpose and t.version = v.version::integer
  join public.intake_purposes p on p.key = t.purpose
  where s.tenant_id = p_invite.tenant_id and s.id = p_submission_id and p_accepted -> t.purpose = 'true'
    and (p.nature <> 'authorisation' or p_is_minor);
$$;
revoke execute on function app.keep_consents(public.intake_invites, uuid, jsonb, boolean) from public, anon, authenticated;
