create table public.intake_texts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  purpose text not null references public.intake_purposes (key) on delete restrict,
  version integer not null,
  title text not null,
  body text not null,
  is_used boolean not null,
  fingerprint text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, purpose, version),
  constraint title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 2 and 160),
  constraint body_fits check (char_length(body) between 1 and 20000),
  constraint fingerprint_is_sha256 check (fingerprint ~ '^[0-9a-f]{64}$')
);

alter table public.intake_texts enable row level security;

create index intake_texts_purpose on public.intake_texts (purpose);

create policy select_members on public.intake_texts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.intake_texts is
  'What people read and accept, every version of it: the highest is the current one. Never changed, because proofs name it.';
comment on column public.intake_texts.fingerprint is 'SHA-256 of title, line break, body: part of the proof.';

-- No write grants: save_intake_text decides.
revoke all on public.intake_texts from anon, authenticated;
grant select on public.intake_texts to authenticated;
grant select, insert, update, delete on public.intake_texts to service_role;
