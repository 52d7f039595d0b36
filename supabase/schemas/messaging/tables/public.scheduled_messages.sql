create table public.scheduled_messages (
  tenant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  body text not null,
  template jsonb,
  send_at timestamptz not null,
  cancel_on_inbound boolean not null default true,
  status text not null default 'scheduled',
  reason text,
  message_id uuid,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint scheduled_status_is_known check (status in ('scheduled', 'sent', 'cancelled', 'failed')),
  constraint scheduled_body_fits check (char_length(body) <= 4096)
);

alter table public.scheduled_messages enable row level security;

create index scheduled_messages_thread on public.scheduled_messages (tenant_id, thread_id, send_at desc);
create index scheduled_messages_pending on public.scheduled_messages (tenant_id, send_at) where status = 'scheduled';
create index scheduled_messages_changes on public.scheduled_messages (tenant_id, updated_at);
create index scheduled_messages_created_by on public.scheduled_messages (created_by);

create policy select_members on public.scheduled_messages for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.scheduled_messages is 'Messages written now and sent later. conversation_threads.next_scheduled_at mirrors the next one.';
comment on column public.scheduled_messages.reason is 'Why it was not sent: person_wrote, by_hand, or the code of the refusal at the moment of sending.';
comment on column public.scheduled_messages.message_id is 'The message that it became.';

revoke all on public.scheduled_messages from anon, authenticated;
grant select on public.scheduled_messages to authenticated;
grant select, insert, update, delete on public.scheduled_messages to service_role;
