create function app.intake_proposal_of(p_tenant_id uuid, p_invite_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.intake_proposal(f.definition, coalesce((
    select jsonb_object_agg(e.key, e.value) from public.intake_answers a cross join jsonb_each(a.answers) e
    where a.tenant_id = p_tenant_id and a.submission_id = s.id and not a.is_clinical), '{}'))
  from public.intake_invites i
  join public.intake_submissions s on s.tenant_id = i.tenant_id and s.invite_id = i.id
  join public.intake_form_versions f on f.tenant_id = i.tenant_id and f.form_id = i.form_id and f.version = i.form_version
  where i.tenant_id = p_tenant_id and i.id = p_invite_id;
$$;
comment on function app.intake_proposal_of(uuid, uuid) is 'What the answers of an invite say of the patient; nothing clinical can be part of it.';
revoke execute on function app.intake_proposal_of(uuid, uuid) from public, anon, authenticated;
