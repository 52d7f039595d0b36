create table public.addon_products (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  description text,
  addon_type text not null,
  icon text default 'pi pi-box',
  credits_amount integer default 0,
  price_cents integer not null default 0,
  currency text default 'BRL',
  is_active boolean default true,
  is_visible boolean default true,
  sort_order integer default 0,
  metadata jsonb default '{}',
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  deleted_at timestamptz,
  constraint addon_products_slug_is_unique unique (slug),
  constraint slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint addon_type_is_a_word check (addon_type ~ '^[a-z][a-z0-9_]{1,39}$'),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint price_is_not_negative check (price_cents >= 0 and credits_amount >= 0)
);

alter table public.addon_products enable row level security;

create policy select_offered_or_saas_admins on public.addon_products for select to authenticated
  using ((is_active and is_visible and deleted_at is null) or (select app.is_saas_admin()));

create trigger addon_products_touch before update on public.addon_products
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.addon_products is 'What the service offers beside WhatsApp credits. Written by SaaS administrators; a deleted one stays for the statements that name it.';

revoke all on public.addon_products from anon, authenticated, service_role;
grant select on public.addon_products to authenticated, service_role;
