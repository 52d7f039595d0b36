-- Whoever began an import puts its file where it said, and sees that it is there: storing it answers with its row. Nobody else
-- reads one, and nobody changes or removes it.
create policy insert_import_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'imports' and app.may_upload_media(bucket_id, name));
create policy select_import_of_uploader on storage.objects for select to authenticated
  using (bucket_id = 'imports' and app.may_upload_media(bucket_id, name));
