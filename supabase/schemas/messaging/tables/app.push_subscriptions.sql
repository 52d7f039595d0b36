create table app.push_subscriptions (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default now(),
  session_id uuid,
  primary key (tenant_id, id),
  constraint device_is_subscribed_once unique (tenant_id, endpoint),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint endpoint_is_https check (endpoint ~ '^https://' and octet_length(endpoint) <= 1000),
  constraint key_fits check (octet_length(p256dh) between 80 and 100),
  constraint auth_fits check (octet_length(auth) between 16 and 40)
);

alter table app.push_subscriptions enable row level security;

create index push_subscriptions_user on app.push_subscriptions (tenant_id, user_id);

create policy select_nobody on app.push_subscriptions for select to authenticated using (false);

comment on table app.push_subscriptions is 'Browsers that a person wants to be told on while the app is closed. An endpoint is a secret: whoever has it can write to the device.';
comment on column app.push_subscriptions.session_id is 'The sign-in that the browser had when it subscribed: it is told nothing more once that is ended elsewhere.';
comment on column app.push_subscriptions.endpoint is 'One browser; it is the person''s who subscribed it last.';
