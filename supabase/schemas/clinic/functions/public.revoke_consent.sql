create function public.revoke_consent(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.consents;
  v_nature text;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.consents c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'consent_not_found';
  end if;
  select p.nature into v_nature from public.intake_purposes p where p.key = v_row.purpose;
  if v_nature not in ('consent', 'authorisation') then
    raise sqlstate 'PT409' using message = 'not_revocable', detail = v_nature;
  end if;
  update public.consents c set revoked_at = now(), revoked_by = auth.uid() where c.tenant_id = p_tenant_id and c.id = p_id and c.revoked_at is null;
end;
$$;
comment on function public.revoke_consent(uuid, uuid) is
  'Caller: members. A person withdraws what they agreed to, or a guardian the authorisation; who noted it and when is kept. A contract ends otherwise, and a notice was only read. Withdrawing twice changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 consent_not_found, PT409 not_revocable.';
revoke execute on function public.revoke_consent(uuid, uuid) from public, anon, authenticated;
grant execute on function public.revoke_consent(uuid, uuid) to authenticated;
