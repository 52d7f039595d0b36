create function public.list_patient_files(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_treats boolean;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  v_treats := app.treats(p_tenant_id, p_patient_id, auth.uid());
  return (
    select jsonb_build_object('treats', v_treats,
      'hidden', count(*) filter (where f.is_clinical and not v_treats and f.archived_at is null),
      'files', coalesce(jsonb_agg(app.patient_file_payload(f) order by f.created_at desc, f.id desc)
        filter (where v_treats or not f.is_clinical), '[]'))
    from public.patient_files f where f.tenant_id = p_tenant_id and f.patient_id = p_patient_id);
end;
$$;
comment on function public.list_patient_files(uuid, uuid) is
  'Caller: members. Files of a patient, newest first, archived ones too: {treats: the caller is of the treating team, hidden: how many clinical files the caller may not see, files: [{id, name, mime_type, size, is_clinical, source, path, width, height, uploaded_by, uploaded_by_name, document_id, archived_at, created_at}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.list_patient_files(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_patient_files(uuid, uuid) to authenticated;
