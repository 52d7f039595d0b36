create table app.assignment_turns (
  tenant_id uuid not null,
  user_id uuid not null,
  last_turn_at timestamptz,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade
);

alter table app.assignment_turns enable row level security;

create policy select_nobody on app.assignment_turns for select to authenticated using (false);

comment on table app.assignment_turns is 'Who takes new conversations in turn. A clinic without rows leaves them to nobody.';

grant select, insert, update, delete on app.assignment_turns to service_role;
