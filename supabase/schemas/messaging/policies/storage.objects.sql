-- Members read the stored files of their clinic, and put a file where an upload of their own begins. Nobody changes or
-- removes an object: what was checked stays what it is.
create policy select_media_of_members on storage.objects for select to authenticated
  using (bucket_id = 'whatsapp-media' and app.may_read_media(name));
create policy insert_media_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'whatsapp-media' and app.may_upload_media(bucket_id, name));
