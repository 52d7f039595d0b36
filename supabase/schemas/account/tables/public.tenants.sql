create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  cpf_cnpj text,
  time_zone text not null default 'America/Sao_Paulo',
  logo_path text,
  ignore_groups boolean not null default true,
  assigns_in_turn boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tenants_slug_is_unique unique (slug),
  constraint slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint name_is_short_text check (char_length(name) between 2 and 120),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint cpf_cnpj_is_normalised check (cpf_cnpj ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$')
);

alter table public.tenants enable row level security;

create policy select_members on public.tenants for select to authenticated
  using (id in (select app.my_tenant_ids()));

create trigger tenants_touch before update on public.tenants
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.tenants is 'A clinic. Every other tenant table carries its id.';
comment on column public.tenants.cpf_cnpj is 'Without punctuation, check digits verified by app.is_valid_cpf_cnpj; a CNPJ may have capital letters.';
comment on column public.tenants.ignore_groups is 'WhatsApp groups and status broadcasts do not become conversations.';
comment on column public.tenants.assigns_in_turn is 'New conversations go to the people of app.assignment_turns, one after the other.';

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.tenants from anon, authenticated;
-- not cpf_cnpj: it may be somebody's own, and is for owners and admins (public.get_tenant)
grant select (id, slug, name, time_zone, logo_path, ignore_groups, assigns_in_turn, created_at, updated_at) on public.tenants to authenticated;
grant select, insert, update, delete on public.tenants to service_role;
