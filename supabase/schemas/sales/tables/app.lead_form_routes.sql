-- Whose form an address is: whoever fills it in names no clinic.
create table app.lead_form_routes (
  form_id uuid primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade
);

alter table app.lead_form_routes enable row level security;

create policy select_nobody on app.lead_form_routes for select to authenticated using (false);

create index lead_form_routes_tenant on app.lead_form_routes (tenant_id);

comment on table app.lead_form_routes is 'Leads from the address of a form to its clinic; written by save_lead_form. Copied to every node, so it refers to no form.';
