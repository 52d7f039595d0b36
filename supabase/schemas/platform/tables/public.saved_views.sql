create table public.saved_views (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  person_id uuid,
  list text not null,
  name text not null,
  query jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint view_name_is_used_once unique nulls not distinct (tenant_id, person_id, list, name),
  foreign key (tenant_id, person_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint list_is_an_identifier check (list ~ '^[a-z][a-z0-9-]{1,39}$'),
  constraint view_name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint query_is_a_small_object check (jsonb_typeof(query) = 'object' and octet_length(query::text) <= 4000)
);

alter table public.saved_views enable row level security;

create policy select_own_and_shared on public.saved_views for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and (person_id is null or person_id = (select auth.uid())));

create trigger saved_views_touch before update on public.saved_views
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.saved_views is 'What of a list somebody wants to find again: its filters, order and columns.';
comment on column public.saved_views.person_id is 'Whose view it is; null for one that the whole clinic sees.';
comment on column public.saved_views.list is 'Key of the list, as the screen names it.';
comment on column public.saved_views.query is '{filters, sort, hidden}, read by the screen alone.';

-- No write grants: save_view and delete_saved_view know who may.
revoke all on public.saved_views from anon, authenticated;
grant select on public.saved_views to authenticated;
grant select, insert, update, delete on public.saved_views to service_role;
