-- Companies that a clinic sells to: who hires assessments, talks, or treatment for its people.
create table public.companies (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  sort_key text not null generated always as (app.normalize_text(name)) stored,
  cnpj text,
  segment text,
  website text,
  city text,
  state text,
  owner_id uuid,
  note text,
  custom jsonb not null default '{}',
  version integer not null default 1,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint company_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 120),
  constraint cnpj_is_normalised check (cnpj ~ '^[0-9A-Z]{12}[0-9]{2}$'),
  constraint texts_fit check (
    char_length(segment) <= 100 and char_length(website) <= 200 and char_length(city) <= 100 and char_length(state) <= 2
    and char_length(note) <= 2000)
);

alter table public.companies enable row level security;

create policy select_desk on public.companies for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index companies_by_name on public.companies (tenant_id, (archived_at is null), sort_key, id);
-- one company, one number
create unique index companies_cnpj on public.companies (tenant_id, cnpj) where cnpj is not null;
create index companies_owner on public.companies (tenant_id, owner_id) where owner_id is not null;

create trigger companies_touch before update on public.companies
  for each row execute function app.tg_any__touch_updated_at();

create trigger companies_index_words after insert or update or delete on public.companies
  for each row execute function app.tg_companies__index_words();

comment on table public.companies is 'Companies of the sales of a clinic; phones and e-mail addresses are in contact_phones and contact_emails.';
comment on column public.companies.custom is 'Values of the clinic''s own fields by the id of the field; app.checked_custom decides what may stand here.';

-- No write grants: save_company and archive_sales decide.
revoke all on public.companies from anon, authenticated;
grant select on public.companies to authenticated;
grant select, insert, update, delete on public.companies to service_role;
