-- The clinic's WhatsApp (B1, B2, B3): one active channel, Evolution ("Pessoal") or Twilio ("Oficial").

create table public.notification_channels (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  provider text not null,
  is_active boolean not null default false,
  connection_state text not null default 'unknown',
  display_name text constraint display_name_is_one_plain_line check (display_name = app.normalize_name(display_name)),
  phone text,
  connected_at timestamptz,
  last_event_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint channel_id_is_unique unique (id),
  constraint one_channel_per_provider unique (tenant_id, provider),
  constraint provider_is_known check (provider in ('evolution', 'twilio')),
  constraint connection_state_is_known check (connection_state in ('open', 'connecting', 'close', 'unknown'))
);
create unique index notification_channels_one_active on public.notification_channels (tenant_id) where is_active;
comment on table public.notification_channels is 'WhatsApp channels of a clinic; at most one is active (notification_channels_one_active).';

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
create index evolution_instances_external_id on public.evolution_instances (external_id);
comment on column public.evolution_instances.api_key_hash is 'SHA-256 (hex) of the instance''s apikey. The previous one stays valid until previous_key_valid_until.';
comment on column public.evolution_instances.secret_hash is 'SHA-256 (hex) of the header secret that provisioning gave to the webhook.';

create table public.twilio_accounts (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  account_sid text not null,
  messaging_service_sid text,
  sender_phone text not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_account_per_channel unique (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint account_sid_is_ac check (account_sid ~ '^AC[0-9a-zA-Z]{30,32}$'),
  constraint sender_phone_is_e164 check (sender_phone ~ '^\+[0-9]{8,15}$')
);
comment on column public.twilio_accounts.verified_at is 'When the account first signed a webhook to us with these credentials; until then the channel is connecting.';
create index twilio_accounts_account_sid on public.twilio_accounts (account_sid);

create table app_private.channel_credentials (
  tenant_id uuid not null,
  channel_id uuid not null,
  credentials jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade
);
comment on table app_private.channel_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} made by the edge functions; the key is in their environment only.';

create trigger notification_channels_touch before update on public.notification_channels
  for each row execute function app.tg_any__touch_updated_at();
create trigger evolution_instances_touch before update on public.evolution_instances
  for each row execute function app.tg_any__touch_updated_at();
create trigger twilio_accounts_touch before update on public.twilio_accounts
  for each row execute function app.tg_any__touch_updated_at();

alter table public.notification_channels enable row level security;
alter table public.evolution_instances enable row level security;
alter table public.twilio_accounts enable row level security;
alter table app_private.channel_credentials enable row level security;

create policy select_members on public.notification_channels for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));
create policy select_admins on public.evolution_instances for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));
create policy select_admins on public.twilio_accounts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create policy select_nobody on app_private.channel_credentials for select to authenticated using (false);

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.notification_channels, public.evolution_instances, public.twilio_accounts from anon, authenticated;
grant select on public.notification_channels, public.twilio_accounts to authenticated;
grant select (tenant_id, id, channel_id, external_id, server_url, webhook_url, qr_code, pairing_code, qr_updated_at,
  created_at, updated_at) on public.evolution_instances to authenticated;
grant select, insert, update, delete on public.notification_channels, public.evolution_instances, public.twilio_accounts to service_role;
