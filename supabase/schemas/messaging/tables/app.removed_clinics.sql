create table app.removed_clinics (
  id uuid primary key,
  removed_at timestamptz not null default now()
);

alter table app.removed_clinics enable row level security;

create policy select_nobody on app.removed_clinics for select to authenticated using (false);

comment on table app.removed_clinics is 'Clinics that are gone, until their files are gone from the bucket too: the rows that told of them, and the jobs that would remove them, went with the clinic.';
comment on column app.removed_clinics.id is 'The id that the clinic had; nothing refers to it any more.';
