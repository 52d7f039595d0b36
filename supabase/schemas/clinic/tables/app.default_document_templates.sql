create table app.default_document_templates (
  id uuid primary key,
  kind text not null references public.document_kinds (key) on delete restrict,
  title text not null,
  body text not null,
  councils text[] not null default '{}',
  position smallint not null
);

alter table app.default_document_templates enable row level security;

create index default_document_templates_kind on app.default_document_templates (kind);

create policy select_nobody on app.default_document_templates for select to authenticated using (false);

comment on table app.default_document_templates is 'Templates that every clinic has until it changes them: its own row of public.document_templates has the same id.';

grant select, insert, update, delete on app.default_document_templates to service_role;
