create table app.invitation_routes (
  token_hash bytea primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade
);

alter table app.invitation_routes enable row level security;

create index invitation_routes_tenant on app.invitation_routes (tenant_id);

create policy select_nobody on app.invitation_routes for select to authenticated using (false);

comment on table app.invitation_routes is
  'Whose invitation a link opens: whoever follows it names no clinic. The invitation itself is in tenant_invitations.';
