-- Emergencies in which somebody who does not treat a patient read their record.
create table public.record_break_glass (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  patient_id uuid not null,
  user_id uuid not null,
  user_name text not null,
  reason text not null,
  opened_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete restrict,
  constraint reason_fits check (char_length(reason) between 10 and 500),
  constraint expires_the_same_day check (expires_at > opened_at and expires_at <= opened_at + interval '8 hours')
);

alter table public.record_break_glass enable row level security;

create index record_break_glass_patient on public.record_break_glass (tenant_id, patient_id, user_id, expires_at);

create policy select_nobody on public.record_break_glass for select to authenticated using (false);

create trigger record_break_glass_append_only before update on public.record_break_glass
  for each row execute function app.tg_any__append_only();

create trigger record_break_glass_are_kept before delete on public.record_break_glass
  for each row execute function app.tg_any__is_kept();

comment on table public.record_break_glass is 'Emergency access to the shared record: who, why, and until when. The private folder stays closed.';

-- No grants at all: open_record_break_glass writes it, list_record_reads shows it.
revoke all on public.record_break_glass from anon, authenticated, service_role;
