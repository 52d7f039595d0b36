-- Servers that a clinic wants told of what happens.
create table public.webhook_endpoints (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  url text not null,
  description text,
  events text[] not null,
  is_active boolean not null default true,
  disabled_at timestamptz,
  disabled_reason text,
  failing_since timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint webhook_url_is_a_link check (url ~ '^https?://[^\s]{3,}$' and char_length(url) <= 500),
  constraint webhook_description_is_one_plain_line check (
    description = app.normalize_name(description) and char_length(description) between 1 and 120),
  constraint webhook_listens_to_something check (cardinality(events) between 1 and 50),
  constraint webhook_disabled_reason_is_known check (disabled_reason in ('person', 'failing', 'gone')),
  constraint webhook_is_active_or_disabled check (
    is_active = (disabled_at is null) and is_active = (disabled_reason is null))
);

alter table public.webhook_endpoints enable row level security;

create policy select_admins on public.webhook_endpoints for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger webhook_endpoints_touch before update on public.webhook_endpoints
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.webhook_endpoints is 'Where the events of a clinic are sent. Their secrets are in app_private.webhook_secrets.';
comment on column public.webhook_endpoints.disabled_reason is 'person: switched off; failing: it did not take anything for days; gone: it answered 410.';
comment on column public.webhook_endpoints.failing_since is 'The first failure since it last took something.';

-- No write grants: save_webhook_endpoint and its siblings decide.
revoke all on public.webhook_endpoints from anon, authenticated;
grant select on public.webhook_endpoints to authenticated;
grant select, insert, update, delete on public.webhook_endpoints to service_role;
