-- Who treats a patient, and since when. Who treats reads and writes the record; nobody else does.
create table public.care_team (
  tenant_id uuid not null,
  patient_id uuid not null,
  user_id uuid not null,
  since timestamptz not null default clock_timestamp(),
  added_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  primary key (tenant_id, patient_id, user_id, since),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint ended_after_it_began check (ended_at >= since)
);

alter table public.care_team enable row level security;

-- once at a time
create unique index care_team_current on public.care_team (tenant_id, patient_id, user_id) where ended_at is null;
create index care_team_user on public.care_team (tenant_id, user_id) where ended_at is null;

create policy select_members on public.care_team for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.care_team is 'Who treats a patient. A row that ended stays: it says who treated when. It names people without a foreign key, because they may leave the clinic.';

-- No write grants: add_care_team, end_care_team and app.join_care_team write it.
revoke all on public.care_team from anon, authenticated;
grant select on public.care_team to authenticated;
grant select, insert, update, delete on public.care_team to service_role;
