create table app.system_tags (
  key text primary key,
  name text not null,
  color text not null,
  position integer not null
);

alter table app.system_tags enable row level security;

create policy select_nobody on app.system_tags for select to authenticated using (false);

comment on table app.system_tags is 'Tags that every clinic begins with; app.tg_tenants__give_tags copies them.';

grant select, insert, update, delete on app.system_tags to service_role;
