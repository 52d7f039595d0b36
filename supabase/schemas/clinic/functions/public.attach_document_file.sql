create function public.attach_document_file(p_tenant_id uuid, p_id uuid, p_file_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.patient_documents;
  v_file app.media_files;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.patient_documents d where d.tenant_id = p_tenant_id and d.id = p_id for update;
  if not found or v_row.is_clinical and not app.treats(p_tenant_id, v_row.patient_id, auth.uid()) then
    raise sqlstate 'PT404' using message = 'document_not_found';
  end if;
  if v_row.file_id is null then
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = p_file_id and f.bucket = 'patient-files' and f.folder = v_row.patient_id::text
      and f.copy_of is null and f.uploaded_by = auth.uid() for update;
    if not found or v_file.state = 'doomed' or v_file.mime_type <> 'application/pdf'
      or exists (select from public.patient_files f where f.tenant_id = p_tenant_id and f.id = p_file_id) then
      raise sqlstate 'PT404' using message = 'upload_not_found';
    end if;
    if v_file.state <> 'stored' then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    end if;
    insert into public.patient_files (tenant_id, id, patient_id, name, mime_type, size, is_clinical, source, uploaded_by)
    values (p_tenant_id, p_file_id, v_row.patient_id,
      app.named_with_ending(v_row.title || ' ' || v_row.number || '-' || v_row.year, v_file.path), v_file.mime_type, v_file.bytes,
      v_row.is_clinical, 'document', auth.uid());
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = p_file_id;
    update public.patient_documents d set file_id = p_file_id where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', v_row.patient_id));
  end if;
  return app.document_payload(v_row);
end;
$$;
comment on function public.attach_document_file(uuid, uuid, uuid) is
  'Caller: members who may read the document. Keeps the PDF that the caller put for this patient as the document''s file; one that has a file keeps it. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 document_not_found, PT404 upload_not_found, PT409 upload_incomplete.';
revoke execute on function public.attach_document_file(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.attach_document_file(uuid, uuid, uuid) to authenticated;
