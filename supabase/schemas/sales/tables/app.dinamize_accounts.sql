-- The account of e-mail marketing at Dinamize whose list has the leads of a clinic.
create table app.dinamize_accounts (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  client_code text not null,
  user_hint text not null,
  list_code text not null,
  list_name text not null,
  phone_field text,
  company_field text,
  is_pushing boolean not null default true,
  is_pulling boolean not null default true,
  creates_since timestamptz,
  connected_by uuid,
  connected_at timestamptz not null default now(),
  refused_at timestamptz,
  next_call_at timestamptz not null default now(),
  paused_until timestamptz,
  cursor jsonb,
  pulled_until timestamptz,
  full_pulled_on date,
  pulled_at timestamptz,
  last_pull jsonb,
  constraint client_code_fits check (char_length(client_code) between 1 and 60),
  constraint user_hint_fits check (char_length(user_hint) between 1 and 200),
  constraint list_code_fits check (char_length(list_code) between 1 and 60),
  constraint list_name_fits check (char_length(list_name) <= 200),
  constraint fields_are_named_as_dinamize_names_them check (coalesce(phone_field, 'cmp1') ~ '^cmp[0-9]{1,9}$' and coalesce(company_field, 'cmp1') ~ '^cmp[0-9]{1,9}$')
);

alter table app.dinamize_accounts enable row level security;

create policy select_nobody on app.dinamize_accounts for select to authenticated using (false);

comment on table app.dinamize_accounts is 'One list at Dinamize a clinic. User, password and token are ciphertext in app_private.dinamize_credentials.';
comment on column app.dinamize_accounts.id is 'What the credentials are sealed for: another connection has another.';
comment on column app.dinamize_accounts.phone_field is 'The field of the list (cmp<N>) that has the phone; without one phones are not exchanged.';
comment on column app.dinamize_accounts.creates_since is 'Contacts that are older are found, and make no leads; null where all do.';
comment on column app.dinamize_accounts.refused_at is 'Since when Dinamize takes user and password no more: nobody is asked again until they are typed again.';
comment on column app.dinamize_accounts.next_call_at is 'When the account may be called next: 45 calls a minute, 15 at once (app.take_dinamize_calls).';
comment on column app.dinamize_accounts.cursor is 'Where a reading of the list stands: {mode: new | all, started_at, since, page, counts}.';
comment on column app.dinamize_accounts.pulled_until is 'Beginning of the last reading that came to its end.';
