create function app.patient_resource(p_patient public.patients)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_patient.id, 'name', p_patient.name, 'full_name', p_patient.full_name, 'social_name', p_patient.social_name,
    'pronoun', p_patient.pronoun, 'birth_date', p_patient.birth_date,
    'phones', (select coalesce(jsonb_agg(c.phone order by c.is_primary desc, c.position, c.id), '[]') from public.contact_phones c
      where c.tenant_id = p_patient.tenant_id and c.patient_id = p_patient.id),
    'emails', (select coalesce(jsonb_agg(c.email order by c.is_primary desc, c.position, c.id), '[]') from public.contact_emails c
      where c.tenant_id = p_patient.tenant_id and c.patient_id = p_patient.id),
    'city', p_patient.city, 'state', p_patient.state, 'version', p_patient.version, 'archived_at', p_patient.archived_at,
    'merged_into_id', p_patient.merged_into_id, 'created_at', p_patient.created_at, 'updated_at', p_patient.updated_at);
end;
$$;
comment on function app.patient_resource(public.patients) is
  'A patient as programs outside get it, by API and by webhook: how they are called and reached, nothing clinical, no CPF.';
revoke execute on function app.patient_resource(public.patients) from public, anon, authenticated;
grant execute on function app.patient_resource(public.patients) to authenticated;
