create function app.candidate_payload(p_patient public.patients)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_patient.id, 'name', p_patient.name, 'birth_date', p_patient.birth_date,
    'archived_at', p_patient.archived_at, 'created_at', p_patient.created_at, 'phone', (
      select c.phone from public.contact_phones c
      where c.tenant_id = p_patient.tenant_id and c.entity_type = 'patient' and c.entity_id = p_patient.id and c.is_primary));
$$;
revoke execute on function app.candidate_payload(public.patients) from public, anon, authenticated;
grant execute on function app.candidate_payload(public.patients) to authenticated;
