create table app.export_kinds (
  key text primary key,
  roles text[] not null,
  lifetime_hours integer not null default 72,
  check_function text not null,
  file_name text not null,
  extension text not null default 'zip',
  constraint key_is_a_word check (key ~ '^[a-z][a-z0-9_]*$'),
  constraint lifetime_is_days check (lifetime_hours between 1 and 24 * 30),
  constraint extension_is_known check (extension in ('zip', 'pdf')),
  constraint check_is_a_function_of_app check (check_function ~ '^app\.[a-z_]+$')
);

alter table app.export_kinds enable row level security;

create policy select_nobody on app.export_kinds for select to authenticated using (false);

comment on table app.export_kinds is 'What can be exported, who may ask and how long the file is kept. Each kind has a builder of its name in _shared/trust/exports.';
comment on column app.export_kinds.roles is 'Roles that may ask at all; check_function says whether this person may have this subject.';
comment on column app.export_kinds.check_function is
  '(tenant uuid, subject jsonb, user uuid) returns jsonb: the subject with nothing in it but what the builder needs; refuses as a function of the API does. Asked again when the file is built.';
comment on column app.export_kinds.file_name is 'What the downloaded file is called before its date, without extension.';

-- No grants: the functions of exports read it.
revoke all on app.export_kinds from anon, authenticated;
