-- Keys with which programs of a clinic call the API, each in the name of whoever made it.
create table public.api_keys (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  hint text not null,
  scopes text[] not null,
  created_by uuid not null references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (tenant_id, id),
  constraint api_key_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 1 and 60),
  constraint api_key_may_something check (cardinality(scopes) between 1 and 50)
);

alter table public.api_keys enable row level security;

create index api_keys_created_by on public.api_keys (created_by);

create policy select_admins on public.api_keys for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.api_keys is 'What a key may, until when, and when it was used. The key itself is shown once; its hash is in app.api_key_routes.';
comment on column public.api_keys.hint is 'The last characters of the key.';
comment on column public.api_keys.created_by is 'In whose name it acts: it stops when they are no owner or administrator any more.';

-- No write grants: create_api_key and revoke_api_key decide.
revoke all on public.api_keys from anon, authenticated;
grant select on public.api_keys to authenticated;
grant select, insert, update, delete on public.api_keys to service_role;
