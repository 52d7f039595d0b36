create table public.conversation_thread_tags (
  tenant_id uuid not null,
  thread_id uuid not null,
  tag_id uuid not null,
  tagged_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, thread_id, tag_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, tag_id) references public.conversation_tags (tenant_id, id) on delete cascade
);

alter table public.conversation_thread_tags enable row level security;

create index conversation_thread_tags_tag on public.conversation_thread_tags (tenant_id, tag_id, thread_id);
create index conversation_thread_tags_tagged_by on public.conversation_thread_tags (tagged_by);

create policy select_members on public.conversation_thread_tags for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_thread_tags is 'Which conversation has which tags. conversation_threads.tag_ids mirrors it for lists.';

revoke all on public.conversation_thread_tags from anon, authenticated;
grant select on public.conversation_thread_tags to authenticated;
grant select, insert, update, delete on public.conversation_thread_tags to service_role;
