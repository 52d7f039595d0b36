create table public.evolution_instances (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  external_id text not null,
  server_url text not null,
  webhook_url text not null,
  api_key_hash text,
  previous_api_key_hash text,
  previous_key_valid_until timestamptz,
  secret_hash text not null,
  qr_code text,
  pairing_code text,
  qr_updated_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_instance_per_channel unique (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint hashes_are_sha256_hex check (
    api_key_hash ~ '^[0-9a-f]{64}$' and previous_api_key_hash ~ '^[0-9a-f]{64}$' and secret_hash ~ '^[0-9a-f]{64}$'
  )
);

alter table public.evolution_instances enable row level security;

create index evolution_instances_external_id on public.evolution_instances (external_id);

create policy select_admins on public.evolution_instances for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger evolution_instances_touch before update on public.evolution_instances
  for each row execute function app.tg_any__touch_updated_at();

comment on column public.evolution_instances.api_key_hash is 'SHA-256 (hex) of the instance''s apikey. The previous one stays valid until previous_key_valid_until.';
comment on column public.evolution_instances.secret_hash is 'SHA-256 (hex) of the header secret that provisioning gave to the webhook.';

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.evolution_instances from anon, authenticated;
grant select (tenant_id, id, channel_id, external_id, server_url, webhook_url, qr_code, pairing_code, qr_updated_at, created_at, updated_at) on public.evolution_instances to authenticated;
grant select, insert, update, delete on public.evolution_instances to service_role;
