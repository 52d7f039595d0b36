-- What a screen shows of a file: where it lies, what it is, whose it is.
create function app.patient_file_payload(f public.patient_files)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(f) || jsonb_build_object(
    'path', m.path, 'width', m.width, 'height', m.height,
    'uploaded_by_name', (select p.full_name from public.profiles p where p.id = f.uploaded_by),
    'document_id', (select d.id from public.patient_documents d where d.tenant_id = f.tenant_id and d.file_id = f.id))
  from app.media_files m where m.tenant_id = f.tenant_id and m.id = f.id;
$$;
revoke execute on function app.patient_file_payload(public.patient_files) from public, anon, authenticated;
