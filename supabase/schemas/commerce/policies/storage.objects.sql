-- Whoever sees products sees their pictures, and a picture is put where an upload of one's own begins. Nobody changes or removes
-- an object.
create policy select_product_images_of_desk on storage.objects for select to authenticated
  using (bucket_id = 'product-images' and app.may_read_product_image(name));
create policy insert_product_image_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'product-images' and app.may_upload_media(bucket_id, name));
-- Whoever began the upload of a product's file puts it where it said, and sees that it is there. Nobody else reads one: buyers
-- get a signed address for some minutes, and nobody changes or removes it.
create policy insert_product_file_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'product-files' and app.may_upload_media(bucket_id, name));
create policy select_product_file_of_uploader on storage.objects for select to authenticated
  using (bucket_id = 'product-files' and app.may_upload_media(bucket_id, name));
