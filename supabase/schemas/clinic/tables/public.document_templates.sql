-- What a clinic writes its documents from: templates of its own, and its words for the ones that every clinic has.
create table public.document_templates (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  kind text not null references public.document_kinds (key) on delete restrict,
  title text not null,
  body text not null,
  version integer not null default 1,
  archived_at timestamptz,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint title_is_one_plain_line check (title = app.normalize_name(title)),
  constraint title_fits check (char_length(title) between 2 and 120),
  constraint body_fits check (char_length(body) between 1 and 20000)
);

alter table public.document_templates enable row level security;

create index document_templates_kind on public.document_templates (kind);

create policy select_members on public.document_templates for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger document_templates_touch before update on public.document_templates
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.document_templates is 'Templates of documents that the clinic made or changed. list_document_templates adds those of app.default_document_templates that it did not.';
comment on column public.document_templates.version is 'Rises with every change: a document says which one it was written from. The product''s own words are version 0.';

-- No write grants: save_document_template and reset_document_template decide.
revoke all on public.document_templates from anon, authenticated;
grant select on public.document_templates to authenticated;
grant select, insert, update, delete on public.document_templates to service_role;
