-- Days whose summary is no longer right. A row is added by whatever changes one of its numbers, in the same transaction: nobody waits for anybody.
create table app.clinic_day_marks (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id bigint not null default nextval('app.clinic_day_mark_numbers'),
  therapist_id uuid,
  from_day date not null,
  until_day date not null,
  primary key (tenant_id, id),
  constraint mark_has_days check (until_day >= from_day)
);

alter table app.clinic_day_marks enable row level security;

create policy select_nobody on app.clinic_day_marks for select to authenticated using (false);

comment on table app.clinic_day_marks is 'Removed by app.refresh_clinic_days, which counts these days anew.';
comment on column app.clinic_day_marks.therapist_id is 'NULL: of everybody.';

grant select, insert, update, delete on app.clinic_day_marks to service_role;
