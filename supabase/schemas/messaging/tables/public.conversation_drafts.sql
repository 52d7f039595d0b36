create table public.conversation_drafts (
  tenant_id uuid not null,
  user_id uuid not null,
  thread_id uuid not null,
  is_note boolean not null default false,
  body text not null,
  reply_to_id uuid,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, user_id, thread_id, is_note),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint draft_fits check (char_length(body) <= 65536)
);

alter table public.conversation_drafts enable row level security;

create index conversation_drafts_thread on public.conversation_drafts (tenant_id, thread_id);

create policy select_own on public.conversation_drafts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and user_id = (select auth.uid()));

comment on table public.conversation_drafts is 'What somebody began to write in a conversation and did not send, on whichever device. Nobody else reads it.';
comment on column public.conversation_drafts.is_note is 'An internal note that is begun: it never becomes a message.';
comment on column public.conversation_drafts.reply_to_id is 'The message that it answers, if that is still there.';
comment on column public.conversation_drafts.updated_at is 'Also the version: who writes says which one they saw.';

-- No write grants: save_conversation_draft writes the caller's own.
revoke all on public.conversation_drafts from anon, authenticated;
grant select on public.conversation_drafts to authenticated;
grant select, insert, update, delete on public.conversation_drafts to service_role;
