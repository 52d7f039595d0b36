-- Rule trees with a name: who belongs to one is asked when it is used.
create table public.segments (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  entity text not null references app.segment_entities (key) on delete restrict,
  query jsonb not null,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint segment_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60),
  constraint segment_name_is_used_once unique (tenant_id, entity, name)
);

alter table public.segments enable row level security;

create policy select_members on public.segments for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index segments_entity on public.segments (entity);

create trigger segments_touch before update on public.segments
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.segments is 'Saved segments of a clinic. Their people are found by their rules at the moment of use; none is stored.';
comment on column public.segments.query is 'The rule tree, as app.segment_statement compiles it.';
comment on column public.segments.version is 'Rises with every change: who saves an older one is told.';

-- No write grants: create_segment, update_segment and delete_segment decide.
revoke all on public.segments from anon, authenticated;
grant select on public.segments to authenticated;
grant select, insert, update, delete on public.segments to service_role;
