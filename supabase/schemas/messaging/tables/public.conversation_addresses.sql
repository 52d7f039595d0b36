create table public.conversation_addresses (
  tenant_id uuid not null,
  channel text not null,
  address text not null,
  thread_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel, address),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table public.conversation_addresses enable row level security;

create index conversation_addresses_thread on public.conversation_addresses (tenant_id, thread_id);

create policy select_members on public.conversation_addresses for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_addresses is 'Every address of a person on a channel: +E.164, lid:<digits> user:<id of a hidden phone> or group:<jid>. Makes one conversation per person.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_addresses from anon, authenticated;
grant select on public.conversation_addresses to authenticated;
grant select, insert, update, delete on public.conversation_addresses to service_role;
