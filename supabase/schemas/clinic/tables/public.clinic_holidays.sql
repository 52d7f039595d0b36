create table public.clinic_holidays (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  day date not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint holiday_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 120)
);

alter table public.clinic_holidays enable row level security;

create index clinic_holidays_day on public.clinic_holidays (tenant_id, day);

create policy select_members on public.clinic_holidays for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.clinic_holidays is 'Days of the state, of the city or of the clinic itself. National ones are computed (app.national_holidays).';

-- No write grants: save_clinic_holiday decides.
revoke all on public.clinic_holidays from anon, authenticated;
grant select on public.clinic_holidays to authenticated;
grant select, insert, update, delete on public.clinic_holidays to service_role;
