-- The public shop of a clinic. No row: it has none.
create table public.shop_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  is_open boolean not null default false,
  slug text not null,
  is_indexed boolean not null default true,
  legal_name text,
  tax_id text,
  address text,
  email text,
  phone text,
  intro_text text,
  policy_text text,
  offers_pickup boolean not null default true,
  pickup_note text,
  hold_minutes smallint not null default 120,
  takes_reviews boolean not null default true,
  has_chat boolean not null default false,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint shop_slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) between 3 and 60),
  constraint pickup_note_fits check (char_length(pickup_note) between 1 and 300),
  constraint hold_is_sane check (hold_minutes between 30 and 4320),
  constraint seller_is_named_when_open check (
    not is_open or (legal_name is not null and tax_id is not null and address is not null and (email is not null or phone is not null))),
  constraint legal_name_is_one_plain_line check (legal_name = app.normalize_name(legal_name) and char_length(legal_name) between 2 and 160),
  constraint shop_texts_fit check (char_length(tax_id) <= 18 and char_length(address) <= 300 and char_length(email) <= 254
    and char_length(phone) <= 30 and char_length(intro_text) <= 1000 and char_length(policy_text) <= 4000)
);

alter table public.shop_settings enable row level security;

create policy select_desk on public.shop_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create trigger shop_settings_touch before update on public.shop_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.shop_settings is 'The shop of a clinic: its address, who sells, and what the pages say. It is open when the module is on, too.';
comment on column public.shop_settings.is_indexed is 'Whether search engines may list it.';
comment on column public.shop_settings.offers_pickup is 'Whether buyers may fetch things at the clinic.';
comment on column public.shop_settings.hold_minutes is 'How long stock, seats and times wait for the money of an order of the shop.';
comment on column public.shop_settings.takes_reviews is 'Whether buyers are asked for reviews, and the shop shows them.';
comment on column public.shop_settings.has_chat is 'Whether visitors may write to the clinic from the pages of the shop.';
comment on column public.shop_settings.tax_id is 'CPF or CNPJ of the seller as it is shown (Decreto 7.962/2013, art. 2).';

-- No write grants: save_shop_settings decides.
revoke all on public.shop_settings from anon, authenticated;
grant select on public.shop_settings to authenticated;
grant select, insert, update, delete on public.shop_settings to service_role;
