-- Files for Receita Saúde that somebody downloaded.
create table public.receita_saude_exports (
  tenant_id uuid not null,
  id uuid not null,
  therapist_id uuid not null,
  from_day date not null,
  to_day date not null,
  created_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint period_has_an_order check (from_day <= to_day)
);

alter table public.receita_saude_exports enable row level security;

create policy select_desk on public.receita_saude_exports for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index receita_saude_exports_therapist on public.receita_saude_exports (tenant_id, therapist_id, created_at desc);

comment on table public.receita_saude_exports is 'Exports of payments for Receita Saúde: of which therapist and days.';

-- No write grants: export_receita_saude writes it.
revoke all on public.receita_saude_exports from anon, authenticated;
grant select on public.receita_saude_exports to authenticated;
grant select, insert, update, delete on public.receita_saude_exports to service_role;
