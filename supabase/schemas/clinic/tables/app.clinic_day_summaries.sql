-- What happened on a day of a therapist, counted: the dashboard adds these up.
create table app.clinic_day_summaries (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  therapist_id uuid not null,
  day date not null,
  held bigint not null default 0,
  missed bigint not null default 0,
  excused bigint not null default 0,
  cancelled_late bigint not null default 0,
  cancelled_early bigint not null default 0,
  booked_minutes bigint not null default 0,
  offered_minutes bigint not null default 0,
  new_patients bigint not null default 0,
  drop_outs bigint not null default 0,
  charged_cents bigint not null default 0,
  open_cents bigint not null default 0,
  received_cents bigint not null default 0,
  primary key (tenant_id, day, therapist_id)
);

alter table app.clinic_day_summaries enable row level security;

create policy select_nobody on app.clinic_day_summaries for select to authenticated using (false);

comment on table app.clinic_day_summaries is 'What app.count_clinic_days says of each day, kept: a day without a row is one of zeros. What is marked in app.clinic_day_marks, or lies after counted_until, is counted anew by whoever reads (app.clinic_days).';
comment on column app.clinic_day_summaries.therapist_id is 'therapists.user_id; all zeros: of no therapist.';
comment on column app.clinic_day_summaries.day is 'In the clinic''s time.';

grant select, insert, update, delete on app.clinic_day_summaries to service_role;
