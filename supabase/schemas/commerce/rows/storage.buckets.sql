-- Private, too: the function shop passes on what stands in an open shop, and nothing else. Two megabytes: browsers make pictures
-- smaller before they put them.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('product-images', 'product-images', false, 2 * 1024 * 1024, '{image/jpeg,image/png,image/webp}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- Private: buyers open an object by a signed address. The types are those of whatsapp-media, which content is held against.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('product-files', 'product-files', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
