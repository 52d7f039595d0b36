-- The profile picture of whom a conversation is with: one small file, fetched again when the provider has another.
create table app.contact_pictures (
  tenant_id uuid not null,
  thread_id uuid not null,
  provider_key text,
  file_id uuid,
  checked_at timestamptz,
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table app.contact_pictures enable row level security;

create policy select_nobody on app.contact_pictures for select to authenticated using (false);

create trigger contact_pictures_release after update of file_id on app.contact_pictures
  for each row when (old.file_id is not null and old.file_id is distinct from new.file_id)
  execute function app.tg_contact_pictures__release();
create trigger contact_pictures_release_of_removed after delete on app.contact_pictures
  for each row when (old.file_id is not null) execute function app.tg_contact_pictures__release();

comment on table app.contact_pictures is 'A row from the moment on that somebody has heard of a picture. The file goes with the conversation.';
comment on column app.contact_pictures.provider_key is 'What the provider last announced, in short: another one is another picture.';
comment on column app.contact_pictures.file_id is 'Its row of app.media_files; NULL while there is none.';
