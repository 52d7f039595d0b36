create table app.assignment_turns (
  tenant_id uuid not null,
  user_id uuid not null,
  position integer not null default 0,
  is_paused boolean not null default false,
  last_turn_at timestamptz,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade
);

alter table app.assignment_turns enable row level security;

create policy select_nobody on app.assignment_turns for select to authenticated using (false);

comment on table app.assignment_turns is 'Who takes new conversations in turn, where tenants.assigns_in_turn says so. Whoever follows the one who got the last is next.';
comment on column app.assignment_turns.is_paused is 'Passed over for now; the place in the order stays.';

grant select, insert, update, delete on app.assignment_turns to service_role;
