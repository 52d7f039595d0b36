create table app.recovery_codes (
  user_id uuid not null references public.profiles (id) on delete cascade,
  code_hash bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (user_id, code_hash)
);

alter table app.recovery_codes enable row level security;

create policy select_nobody on app.recovery_codes for select to authenticated using (false);

comment on table app.recovery_codes is 'SHA-256 of what a person types when the phone with the second factor is lost; each works once.';

revoke all on app.recovery_codes from anon, authenticated;
