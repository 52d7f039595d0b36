create table app_private.assistant_credentials (
  tenant_id uuid not null references public.ai_settings (tenant_id) on delete cascade,
  credentials jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint assistant_credentials_are_sealed check (credentials ?& array['v', 'kid', 'iv', 'ct'])
);

alter table app_private.assistant_credentials enable row level security;

create policy select_nobody on app_private.assistant_credentials for select to authenticated using (false);

comment on table app_private.assistant_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} of the key of the model''s endpoint, made by the edge functions.';
