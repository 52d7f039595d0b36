-- What colleagues write to each other in a conversation; the person of it never sees them.
create table public.conversation_notes (
  tenant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  author_id uuid references public.profiles (id) on delete set null,
  body text not null,
  mentions uuid[] not null default '{}',
  occurred_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint note_fits check (char_length(body) <= 4096)
);

alter table public.conversation_notes enable row level security;

create index conversation_notes_timeline on public.conversation_notes (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_notes_changes on public.conversation_notes (tenant_id, updated_at);
create index conversation_notes_author on public.conversation_notes (author_id);

create policy select_members on public.conversation_notes for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_notes is 'Internal notes in the timeline of a conversation. Its author alone changes or deletes one; a deleted one has no words left.';
comment on column public.conversation_notes.mentions is 'Ids of the mentioned colleagues, as conversation_note_mentions has them.';

revoke all on public.conversation_notes from anon, authenticated;
grant select on public.conversation_notes to authenticated;
grant select, insert, update, delete on public.conversation_notes to service_role;
