create table app_private.webhook_secrets (
  tenant_id uuid not null,
  endpoint_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  secret jsonb not null,
  ends_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, endpoint_id, id),
  foreign key (tenant_id, endpoint_id) references public.webhook_endpoints (tenant_id, id) on delete cascade,
  constraint webhook_secrets_are_sealed check (secret ?& array['v', 'kid', 'iv', 'ct'])
);

alter table app_private.webhook_secrets enable row level security;

create policy select_nobody on app_private.webhook_secrets for select to authenticated using (false);

comment on table app_private.webhook_secrets is 'AES-GCM ciphertext {v, kid, iv, ct} of what signs for an endpoint, made by the edge functions. The one before signs too until ends_at.';
