-- What the answers of a clinic are drawn from, as a whole: which model its vectors are of, and how often it changed.
create table public.ai_knowledge (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  model text not null default app.own_embedding_model(),
  version bigint not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint embedding_model_is_a_word check (app.is_embedding_model(model))
);

alter table public.ai_knowledge enable row level security;

create policy select_members on public.ai_knowledge for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger ai_knowledge_touch before update on public.ai_knowledge
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.ai_knowledge is 'The knowledge of a clinic as a whole. No row: it has none yet.';
comment on column public.ai_knowledge.model is 'The embedding model of its vectors; another one means that all is indexed anew.';
comment on column public.ai_knowledge.version is 'Grows with every change of what is answered from; a kept answer is of one version.';

-- No write grants: save_ai_document and the worker decide.
revoke all on public.ai_knowledge from anon, authenticated;
grant select on public.ai_knowledge to authenticated;
grant select, insert, update, delete on public.ai_knowledge to service_role;
