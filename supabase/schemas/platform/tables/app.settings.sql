-- Settings of the whole installation (one row).
create table app.settings (
  only_row boolean primary key default true,
  single_tenant boolean not null default false,
  saas_second_factor boolean not null default false,
  constraint settings_has_one_row check (only_row)
);

alter table app.settings enable row level security;

-- Tables of app and app_private are reached through functions only; select_nobody says so on each of them.
create policy select_nobody on app.settings for select to authenticated using (false);

comment on table app.settings is 'One row. single_tenant: sign-up creates no clinic and the interface hides every clinic picker. saas_second_factor: administrators of the service come in with a second factor only.';
