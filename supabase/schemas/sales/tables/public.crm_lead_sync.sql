-- What is known of a lead at Dinamize.
create table public.crm_lead_sync (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  lead_id uuid not null,
  place text not null,
  contact_code text,
  status text not null default 'pending',
  agreed jsonb not null default '{}',
  direction text,
  error text,
  wanted_at timestamptz not null default clock_timestamp(),
  synced_at timestamptz,
  primary key (tenant_id, lead_id),
  foreign key (tenant_id, lead_id) references public.crm_leads (tenant_id, id) on delete cascade,
  constraint status_is_known check (status in ('pending', 'synced', 'failed', 'opted_out')),
  constraint direction_is_known check (direction in ('out', 'in')),
  constraint failed_says_why check (status <> 'failed' or error is not null)
);

alter table public.crm_lead_sync enable row level security;

create policy select_desk on public.crm_lead_sync for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index crm_lead_sync_code on public.crm_lead_sync (tenant_id, contact_code) where contact_code is not null;
create index crm_lead_sync_status on public.crm_lead_sync (tenant_id, status, wanted_at desc, lead_id desc);

comment on table public.crm_lead_sync is 'Leads at Dinamize: under which code, and what both sides last had. app.crm_sync_queue is what waits.';
comment on column public.crm_lead_sync.place is 'Account and list that code and agreed are of; in another list they count for nothing.';
comment on column public.crm_lead_sync.agreed is 'Name, email, phone and company as both sides last had them. What differs from it here is written there; what differs from it there is written here; what differs on both sides is written there.';
comment on column public.crm_lead_sync.status is 'opted_out: the person wants no e-mails of the list, and is never written there again.';

create trigger crm_lead_sync_erase_there after delete on public.crm_lead_sync
  for each row when (old.contact_code is not null and current_setting('app.erasing', true) = 'on')
  execute function app.tg_crm_lead_sync__erase_there();

-- No write grants: the trigger of crm_leads and the functions of the sync write.
revoke all on public.crm_lead_sync from anon, authenticated;
grant select on public.crm_lead_sync to authenticated;
grant select, insert, update, delete on public.crm_lead_sync to service_role;
