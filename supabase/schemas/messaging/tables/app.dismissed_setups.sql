-- Who leads a clinic and does not want to see its first steps any more.
create table app.dismissed_setups (
  tenant_id uuid not null,
  user_id uuid not null,
  dismissed_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade
);

alter table app.dismissed_setups enable row level security;

create policy select_nobody on app.dismissed_setups for select to authenticated using (false);

comment on table app.dismissed_setups is 'Each for themselves: a colleague goes on with the steps.';
