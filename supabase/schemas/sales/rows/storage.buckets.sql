-- Private: whoever began an import puts its file, no browser opens one, the worker reads it.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('imports', 'imports', false, 26214400, '{text/csv,text/plain,application/octet-stream,application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
