-- Doctors and other professionals who refer patients to the clinic or treat them elsewhere.
create table public.medicos (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  full_name text not null,
  sort_name text not null generated always as (app.normalize_text(full_name)) stored,
  specialty text,
  council text,
  council_state text,
  council_number text,
  note text,
  version integer not null default 1,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name)),
  constraint full_name_fits check (char_length(full_name) between 2 and 120),
  constraint council_is_known check (council in ('CRM', 'CRP', 'CREFITO', 'CREFONO', 'CRN', 'CRO', 'COREN', 'CRESS', 'CREF', 'CRF', 'other')),
  constraint council_state_is_a_region check (council_state ~ '^[A-Z0-9]{1,2}$'),
  constraint council_number_fits check (council_number ~ '^[0-9A-Z/.-]{1,15}$'),
  constraint council_is_whole check ((council is null) = (council_number is null)),
  constraint texts_fit check (char_length(specialty) <= 100 and char_length(note) <= 2000)
);

alter table public.medicos enable row level security;

create index medicos_by_name on public.medicos (tenant_id, (archived_at is null), sort_name, id);

create policy select_members on public.medicos for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger medicos_touch before update on public.medicos
  for each row execute function app.tg_any__touch_updated_at();

create trigger medicos_index_words after insert or update or delete on public.medicos
  for each row execute function app.tg_medicos__index_words();

comment on table public.medicos is 'Professionals outside the clinic: who refers patients, or treats them as well.';
comment on column public.medicos.council_state is 'The region of the council: a state (CRM, CRO) or a number (CRP 06, CREFITO 3).';

-- No write grants: save_medico and archive_medico decide.
revoke all on public.medicos from anon, authenticated;
grant select on public.medicos to authenticated;
grant select, insert, update, delete on public.medicos to service_role;
