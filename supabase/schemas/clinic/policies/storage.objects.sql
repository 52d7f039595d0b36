-- Members read files of patients that are not clinical, the treating team reads the clinical ones too, and a file is put where
-- an upload of one's own begins. Nobody changes or removes an object.
create policy select_patient_files_of_readers on storage.objects for select to authenticated
  using (bucket_id = 'patient-files' and app.may_read_patient_file(name));
create policy insert_patient_files_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'patient-files' and app.may_upload_media(bucket_id, name));
