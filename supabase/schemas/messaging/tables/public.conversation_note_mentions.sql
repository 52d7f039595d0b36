create table public.conversation_note_mentions (
  tenant_id uuid not null,
  note_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, note_id, user_id),
  foreign key (tenant_id, note_id) references public.conversation_notes (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade
);

alter table public.conversation_note_mentions enable row level security;

create index conversation_note_mentions_user on public.conversation_note_mentions (tenant_id, user_id, created_at desc);

create policy select_members on public.conversation_note_mentions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger conversation_note_mentions_notify after insert on public.conversation_note_mentions
  for each row execute function app.tg_conversation_note_mentions__notify();

comment on table public.conversation_note_mentions is 'Who is mentioned in which note: what a notifier reads.';

revoke all on public.conversation_note_mentions from anon, authenticated;
grant select on public.conversation_note_mentions to authenticated;
grant select, insert, update, delete on public.conversation_note_mentions to service_role;
