-- The end of each clinic's chain of audit rows, what stands for those that were pruned, and when it was last looked at.
create table app.audit_chains (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  head_seq bigint not null default 0,
  head_hash bytea not null default '\x',
  anchor_seq bigint not null default 0,
  anchor_hash bytea not null default '\x',
  checked_at timestamptz,
  checked_seq bigint,
  fault text,
  fault_seq bigint,
  keep_months smallint not null default 60,
  constraint kept_as_long_as_the_law_asks check (keep_months between 60 and 240)
);

alter table app.audit_chains enable row level security;

create policy select_nobody on app.audit_chains for select to authenticated using (false);

comment on table app.audit_chains is 'A row is locked by whoever seals or prunes, never by who acts.';
comment on column app.audit_chains.anchor_hash is 'Hash of the last row that was pruned: the first row that is left follows it.';
comment on column app.audit_chains.keep_months is 'Five years at least, as what is owed and incidents are kept.';
