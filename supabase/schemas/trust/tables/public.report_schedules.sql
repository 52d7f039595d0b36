create table public.report_schedules (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  every text not null,
  hours text not null default 'open',
  user_ids uuid[] not null,
  next_on date not null,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint schedule_is_known check (every in ('week', 'month')),
  constraint report_hours_are_known check (hours in ('open', 'clock')),
  constraint somebody_gets_it check (cardinality(user_ids) between 1 and 50)
);

alter table public.report_schedules enable row level security;

create index report_schedules_due on public.report_schedules (next_on);
create index report_schedules_created_by on public.report_schedules (created_by);

create policy select_leaders on public.report_schedules for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

create trigger report_schedules_touch before update on public.report_schedules
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.report_schedules is 'Reports by e-mail: on Monday of the week before, or on the first of the month before, at seven in the clinic''s time.';
comment on column public.report_schedules.user_ids is 'Whoever leads the clinic at that moment among them gets it.';
comment on column public.report_schedules.next_on is 'The day of the next; moved on in the transaction that queues its e-mails.';

-- No write grants: save_report_schedule and delete_report_schedule write them.
revoke all on public.report_schedules from anon, authenticated;
grant select on public.report_schedules to authenticated;
grant select, insert, update, delete on public.report_schedules to service_role;
