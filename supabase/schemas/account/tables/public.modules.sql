-- Parts of the product that a clinic may switch off.
create table public.modules (
  key text primary key,
  position smallint not null,
  is_on_by_default boolean not null,
  is_offered boolean not null default true,
  needs text references public.modules (key) on delete restrict,
  constraint modules_key_is_a_word check (key ~ '^[a-z_]{2,30}$'),
  constraint it_needs_another check (needs <> key)
);

alter table public.modules enable row level security;

create policy select_signed_in on public.modules for select to authenticated using ((select auth.uid()) is not null);

create index modules_needs on public.modules (needs) where needs is not null;

comment on table public.modules is 'Parts of the product that a clinic may switch off, in the order of the settings; words are texts of the screen. tenant_modules has what a clinic chose, app.require_module refuses what is off.';
comment on column public.modules.is_offered is 'Whether clinics see it in their settings: a part whose screens are not there yet is not.';
comment on column public.modules.needs is 'The module without which this one is off too.';

revoke all on public.modules from anon, authenticated;
grant select on public.modules to authenticated;
grant select, insert, update, delete on public.modules to service_role;
