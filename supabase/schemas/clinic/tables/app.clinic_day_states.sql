-- How far the summaries of a clinic reach.
create table app.clinic_day_states (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  counted_until date not null
);

alter table app.clinic_day_states enable row level security;

create policy select_nobody on app.clinic_day_states for select to authenticated using (false);

comment on table app.clinic_day_states is 'Days after counted_until have no summary yet. No row: none has.';

grant select, insert, update, delete on app.clinic_day_states to service_role;
