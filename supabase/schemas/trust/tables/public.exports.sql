-- A copy of data that somebody asked for: built by a job, kept in the private bucket `exports` for some days.
create table public.exports (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null references app.export_kinds (key) on delete restrict,
  subject jsonb not null default '{}',
  requested_by uuid not null,
  state text not null default 'queued',
  done integer not null default 0,
  total integer,
  attempt uuid,
  path text,
  bytes bigint,
  sha256 text,
  failure text,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  constraint state_is_known check (state in ('queued', 'running', 'ready', 'failed', 'cancelled', 'expired')),
  constraint progress_is_not_negative check (done >= 0 and total >= 0),
  constraint ready_ones_have_a_file check (state <> 'ready' or path is not null and bytes is not null and sha256 is not null and expires_at is not null),
  constraint finished_when_over check ((finished_at is not null) = (state not in ('queued', 'running')))
);

alter table public.exports enable row level security;

create index exports_of_person on public.exports (tenant_id, requested_by, created_at desc);
create index exports_newest on public.exports (tenant_id, created_at desc);
create index exports_kind on public.exports (kind);
create unique index exports_one_open on public.exports (tenant_id, requested_by, kind, subject) where state in ('queued', 'running');

create policy select_own_or_admin on public.exports for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and requested_by = (select auth.uid())
    or tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.exports is 'One row an export. Whoever asked downloads it; owner and administrators see that it was asked for.';
comment on column public.exports.subject is 'What it is about, as the check of its kind wrote it: {patient_id} of a person.';
comment on column public.exports.attempt is 'The lease of the worker that builds it: what an earlier one says no longer counts.';
comment on column public.exports.total is 'Steps; NULL until the builder knows.';

-- No write grants: request_export, cancel_export and the worker decide.
revoke all on public.exports from anon, authenticated;
grant select on public.exports to authenticated;
grant select, insert, update, delete on public.exports to service_role;
