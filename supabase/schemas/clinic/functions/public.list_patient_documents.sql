create function public.list_patient_documents(p_tenant_id uuid, p_patient_id uuid)
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
    select jsonb_build_object('hidden', count(*) filter (where d.is_clinical and not v_treats),
      'documents', coalesce(jsonb_agg(app.document_payload(d) order by d.issued_at desc, d.number desc)
        filter (where v_treats or not d.is_clinical), '[]'))
    from public.patient_documents d where d.tenant_id = p_tenant_id and d.patient_id = p_patient_id);
end;
$$;
comment on function public.list_patient_documents(uuid, uuid) is
  'Caller: members. Documents issued for a patient, newest first: {hidden: how many the caller may not see, documents: rows}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.list_patient_documents(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_patient_documents(uuid, uuid) to authenticated;
