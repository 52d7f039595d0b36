-- What a clinic has written down for its answers.
create table public.ai_documents (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  kind text not null,
  title text not null,
  body text not null default '',
  source text,
  state text not null default 'waiting',
  failure text,
  version integer not null default 1,
  live_version integer,
  done integer not null default 0,
  total integer,
  attempt uuid,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  indexed_at timestamptz,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint ai_document_kind_is_known check (kind in ('text', 'pdf', 'docx', 'url', 'faq', 'catalogue')),
  constraint ai_document_state_is_known check (state in ('waiting', 'indexing', 'ready', 'failed', 'cancelled')),
  constraint ai_document_title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 2 and 160),
  constraint ai_document_fits check (char_length(body) <= 400000 and char_length(source) <= 2000),
  constraint ai_document_progress_is_not_negative check (done >= 0 and total >= 0 and version > 0)
);

alter table public.ai_documents enable row level security;

create unique index ai_documents_catalogue on public.ai_documents (tenant_id) where kind = 'catalogue';
create index ai_documents_newest on public.ai_documents (tenant_id, updated_at desc, id desc);

create policy select_members on public.ai_documents for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and deleted_at is null);

comment on table public.ai_documents is 'Documents that the assistant and the team are answered from. What is searched are their chunks; the one of kind catalogue is written by refresh_catalogue.';
comment on column public.ai_documents.body is 'The text, in Markdown: what was typed, or read from the file or page. Of a FAQ, each question is a heading and its answer follows.';
comment on column public.ai_documents.source is 'Name of the file, or address of the page, that the text was read from.';
comment on column public.ai_documents.version is 'Grows with every indexing that is asked for; live_version is the one whose chunks are searched.';
comment on column public.ai_documents.done is 'Chunks of this version that are written, of total.';
comment on column public.ai_documents.attempt is 'The lease of the job that indexes it: what an earlier one says no longer counts.';
comment on column public.ai_documents.deleted_at is 'It can be restored for seven days; forget_document removes it then.';

-- No write grants: save_ai_document, delete_ai_document and the worker decide.
revoke all on public.ai_documents from anon, authenticated;
grant select on public.ai_documents to authenticated;
grant select, insert, update, delete on public.ai_documents to service_role;
