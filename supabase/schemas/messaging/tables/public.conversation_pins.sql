create table public.conversation_pins (
  tenant_id uuid not null,
  user_id uuid not null,
  thread_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id, thread_id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table public.conversation_pins enable row level security;

create index conversation_pins_thread on public.conversation_pins (tenant_id, thread_id);

create policy select_own on public.conversation_pins for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and user_id = (select auth.uid()));

comment on table public.conversation_pins is 'Conversations that somebody keeps at the top of their own list.';

revoke all on public.conversation_pins from anon, authenticated;
grant select on public.conversation_pins to authenticated;
grant select, insert, update, delete on public.conversation_pins to service_role;
