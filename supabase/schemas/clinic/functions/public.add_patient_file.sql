create function public.add_patient_file(p_tenant_id uuid, p_id uuid, p_patient_id uuid, p_name text, p_is_clinical boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_file app.media_files;
  v_row public.patient_files;
  v_name text;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  -- held until it is kept: nobody sweeps it meanwhile
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_id and f.bucket = 'patient-files' and f.folder = p_patient_id::text
    and f.uploaded_by = auth.uid() for update;
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if v_file.state <> 'stored' then
    raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
  end if;
  select * into v_row from public.patient_files f where f.tenant_id = p_tenant_id and f.id = p_id;
  if not found then
    v_name := app.named_with_ending(coalesce(nullif(app.normalize_name(p_name), ''), v_file.file_name, 'arquivo'), v_file.path);
    insert into public.patient_files (tenant_id, id, patient_id, name, mime_type, size, is_clinical, source, uploaded_by)
    values (p_tenant_id, p_id, p_patient_id, v_name, v_file.mime_type, v_file.bytes, coalesce(p_is_clinical, true),
      case when v_file.copy_of is null then 'upload' else 'conversation' end, auth.uid())
    returning * into v_row;
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = p_id;
    perform app.broadcast(p_tenant_id, 'patient_files', jsonb_build_object('patient_id', p_patient_id));
  end if;
  return app.patient_file_payload(v_row);
end;
$$;
comment on function public.add_patient_file(uuid, uuid, uuid, text, boolean) is
  'Caller: the member who put the file p_id for this patient, or copied it, once accept-media-upload has looked at it. A clinical file is for the treating team from then on, also where the reception put it; without a word it is clinical. Kept twice it is kept once. Answers as list_patient_files. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT404 upload_not_found, PT409 upload_incomplete.';
revoke execute on function public.add_patient_file(uuid, uuid, uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.add_patient_file(uuid, uuid, uuid, text, boolean) to authenticated;
