-- What the clinic itself says on receipts, and whether it issues invoices (NFS-e).
create table public.fiscal_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  legal_name text,
  document text,
  address text,
  city text,
  issues_invoices boolean not null default false,
  service_item text not null default '4.16',
  iss_basis_points integer not null default 200,
  updated_at timestamptz not null default now(),
  constraint legal_name_is_one_plain_line check (legal_name = app.normalize_name(legal_name) and char_length(legal_name) between 2 and 150),
  constraint document_is_a_cpf_or_cnpj check (document ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$'),
  constraint fiscal_address_fits check (char_length(address) <= 200 and char_length(city) <= 100),
  constraint service_item_is_of_health check (service_item in ('4.01', '4.08', '4.10', '4.16')),
  constraint iss_is_at_most_five_percent check (iss_basis_points between 0 and 500)
);

alter table public.fiscal_settings enable row level security;

create policy select_desk on public.fiscal_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create trigger fiscal_settings_touch before update on public.fiscal_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.fiscal_settings is 'The clinic as receipts and invoices name it; what is missing is taken from the clinic''s own name and CPF or CNPJ.';
comment on column public.fiscal_settings.service_item is 'Item of the list of LC 116: 4.01 medicine, 4.08 occupational, physio and speech therapy, 4.10 nutrition, 4.16 psychology.';

-- No write grants: save_fiscal_settings decides.
revoke all on public.fiscal_settings from anon, authenticated;
grant select on public.fiscal_settings to authenticated;
grant select, insert, update, delete on public.fiscal_settings to service_role;
