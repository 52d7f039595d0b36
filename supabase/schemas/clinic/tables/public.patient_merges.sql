-- Two patients who are one person: who said so, and until when it can be taken back.
create table public.patient_merges (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  merged_by uuid,
  merged_at timestamptz not null default clock_timestamp(),
  undo_until timestamptz not null default clock_timestamp() + interval '30 days',
  undone_by uuid,
  undone_at timestamptz,
  survivor_before jsonb,
  survivor_after jsonb,
  merged_before jsonb,
  primary key (tenant_id, id),
  foreign key (tenant_id, survivor_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, merged_id) references public.patients (tenant_id, id) on delete cascade,
  constraint are_two_patients check (survivor_id <> merged_id)
);

alter table public.patient_merges enable row level security;

-- what can be undone, the latest first
create index patient_merges_newest on public.patient_merges (tenant_id, merged_at desc, id desc) where undone_at is null;
-- whether somebody was merged into a patient since
create index patient_merges_survivor on public.patient_merges (tenant_id, survivor_id, merged_at desc);
create index patient_merges_merged on public.patient_merges (tenant_id, merged_id);

create policy select_members on public.patient_merges for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.patient_merges is 'Merges of patients. What each moved is in app.patient_merge_rows, as long as it can be undone.';
comment on column public.patient_merges.survivor_before is 'The rows as they were, and what the merge wrote into the survivor: an undo leaves alone what somebody changed since. Null once it cannot be undone any more.';

-- No write grants: merge_patients and undo_patient_merge decide.
revoke all on public.patient_merges from anon, authenticated;
grant select on public.patient_merges to authenticated;
grant select, insert, update, delete on public.patient_merges to service_role;
