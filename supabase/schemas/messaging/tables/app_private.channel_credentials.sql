create table app_private.channel_credentials (
  tenant_id uuid not null,
  channel_id uuid not null,
  credentials jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade
);

alter table app_private.channel_credentials enable row level security;

create policy select_nobody on app_private.channel_credentials for select to authenticated using (false);

comment on table app_private.channel_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} made by the edge functions; the key is in their environment only.';
