-- What entries of a clinic begin with. They are about nobody.
create table public.record_templates (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  name text not null,
  kind text not null,
  content jsonb not null,
  version integer not null default 1,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 80),
  constraint template_kind_is_known check (kind in ('progress_note', 'anamnesis', 'plan', 'discharge', 'other')),
  constraint content_fits check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 65536)
);

alter table public.record_templates enable row level security;

create policy select_members on public.record_templates for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger record_templates_touch before update on public.record_templates
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.record_templates is 'Templates and forms of anamnesis of a clinic. What was inserted from one stays as it was written.';

-- No write grants: save_record_template and archive_record_template decide.
revoke all on public.record_templates from anon, authenticated;
grant select on public.record_templates to authenticated;
grant select, insert, update, delete on public.record_templates to service_role;
