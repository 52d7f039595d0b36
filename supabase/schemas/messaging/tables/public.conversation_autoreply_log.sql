create table public.conversation_autoreply_log (
  tenant_id uuid not null,
  message_id uuid not null,
  thread_id uuid not null,
  outcome text not null,
  reason text,
  reply_id uuid,
  decided_at timestamptz not null default now(),
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references public.conversation_messages (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint outcome_is_known check (outcome in ('sent', 'skipped')),
  constraint skipped_has_a_reason check ((outcome = 'skipped') = (reason is not null))
);

alter table public.conversation_autoreply_log enable row level security;

create index conversation_autoreply_log_thread on public.conversation_autoreply_log (tenant_id, thread_id, decided_at desc);
create index conversation_autoreply_log_decided on public.conversation_autoreply_log (tenant_id, decided_at desc);

create policy select_members on public.conversation_autoreply_log for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_autoreply_log is 'What became of each message that could have been answered by itself; one row a message, so that none is answered twice.';

revoke all on public.conversation_autoreply_log from anon, authenticated;
grant select on public.conversation_autoreply_log to authenticated;
grant select, insert, update, delete on public.conversation_autoreply_log to service_role;
