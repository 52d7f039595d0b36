-- A month is charged once.
create table public.monthly_fee_months (
  tenant_id uuid not null,
  fee_id uuid not null,
  month date not null,
  charge_id uuid,
  posted_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, fee_id, month),
  foreign key (tenant_id, fee_id) references public.monthly_fees (tenant_id, id) on delete cascade,
  foreign key (tenant_id, charge_id) references public.money_charges (tenant_id, id) on delete cascade,
  constraint month_is_its_first_day check (extract(day from month) = 1)
);

alter table public.monthly_fee_months enable row level security;

create policy select_desk on public.monthly_fee_months for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index monthly_fee_months_charge on public.monthly_fee_months (tenant_id, charge_id) where charge_id is not null;

comment on table public.monthly_fee_months is 'Which months of a monthly fee are charged; charge_id is null where nothing was left to charge.';

-- No write grants: app.post_monthly_fees alone writes here.
revoke all on public.monthly_fee_months from anon, authenticated;
grant select on public.monthly_fee_months to authenticated;
grant select, insert, update, delete on public.monthly_fee_months to service_role;
