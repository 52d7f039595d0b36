-- What changed and is not in the summaries yet. A row is added in the transaction of the change: nobody waits for a counter.
create table app.report_changes (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id bigint not null default nextval('app.report_change_numbers'),
  day date not null,
  measure text not null,
  person_id uuid not null,
  channel_id uuid not null,
  slot smallint not null,
  number integer not null,
  total bigint not null default 0,
  primary key (tenant_id, id)
);

alter table app.report_changes enable row level security;

create policy select_nobody on app.report_changes for select to authenticated using (false);

comment on table app.report_changes is 'Written by triggers, moved into app.report_days by app.fold_report_changes.';

grant select, insert, update, delete on app.report_changes to service_role;
