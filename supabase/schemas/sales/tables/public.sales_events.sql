-- What happened to a contact, company, deal or lead, with what stood there before and after.
create table public.sales_events (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  entity text not null,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  lead_id uuid,
  kind text not null,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  before jsonb,
  after jsonb,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id) on delete cascade,
  foreign key (tenant_id, deal_id) references public.deals (tenant_id, id) on delete cascade,
  foreign key (tenant_id, lead_id) references public.crm_leads (tenant_id, id) on delete cascade,
  constraint entity_is_known check (entity in ('contact', 'company', 'deal', 'lead')),
  constraint it_is_about_one check (
    (entity = 'contact') = (contact_id is not null) and (entity = 'company') = (company_id is not null)
    and (entity = 'deal') = (deal_id is not null) and (entity = 'lead') = (lead_id is not null)),
  constraint kind_is_known check (kind in ('created', 'changed', 'moved', 'won', 'lost', 'reopened', 'converted', 'archived', 'restored', 'became_patient'))
);

alter table public.sales_events enable row level security;

create policy select_desk on public.sales_events for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index sales_events_contact on public.sales_events (tenant_id, contact_id, at desc) where contact_id is not null;
create index sales_events_company on public.sales_events (tenant_id, company_id, at desc) where company_id is not null;
create index sales_events_deal on public.sales_events (tenant_id, deal_id, at desc) where deal_id is not null;
create index sales_events_lead on public.sales_events (tenant_id, lead_id, at desc) where lead_id is not null;

create trigger sales_events_append_only before update on public.sales_events
  for each row execute function app.tg_any__append_only();

comment on table public.sales_events is 'The history of sales: every move of a deal, every change of a lead. Only fields that changed are in before and after.';

-- No write grants: app.note_sale writes.
revoke all on public.sales_events from anon, authenticated;
grant select on public.sales_events to authenticated;
grant select, insert, update, delete on public.sales_events to service_role;
