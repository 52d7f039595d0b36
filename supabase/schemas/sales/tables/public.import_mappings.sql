-- Which field each column of a file feeds, as the clinic chose it last time for a file with these headings.
create table public.import_mappings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null references app.import_kinds (key) on delete restrict,
  signature text not null,
  columns jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, kind, signature),
  constraint signature_is_a_hash check (signature ~ '^[0-9a-f]{32}$')
);

alter table public.import_mappings enable row level security;

create index import_mappings_kind on public.import_mappings (kind);

create policy select_desk on public.import_mappings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.import_mappings is 'Mappings of files by their headings (md5 of the folded ones).';

-- No write grants: start_import remembers.
revoke all on public.import_mappings from anon, authenticated;
grant select on public.import_mappings to authenticated;
grant select, insert, update, delete on public.import_mappings to service_role;
