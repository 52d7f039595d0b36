create table app.asaas_webhook (
  only_row boolean primary key default true,
  is_interrupted boolean not null default false,
  detail text,
  checked_at timestamptz,
  constraint webhook_has_one_row check (only_row)
);

alter table app.asaas_webhook enable row level security;

create policy select_nobody on app.asaas_webhook for select to authenticated using (false);

comment on table app.asaas_webhook is 'One row. Asaas interrupts its queue after fifteen failures and deletes what waits in it after fourteen days.';
