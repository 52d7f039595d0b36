create table app.backlog_days (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  day date not null,
  open integer not null,
  waiting integer not null,
  primary key (tenant_id, day)
);

alter table app.backlog_days enable row level security;

create policy select_nobody on app.backlog_days for select to authenticated using (false);

comment on table app.backlog_days is 'How many conversations were open, and how many people waited, when the clock last looked on that day (app.fold_reports).';

grant select, insert, update, delete on app.backlog_days to service_role;
