-- "They are not the same person": two patients who look alike and are not offered for a merge again.
create table public.patient_distinctions (
  tenant_id uuid not null,
  low_id uuid not null,
  high_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, low_id, high_id),
  foreign key (tenant_id, low_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, high_id) references public.patients (tenant_id, id) on delete cascade,
  constraint each_pair_is_there_once check (low_id < high_id)
);

alter table public.patient_distinctions enable row level security;

create index patient_distinctions_high on public.patient_distinctions (tenant_id, high_id);

create policy select_members on public.patient_distinctions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.patient_distinctions is 'Pairs of patients whom somebody looked at and told apart.';

-- No write grants: set_patients_distinct decides.
revoke all on public.patient_distinctions from anon, authenticated;
grant select on public.patient_distinctions to authenticated;
grant select, insert, update, delete on public.patient_distinctions to service_role;
