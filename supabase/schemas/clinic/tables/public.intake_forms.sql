create table public.intake_forms (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  version integer not null default 1,
  is_default boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint name_fits check (char_length(name) between 2 and 120),
  constraint default_is_in_use check (not is_default or archived_at is null)
);

alter table public.intake_forms enable row level security;

-- the one that is sent unless another is chosen
create unique index intake_forms_one_default on public.intake_forms (tenant_id) where is_default;

create policy select_members on public.intake_forms for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger intake_forms_touch before update on public.intake_forms
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.intake_forms is 'Forms that a clinic sends before the first session. What they ask is in intake_form_versions.';
comment on column public.intake_forms.version is 'The current one: a form that was sent stays as it was sent.';

-- No write grants: save_intake_form and archive_intake_form decide.
revoke all on public.intake_forms from anon, authenticated;
grant select on public.intake_forms to authenticated;
grant select, insert, update, delete on public.intake_forms to service_role;
