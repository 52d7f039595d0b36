-- Who did what in a clinic, and what was before and after: written with the act, never changed.
create table public.audit_logs (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null,
  actor_id uuid,
  actor_name text,
  action text not null references app.audit_actions (key) on delete restrict,
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  request_id text,
  salt uuid default gen_random_uuid(),
  details_hash bytea not null,
  erased_at timestamptz,
  seq bigint,
  prev_hash bytea,
  hash bytea,
  primary key (tenant_id, id),
  constraint actor_kind_is_known check (actor_kind in ('person', 'api_key', 'saas_admin', 'system')),
  constraint somebody_acted_or_the_system check ((actor_kind = 'system') = (actor_id is null)),
  constraint audit_texts_fit check (
    char_length(entity) <= 60 and char_length(entity_id) <= 200 and char_length(reason) <= 2000 and char_length(request_id) <= 80),
  constraint sealed_as_a_whole check (num_nulls(seq, prev_hash, hash) in (0, 3)),
  constraint erased_as_a_whole check (erased_at is null or num_nonnulls(before, after, reason, salt) = 0),
  constraint audit_seq_is_unique unique (tenant_id, seq)
);

alter table public.audit_logs enable row level security;

create index audit_logs_unsealed on public.audit_logs (tenant_id, id) where seq is null;
create index audit_logs_entity on public.audit_logs (tenant_id, entity, entity_id, id desc);
create index audit_logs_actor on public.audit_logs (tenant_id, actor_id, id desc) where actor_id is not null;
create index audit_logs_action on public.audit_logs (action, tenant_id, id desc);

create policy select_nobody on public.audit_logs for select to authenticated using (false);

create trigger audit_logs_stand before insert on public.audit_logs
  for each row execute function app.tg_audit_logs__stand();

create constraint trigger audit_logs_seal after insert on public.audit_logs deferrable initially deferred
  for each row execute function app.tg_audit_logs__seal();

create trigger audit_logs_keep before update or delete on public.audit_logs
  for each row execute function app.tg_audit_logs__keep();

create trigger audit_logs_keep_all before truncate on public.audit_logs
  for each statement execute function app.tg_audit_logs__keep();

comment on table public.audit_logs is 'Append-only. app.seal_audit gives each row its place in the chain of its clinic (seq, prev_hash, hash) with the commit of the act; app.check_audit_chain finds what was changed, removed or put in.';
comment on column public.audit_logs.actor_id is 'A person, or the API key of actor_kind api_key. Not a foreign key: the trace outlives the account.';
comment on column public.audit_logs.before is 'Only what changed; the whole row where it was deleted.';
comment on column public.audit_logs.details_hash is 'SHA-256 over salt, before, after and reason: the chain holds the hash, so that the details of a person can be erased and the chain still proves the act.';
comment on column public.audit_logs.seq is 'Place in the chain of the clinic, without gaps; null until it is sealed.';

-- No grants at all: app.audit writes it, list_audit shows it.
revoke all on public.audit_logs from anon, authenticated, service_role;
