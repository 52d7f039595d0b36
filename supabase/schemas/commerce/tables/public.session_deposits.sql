-- What is paid ahead so that a session is kept. A type without a row asks for nothing.
create table public.session_deposits (
  tenant_id uuid not null,
  session_type_id uuid not null,
  amount_cents integer not null,
  hold_minutes integer not null default 120,
  asks_online boolean not null default true,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, session_type_id),
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  constraint deposit_is_an_amount check (amount_cents between 100 and 100000000),
  constraint deposit_hold_is_sane check (hold_minutes between 15 and 10080)
);

alter table public.session_deposits enable row level security;

create policy select_desk on public.session_deposits for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create trigger session_deposits_touch before update on public.session_deposits
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_deposits is 'Deposits by type of session: how much, and how long the time is held for whoever has to pay it.';
comment on column public.session_deposits.asks_online is 'Whoever books by the public link pays it there; the desk asks for it by hand.';

-- No write grants: save_session_deposits decides.
revoke all on public.session_deposits from anon, authenticated;
grant select on public.session_deposits to authenticated;
grant select, insert, update, delete on public.session_deposits to service_role;
