-- What an entry said before: written once, never changed.
create table public.record_entry_versions (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  entry_id uuid not null,
  version integer not null,
  kind text not null,
  title text,
  occurred_on date not null,
  content jsonb not null,
  saved_by uuid not null,
  saved_by_name text not null,
  saved_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, entry_id, version),
  foreign key (tenant_id, entry_id) references public.record_entries (tenant_id, id) on delete restrict
);

alter table public.record_entry_versions enable row level security;

create policy select_nobody on public.record_entry_versions for select to authenticated using (false);

create trigger record_entry_versions_append_only before update on public.record_entry_versions
  for each row execute function app.tg_any__append_only();

create trigger record_entry_versions_are_kept before delete on public.record_entry_versions
  for each row execute function app.tg_any__is_kept();

comment on table public.record_entry_versions is 'Versions of an entry: when its editor was left, every ten minutes of writing, and what was signed.';

-- No grants at all: see record_entries.
revoke all on public.record_entry_versions from anon, authenticated, service_role;
