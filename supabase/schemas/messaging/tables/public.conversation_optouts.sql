create table public.conversation_optouts (
  tenant_id uuid not null,
  thread_id uuid not null,
  purpose text not null default 'all',
  keyword text,
  reason text,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, thread_id, purpose),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  constraint purpose_is_known check (purpose in ('all', 'reminders', 'marketing')),
  constraint reason_has_length check (char_length(reason) between 1 and 300)
);

alter table public.conversation_optouts enable row level security;

create index conversation_optouts_created_by on public.conversation_optouts (created_by);

create policy select_members on public.conversation_optouts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_optouts is 'People who asked not to be written to (LGPD art. 18 §2), by what for. conversation_threads.opted_out mirrors a row for all.';
comment on column public.conversation_optouts.keyword is 'The words of the person, or the provider that took them. NULL: a colleague noted the wish, with a reason.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_optouts from anon, authenticated;
grant select on public.conversation_optouts to authenticated;
grant select, insert, update, delete on public.conversation_optouts to service_role;
