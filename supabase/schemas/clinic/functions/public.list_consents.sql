create function public.list_consents(p_tenant_id uuid, p_patient_id uuid)
returns table (
  id uuid, purpose text, nature text, title text, text_version integer, text_fingerprint text, signer_name text, signer_kinship text, channel text,
  given_at timestamptz, revoked_at timestamptz, revoked_by uuid
)
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select c.id, c.purpose, p.nature, t.title, c.text_version, c.text_fingerprint, c.signer_name, c.signer_kinship, c.channel, c.given_at,
      c.revoked_at, c.revoked_by
    from public.consents c
    join public.intake_purposes p on p.key = c.purpose
    join public.intake_texts t on t.tenant_id = c.tenant_id and t.purpose = c.purpose and t.version = c.text_version
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by p.position, c.given_at desc, c.id;
end;
$$;
comment on function public.list_consents(uuid, uuid) is
  'Caller: members. What was read, accepted, authorised and agreed to for a patient, with its proof, the withdrawn ones as well. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_consents(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_consents(uuid, uuid) to authenticated;
