-- Private, without a policy: no browser opens an object but by an address that open_export was asked for.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('exports', 'exports', false, 5::bigint * 1024 * 1024 * 1024, '{application/zip,application/pdf,application/json}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
