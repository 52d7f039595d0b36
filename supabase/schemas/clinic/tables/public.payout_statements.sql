-- What a therapist gets for a month. No row: the month is open and was never closed.
create table public.payout_statements (
  tenant_id uuid not null,
  therapist_id uuid not null,
  month date not null,
  status text not null default 'open',
  total_cents bigint,
  snapshot jsonb,
  closed_by uuid,
  closed_at timestamptz,
  paid_on date,
  method text references public.payment_methods (key) on delete restrict,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, therapist_id, month),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint statement_month_is_its_first_day check (extract(day from month) = 1),
  constraint statement_status_is_known check (status in ('open', 'closed', 'paid')),
  constraint closed_statement_is_whole check (
    (status = 'open') = (snapshot is null) and (status = 'open') = (total_cents is null) and (status = 'open') = (closed_at is null)),
  constraint paid_statement_is_whole check ((status = 'paid') = (paid_on is not null) and (paid_on is null) = (method is null))
);

alter table public.payout_statements enable row level security;

create policy select_admins on public.payout_statements for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create index payout_statements_method on public.payout_statements (method) where method is not null;

create trigger payout_statements_touch before update on public.payout_statements
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.payout_statements is 'open, closed, paid. A closed month takes no entries: what comes later falls into the next open one.';
comment on column public.payout_statements.snapshot is 'The lines as they were shown when it was closed, with the names of that moment.';

-- No write grants: close_payout and its siblings decide.
revoke all on public.payout_statements from anon, authenticated;
grant select on public.payout_statements to authenticated;
grant select, insert, update, delete on public.payout_statements to service_role;
