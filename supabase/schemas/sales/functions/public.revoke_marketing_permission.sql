create function public.revoke_marketing_permission(p_tenant_id uuid, p_person_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  update public.marketing_permissions m set revoked_at = now(), revoked_by = auth.uid()
  where m.tenant_id = p_tenant_id and m.revoked_at is null and (m.patient_id = p_person_id or m.contact_id = p_person_id or m.patient_id = (
    select c.patient_id from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_person_id));
  if found then
    perform app.audit(p_tenant_id, 'marketing_permission.revoked', 'person', p_person_id::text);
  end if;
  return public.get_marketing_permission(p_tenant_id, p_person_id);
end;
$$;
comment on function public.revoke_marketing_permission(uuid, uuid) is
  'Caller: whoever sells. The person wants no campaigns any more; what was signed by a link is withdrawn with revoke_consent. Answers as get_marketing_permission. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.revoke_marketing_permission(uuid, uuid) from public, anon, authenticated;
grant execute on function public.revoke_marketing_permission(uuid, uuid) to authenticated;
