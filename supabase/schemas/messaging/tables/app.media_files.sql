create table app.media_files (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  bucket text not null default 'whatsapp-media',
  state text not null,
  path text not null,
  kind text not null,
  mime_type text not null,
  bytes bigint not null,
  sha256 text,
  file_name text,
  width integer,
  height integer,
  seconds integer,
  uploaded_by uuid,
  quick_reply_id uuid,
  folder text,
  copy_of uuid,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint path_is_used_once unique (tenant_id, path),
  constraint bucket_is_known check (bucket in ('whatsapp-media', 'patient-files', 'imports', 'product-images', 'product-files')),
  constraint state_is_known check (state in ('uploading', 'storing', 'stored', 'doomed')),
  constraint path_is_of_the_clinic check (starts_with(path, tenant_id::text || '/')),
  constraint bytes_are_not_negative check (bytes >= 0)
);

alter table app.media_files enable row level security;

create index media_files_unsent on app.media_files (tenant_id, uploaded_by) where expires_at is not null;

create policy select_nobody on app.media_files for select to authenticated using (false);

comment on table app.media_files is 'Every object of the clinics'' buckets, written down before it is stored: none is left behind. Messages point to it; a forwarded file is one object.';
comment on column app.media_files.id is 'The message''s, of a file that came in, so that a repeated job writes the same object; of an upload the one that its browser chose.';
comment on column app.media_files.bucket is 'whatsapp-media: files of conversations. patient-files: files of patients, which public.patient_files keeps. imports: what somebody imports, for a day. product-images: pictures of products, which public.product_images keeps. product-files: what buyers download, which public.product_files keeps.';
comment on column app.media_files.state is 'uploading: a browser may put it at <tenant>/uploads/<id>. storing: looked at, about to be stored under path. stored: there. doomed: about to be removed.';
comment on column app.media_files.expires_at is 'When an upload that is in no message and no quick reply is removed; NULL once it was sent or kept, and of files that came in.';
comment on column app.media_files.folder is 'Where it is kept below the clinic''s folder; NULL: by month.';
comment on column app.media_files.copy_of is 'The stored file that it is a copy of: no browser puts it.';
comment on column app.media_files.quick_reply_id is 'The quick reply that it was put for, which may be gone: that one alone keeps it, see quick_reply_files.';
comment on column app.media_files.kind is 'What it was asked to be sent as (image, audio, voice, video, document, sticker), or came as.';
comment on column app.media_files.mime_type is 'What its content is; while it is uploading, what the browser says.';
