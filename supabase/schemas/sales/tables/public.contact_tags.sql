-- Tags of contacts: the same that conversations have.
create table public.contact_tags (
  tenant_id uuid not null,
  contact_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, tag_id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, tag_id) references public.conversation_tags (tenant_id, id) on delete cascade
);

alter table public.contact_tags enable row level security;

create policy select_desk on public.contact_tags for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index contact_tags_tag on public.contact_tags (tenant_id, tag_id);

comment on table public.contact_tags is 'Which tags of the clinic a contact has.';

-- No write grants: save_contact decides.
revoke all on public.contact_tags from anon, authenticated;
grant select on public.contact_tags to authenticated;
grant select, insert, update, delete on public.contact_tags to service_role;
