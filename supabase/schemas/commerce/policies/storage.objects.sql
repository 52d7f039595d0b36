-- Whoever sees products sees their pictures, and a picture is put where an upload of one's own begins. Nobody changes or removes
-- an object.
create policy select_product_images_of_desk on storage.objects for select to authenticated
  using (bucket_id = 'product-images' and app.may_read_product_image(name));
create policy insert_product_image_of_uploader on storage.objects for insert to authenticated
  with check (bucket_id = 'product-images' and app.may_upload_media(bucket_id, name));
