-- Prices that differ from the type's: of a therapist, or of a patient (the social fee).
create table public.session_prices (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid,
  therapist_id uuid,
  session_type_id uuid,
  price_cents integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint price_is_said_once unique nulls not distinct (tenant_id, patient_id, therapist_id, session_type_id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  constraint price_is_of_somebody check (patient_id is not null or therapist_id is not null),
  constraint price_is_not_negative check (price_cents between 0 and 100000000)
);

alter table public.session_prices enable row level security;

create policy select_desk on public.session_prices for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index session_prices_therapist on public.session_prices (tenant_id, therapist_id) where therapist_id is not null;
create index session_prices_type on public.session_prices (tenant_id, session_type_id) where session_type_id is not null;

create trigger session_prices_touch before update on public.session_prices
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_prices is 'A patient''s price comes before a therapist''s, and that before the type''s own; of two of one rank the one that says more.';

-- No write grants: save_session_price and delete_session_price decide.
revoke all on public.session_prices from anon, authenticated;
grant select on public.session_prices to authenticated;
grant select, insert, update, delete on public.session_prices to service_role;
