-- What a clinic erased of one person because the person asked for it (LGPD art. 18, VI), and what it kept. It cannot be undone.
create table public.erasures (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  patient_id uuid not null,
  protocol text not null,
  state text not null default 'queued',
  scope jsonb,
  step integer not null default 0,
  total integer,
  counts jsonb not null default '{}',
  report jsonb,
  sha256 text,
  requested_by uuid not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint erasure_state_is_known check (state in ('queued', 'running', 'done')),
  constraint done_ones_say_what check ((state = 'done') = (finished_at is not null and report is not null and sha256 is not null)),
  constraint done_ones_forget_whom check (state <> 'done' or scope is null)
);

alter table public.erasures enable row level security;

create index erasures_of_patient on public.erasures (tenant_id, patient_id, created_at desc);
create unique index erasures_one_open on public.erasures (tenant_id, patient_id) where state <> 'done';

create policy select_admins on public.erasures for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.erasures is 'One row an erasure. The job goes from step to step, each a transaction, so whoever takes it after a crash goes on where it stopped.';
comment on column public.erasures.scope is 'Whose rows they are, found before the first of them goes; NULL once it is done, because addresses are in it.';
comment on column public.erasures.counts is 'Rows erased and kept by table.';
comment on column public.erasures.report is 'The certificate: what was erased, what is kept, by which law and until when. Nothing of what was erased.';

-- No write grants: erase_person and the worker decide; no browser reads the scope.
revoke all on public.erasures from anon, authenticated;
grant select (tenant_id, id, patient_id, protocol, state, step, total, counts, report, sha256, requested_by, created_at, finished_at)
  on public.erasures to authenticated;
grant select, insert, update, delete on public.erasures to service_role;
