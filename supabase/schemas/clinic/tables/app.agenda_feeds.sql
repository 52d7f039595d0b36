-- The secret link by which a calendar of another maker reads a therapist's agenda; one a person and clinic.
create table app.agenda_feeds (
  tenant_id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade
);

alter table app.agenda_feeds enable row level security;

create policy select_nobody on app.agenda_feeds for select to authenticated using (false);

comment on table app.agenda_feeds is 'Links of agendas for calendars outside. Ends with the membership.';
comment on column app.agenda_feeds.token_hash is 'SHA-256 of the secret in the link, which is shown once and never stored.';
