-- Companies that a clinic buys from: the role of a company, with what only this role has.
create table public.suppliers (
  tenant_id uuid not null,
  company_id uuid not null,
  lead_days smallint,
  minimum_cents integer,
  terms text,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, company_id),
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id) on delete cascade,
  constraint lead_is_some_days check (lead_days between 0 and 365),
  constraint minimum_is_an_amount check (minimum_cents between 0 and 100000000),
  constraint terms_fit check (char_length(terms) <= 300)
);

alter table public.suppliers enable row level security;

create policy select_desk on public.suppliers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create trigger suppliers_touch before update on public.suppliers
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.suppliers is 'Suppliers are companies of the clinic (docs/adr/0009): one name, one CNPJ, one address book, whether they buy, sell or both.';

-- No write grants: save_supplier decides.
revoke all on public.suppliers from anon, authenticated;
grant select on public.suppliers to authenticated;
grant select, insert, update, delete on public.suppliers to service_role;
