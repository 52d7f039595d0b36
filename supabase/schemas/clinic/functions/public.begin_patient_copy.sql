create function public.begin_patient_copy(p_tenant_id uuid, p_patient_id uuid, p_upload_id uuid, p_message_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_source app.media_files;
  v_file app.media_files;
begin
  perform app.require_patient(p_tenant_id, p_patient_id);
  if p_upload_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select f.* into v_source from public.conversation_messages m
  join app.media_files f on f.tenant_id = m.tenant_id and f.id = m.media_file_id and f.state = 'stored' and f.bucket = 'whatsapp-media'
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.deleted_at is null;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found', hint = 'The message has no file that is here.';
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, v_source.kind, v_source.mime_type, v_source.bytes, v_source.file_name,
    p_bucket => 'patient-files', p_folder => p_patient_id::text, p_copy_of => v_source.id);
  return jsonb_build_object('upload_id', v_file.id, 'is_stored', v_file.state = 'stored', 'mime_type', v_source.mime_type,
    'file_name', v_source.file_name);
end;
$$;
comment on function public.begin_patient_copy(uuid, uuid, uuid, uuid) is
  'Caller: members. Begins a copy of a message''s file among the files of a patient: accept-media-upload makes it, add_patient_file keeps it. The copy stays when the message goes. Returns {upload_id, is_stored, mime_type, file_name}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT404 message_not_found, PT400 missing_client_id, PT429 too_many_uploads, PT409 upload_id_in_use.';
revoke execute on function public.begin_patient_copy(uuid, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.begin_patient_copy(uuid, uuid, uuid, uuid) to authenticated;
