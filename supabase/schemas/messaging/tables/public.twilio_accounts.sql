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

alter table public.twilio_accounts enable row level security;
alter table public.twilio_accounts add column templates_synced_at timestamptz;

create index twilio_accounts_account_sid on public.twilio_accounts (account_sid);

create policy select_admins on public.twilio_accounts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger twilio_accounts_touch before update on public.twilio_accounts
  for each row execute function app.tg_any__touch_updated_at();

create trigger twilio_accounts_forget_templates before update on public.twilio_accounts
  for each row when (old.account_sid is distinct from new.account_sid)
  execute function app.tg_twilio_accounts__forget_templates();

comment on column public.twilio_accounts.verified_at is 'When the account first signed a webhook to us with these credentials; until then the channel is connecting.';
comment on column public.twilio_accounts.templates_synced_at is 'Last look at the account''s templates; NULL before the first.';

-- Written by the functions below only; hashes are not selectable even by admins.
revoke all on public.twilio_accounts from anon, authenticated;
grant select on public.twilio_accounts to authenticated;
grant select, insert, update, delete on public.twilio_accounts to service_role;
