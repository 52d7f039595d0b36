create function public.save_marketing_permission(p_tenant_id uuid, p_person_id uuid, p_source text, p_proof text, p_given_on date)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_patient uuid;
  v_contact uuid;
  v_row public.marketing_permissions;
begin
  perform app.require_seller(p_tenant_id);
  select p.id into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_person_id;
  if v_patient is null then
    select c.id, c.patient_id into v_contact, v_patient from public.contacts c where c.tenant_id = p_tenant_id and c.id = p_person_id;
  end if;
  if v_patient is null and v_contact is null then
    raise sqlstate 'PT404' using message = 'person_not_found';
  elsif coalesce(p_source, '') not in ('paper', 'in_person', 'message', 'site', 'phone') or char_length(btrim(coalesce(p_proof, ''))) not between 3 and 500
    or p_given_on is null or p_given_on > app.clinic_today(p_tenant_id) then
    raise sqlstate 'PT400' using message = 'invalid_permission';
  end if;
  insert into public.marketing_permissions (tenant_id, patient_id, contact_id, source, proof, given_on, recorded_by)
  values (p_tenant_id, v_patient, case when v_patient is null then v_contact end, p_source, btrim(p_proof), p_given_on, auth.uid())
  on conflict do nothing returning * into v_row;
  if found then
    perform app.audit(p_tenant_id, 'marketing_permission.recorded', 'person', p_person_id::text, null, jsonb_build_object('source', p_source));
  end if;
  return public.get_marketing_permission(p_tenant_id, p_person_id);
end;
$$;
comment on function public.save_marketing_permission(uuid, uuid, text, text, date) is
  'Caller: whoever sells. Writes down that a person allowed campaigns: paper, in_person, message, site or phone, with a proof in words and its day; allowed already, it changes nothing. Answers as get_marketing_permission. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 person_not_found, PT400 invalid_permission.';
revoke execute on function public.save_marketing_permission(uuid, uuid, text, text, date) from public, anon, authenticated;
grant execute on function public.save_marketing_permission(uuid, uuid, text, text, date) to authenticated;
