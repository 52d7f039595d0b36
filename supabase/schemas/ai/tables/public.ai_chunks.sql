-- Passages of documents, as they are searched.
create table public.ai_chunks (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  document_id uuid not null,
  version integer not null,
  position integer not null,
  heading text not null default '',
  text text not null,
  size integer not null,
  model text not null,
  vector real[] not null,
  is_live boolean not null default false,
  words tsvector not null generated always as (app.words_of_text(heading || ' ' || text)) stored,
  signs bit varying not null generated always as (app.sign_bits(vector)) stored,
  primary key (tenant_id, id),
  foreign key (tenant_id, document_id) references public.ai_documents (tenant_id, id) on delete cascade,
  constraint ai_chunk_has_its_place unique (tenant_id, document_id, version, position),
  constraint ai_chunk_fits check (char_length(text) <= 20000 and char_length(heading) <= 1000 and size > 0),
  constraint ai_chunk_has_a_vector check (cardinality(vector) between 8 and 4096)
);

alter table public.ai_chunks enable row level security;

create index ai_chunks_words on public.ai_chunks using gin (tenant_id, words) where is_live;
create index ai_chunks_signs on public.ai_chunks (tenant_id, model) include (signs, id) where is_live;

create policy select_members on public.ai_chunks for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and is_live);

comment on table public.ai_chunks is 'Chunks of documents, 400 to 800 tokens each: text with its headings, words for full text, a vector of length 1 and its signs.';
comment on column public.ai_chunks.heading is 'Title and headings above it, joined by " › ".';
comment on column public.ai_chunks.size is 'About how many tokens a model counts.';
comment on column public.ai_chunks.is_live is 'Whether it is searched: the version of the document that was completed last, while that is not deleted.';
comment on column public.ai_chunks.signs is 'One bit a dimension, for the first and fast of two looks.';

-- No write grants: the worker writes.
revoke all on public.ai_chunks from anon, authenticated;
grant select on public.ai_chunks to authenticated;
grant select, insert, update, delete on public.ai_chunks to service_role;
