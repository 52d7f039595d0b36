create table public.meta_accounts (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  account_id text not null,
  parent_id text,
  business_id text,
  name text constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  is_coexistence boolean not null default false,
  quality text,
  messaging_limit text,
  throughput text,
  restriction text,
  restricted_until timestamptz,
  history_state text,
  templates_synced_at timestamptz,
  token_expires_at timestamptz,
  token_checked_at timestamptz,
  token_error text constraint token_error_is_a_code check (token_error ~ '^[a-z_]{3,40}$'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_meta_account_per_channel unique (tenant_id, channel_id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint ids_are_plain check (account_id ~ '^[0-9A-Za-z_.-]{1,64}$' and parent_id ~ '^[0-9A-Za-z_.-]{1,64}$')
);

alter table public.meta_accounts enable row level security;

create index meta_accounts_parent on public.meta_accounts (parent_id);

create policy select_admins on public.meta_accounts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger meta_accounts_touch before update on public.meta_accounts
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.meta_accounts is 'What a channel is at Meta: a phone number of WhatsApp, a page, or an Instagram account.';
comment on column public.meta_accounts.account_id is 'Phone number id, page id or Instagram account id: what events name and messages are sent from.';
comment on column public.meta_accounts.parent_id is 'WhatsApp Business account of a number, page of an Instagram account.';
comment on column public.meta_accounts.is_coexistence is 'The number stays in the WhatsApp Business app of a phone.';
comment on column public.meta_accounts.quality is 'How people take its messages, in the words of WhatsApp: green, yellow, red.';
comment on column public.meta_accounts.messaging_limit is 'People a day who may be written to first, in the words of WhatsApp (TIER_2K).';
comment on column public.meta_accounts.restriction is 'What Meta forbids it at present; NULL: nothing.';
comment on column public.meta_accounts.history_state is 'What became of the history of the phone: declined, or how many percent came.';

comment on column public.meta_accounts.token_expires_at is 'When what the clinic granted ends; NULL: never, or nobody asked yet (token_checked_at).';
comment on column public.meta_accounts.token_error is 'Why it could not be renewed: somebody has to connect again.';

-- Written by the functions below only.
revoke all on public.meta_accounts from anon, authenticated;
grant select on public.meta_accounts to authenticated;
grant select, insert, update, delete on public.meta_accounts to service_role;
