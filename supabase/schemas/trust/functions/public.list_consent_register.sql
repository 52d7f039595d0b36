create function public.list_consent_register(p_tenant_id uuid, p_purpose text default null, p_state text default null, p_limit integer default 100, p_before uuid default null)
returns table (
  id uuid, patient_id uuid, patient_name text, purpose text, nature text, title text, text_version integer, signer_name text,
  signer_kinship text, channel text, given_at timestamptz, revoked_at timestamptz, revoked_by_name text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
  select c.id, c.patient_id, p.name, c.purpose, u.nature, t.title, c.text_version, c.signer_name, c.signer_kinship, c.channel, c.given_at,
    c.revoked_at, app.name_of_member(c.revoked_by)
  from public.consents c
  join public.intake_purposes u on u.key = c.purpose
  join public.intake_texts t on t.tenant_id = c.tenant_id and t.purpose = c.purpose and t.version = c.text_version
  left join public.patients p on p.tenant_id = c.tenant_id and p.id = c.patient_id
  where c.tenant_id = p_tenant_id and (p_purpose is null or c.purpose = p_purpose)
    and (p_state is null or (p_state = 'withdrawn') = (c.revoked_at is not null)) and (p_before is null or c.id < p_before)
  order by c.id desc
  limit least(greatest(coalesce(p_limit, 100), 1), 200);
end;
$$;
comment on function public.list_consent_register(uuid, text, text, integer, uuid) is
  'Caller: owner or administrators. What people agreed to, newest first: which text, when, by whom, and when it was withdrawn; p_state: valid, withdrawn. The rows of the intake themselves. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_consent_register(uuid, text, text, integer, uuid) from public, anon, authenticated;
grant execute on function public.list_consent_register(uuid, text, text, integer, uuid) to authenticated;
