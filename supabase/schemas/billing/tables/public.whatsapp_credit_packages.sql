create table public.whatsapp_credit_packages (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  credits integer not null,
  price_brl numeric(10, 2) not null,
  is_active boolean not null default true,
  is_featured boolean not null default false,
  position integer not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint whatsapp_credit_packages_credits_check check (credits > 0),
  constraint whatsapp_credit_packages_name_check check (length(name) > 0 and length(name) <= 100),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint whatsapp_credit_packages_price_brl_check check (price_brl > 0)
);

alter table public.whatsapp_credit_packages enable row level security;

create policy select_active_or_saas_admins on public.whatsapp_credit_packages for select to authenticated
  using (is_active or (select app.is_saas_admin()));

create trigger whatsapp_credit_packages_touch before update on public.whatsapp_credit_packages
  for each row execute function app.tg_any__touch_updated_at();

create trigger whatsapp_credit_packages_note_change after insert or update or delete on public.whatsapp_credit_packages
  for each row execute function app.tg_whatsapp_credit_packages__note_change();

comment on table public.whatsapp_credit_packages is 'What the shop sells, to every clinic. Written by SaaS administrators.';

revoke all on public.whatsapp_credit_packages from anon, authenticated, service_role;
grant select on public.whatsapp_credit_packages to authenticated, service_role;
