-- What happened between a clinic and Dinamize, for ninety days.
create table public.crm_sync_logs (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  direction text not null,
  kind text not null,
  lead_id uuid,
  data jsonb not null default '{}',
  primary key (tenant_id, id),
  foreign key (tenant_id, lead_id) references public.crm_leads (tenant_id, id) on delete cascade,
  constraint direction_is_known check (direction in ('out', 'in')),
  constraint kind_is_known check (kind in (
    'created', 'updated', 'found', 'conflict', 'opted_out', 'failed', 'limited', 'refused', 'pulled', 'connected', 'disconnected', 'asked_again', 'erased'))
);

alter table public.crm_sync_logs enable row level security;

create policy select_desk on public.crm_sync_logs for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index crm_sync_logs_newest on public.crm_sync_logs (tenant_id, at desc, id desc);
create index crm_sync_logs_lead on public.crm_sync_logs (tenant_id, lead_id, at desc) where lead_id is not null;

comment on table public.crm_sync_logs is 'Log of the sync with Dinamize; a reading that found nothing new is no line.';
comment on column public.crm_sync_logs.data is '{fields: names of what was written, code and request: of an answer of Dinamize, seconds, counts, mode}. No value of a person.';

-- No write grants: app.log_sync writes.
revoke all on public.crm_sync_logs from anon, authenticated;
grant select on public.crm_sync_logs to authenticated;
grant select, insert, update, delete on public.crm_sync_logs to service_role;
