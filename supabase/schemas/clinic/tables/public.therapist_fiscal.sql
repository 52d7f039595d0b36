-- In whose name a therapist is paid. Without a row it is the clinic's.
create table public.therapist_fiscal (
  tenant_id uuid not null,
  user_id uuid not null,
  receives_as text not null,
  legal_name text,
  document text,
  address text,
  city text,
  occupation text references public.health_occupations (code) on delete restrict,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint receives_as_is_known check (receives_as in ('clinic', 'pf', 'pj')),
  constraint legal_name_is_one_plain_line check (legal_name = app.normalize_name(legal_name) and char_length(legal_name) between 2 and 150),
  constraint document_fits_what_receives check (
    case receives_as when 'pf' then document ~ '^[0-9]{11}$' when 'pj' then document ~ '^[0-9A-Z]{12}[0-9]{2}$' else document is null end),
  constraint fiscal_address_fits check (char_length(address) <= 200 and char_length(city) <= 100)
);

alter table public.therapist_fiscal enable row level security;

create policy select_desk on public.therapist_fiscal for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index therapist_fiscal_occupation on public.therapist_fiscal (occupation) where occupation is not null;

create trigger therapist_fiscal_touch before update on public.therapist_fiscal
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.therapist_fiscal is 'Who is paid for a therapist''s sessions: the therapist as a person (pf) or company (pj), or the clinic. Receipts, Receita Saúde and invoices follow it.';
comment on column public.therapist_fiscal.document is 'CPF of a person, CNPJ of a company; not the members'' to read, so it does not stand in therapists.';

-- No write grants: save_therapist_fiscal decides.
revoke all on public.therapist_fiscal from anon, authenticated;
grant select on public.therapist_fiscal to authenticated;
grant select, insert, update, delete on public.therapist_fiscal to service_role;
