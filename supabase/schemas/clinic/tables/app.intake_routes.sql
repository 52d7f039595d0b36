create table app.intake_routes (
  token_hash bytea primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade
);

alter table app.intake_routes enable row level security;

create index intake_routes_tenant on app.intake_routes (tenant_id);

create policy select_nobody on app.intake_routes for select to authenticated using (false);

comment on table app.intake_routes is 'Whose intake form a link opens: whoever follows it names no clinic. The invite itself is in intake_invites.';
