create function public.get_marketing_permission(p_tenant_id uuid, p_person_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_patient uuid := p_person_id;
  v_contact uuid;
begin
  perform app.require_seller(p_tenant_id);
  select c.id, coalesce(c.patient_id, v_patient) into v_contact, v_patient from public.contacts c
  where c.tenant_id = p_tenant_id and (c.id = p_person_id or c.patient_id = p_person_id);
  v_patient := coalesce(v_patient, p_person_id);
  return jsonb_build_object('is_allowed', app.may_be_sent_campaigns(p_tenant_id, v_patient, v_contact),
    'signed_at', (
      select max(c.given_at) from public.consents c
      where c.tenant_id = p_tenant_id and c.patient_id = v_patient and c.purpose = 'whatsapp_marketing' and c.revoked_at is null),
    'recorded', (
      select jsonb_build_object('source', m.source, 'proof', m.proof, 'given_on', m.given_on, 'recorded_by_name', app.name_of_member(m.recorded_by))
      from public.marketing_permissions m
      where m.tenant_id = p_tenant_id and m.revoked_at is null and (m.patient_id = v_patient or m.contact_id = v_contact)
      order by m.created_at desc limit 1));
end;
$$;
comment on function public.get_marketing_permission(uuid, uuid) is
  'Caller: whoever sells. {is_allowed, signed_at|null: by a link, recorded|null {source, proof, given_on, recorded_by_name}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_marketing_permission(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_marketing_permission(uuid, uuid) to authenticated;
