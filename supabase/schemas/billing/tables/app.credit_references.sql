create table app.credit_references (
  ledger text not null,
  kind text not null,
  reference text not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  primary key (ledger, kind, reference),
  constraint ledger_is_known check (ledger in ('whatsapp', 'addon'))
);

alter table app.credit_references enable row level security;

create index credit_references_tenant on app.credit_references (tenant_id);

create policy select_nobody on app.credit_references for select to authenticated using (false);

comment on table app.credit_references is
  'Which clinic credits came in for, once for kind and reference: the same payment or top-up is not given to two. Only what is seldom is here; what a clinic spends is unique in its own ledger.';
