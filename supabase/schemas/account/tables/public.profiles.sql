create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  full_name text not null default '',
  email text not null,
  locale text not null default 'pt-BR',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint locale_is_supported check (locale in ('pt-BR', 'en')),
  constraint full_name_is_short_text check (char_length(full_name) <= 120),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name))
);

alter table public.profiles enable row level security;

create trigger profiles_touch before update on public.profiles
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.profiles is 'A person who signs in. One row per auth user.';

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to authenticated;
grant select, insert, update, delete on public.profiles to service_role;
