create table public.conversation_tags (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  name_key text not null,
  color text not null default 'gray',
  position integer not null default 100,
  system_key text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint tag_name_is_unique unique (tenant_id, name_key),
  constraint tag_name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint tag_name_fits check (char_length(name) between 2 and 60),
  constraint tag_color_is_known check (color in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink'))
);

alter table public.conversation_tags enable row level security;

create policy select_members on public.conversation_tags for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger conversation_tags_touch before update on public.conversation_tags
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.conversation_tags is 'Tags of a clinic''s conversations: five that every clinic begins with, and its own. Conversations refer to them by id, so a new name is everywhere at once.';
comment on column public.conversation_tags.name_key is 'The name without accents and capitals: two tags cannot differ by these alone.';
comment on column public.conversation_tags.archived_at is 'No longer offered; conversations that have it keep it.';

-- No write grants: save_conversation_tag and delete_conversation_tag decide who may.
revoke all on public.conversation_tags from anon, authenticated;
grant select on public.conversation_tags to authenticated;
grant select, insert, update, delete on public.conversation_tags to service_role;
