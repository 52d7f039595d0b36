-- The weekly rules of a therapist as they were: a rule that changes today does not rewrite the occupation of last month.
create table app.offered_hours (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid not null,
  weekday text not null,
  from_time time not null,
  until_time time not null,
  every_weeks smallint not null,
  counted_from date not null,
  valid_from date not null,
  valid_until date not null default 'infinity',
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint rule_was_valid check (valid_until > valid_from)
);

alter table app.offered_hours enable row level security;

create index offered_hours_therapist on app.offered_hours (tenant_id, therapist_id);

create policy select_nobody on app.offered_hours for select to authenticated using (false);

comment on table app.offered_hours is 'Follows public.working_hours and therapists.is_active (app.keep_offered_hours).';
comment on column app.offered_hours.valid_until is 'The first day on which it no longer holds.';

grant select, insert, update, delete on app.offered_hours to service_role;
