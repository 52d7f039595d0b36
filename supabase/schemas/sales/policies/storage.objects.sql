-- Whoever began an import puts its file where it said; nobody reads, changes or removes one.
create policy insert_import_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'imports' and app.may_upload_media(bucket_id, name));
