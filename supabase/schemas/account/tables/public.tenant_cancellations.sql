-- Clinics that leave: they are read and exported until they are deleted.
create table public.tenant_cancellations (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  deletion_on date not null,
  cancelled_by uuid,
  cancelled_at timestamptz not null default now()
);

alter table public.tenant_cancellations enable row level security;

create policy select_members on public.tenant_cancellations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.tenant_cancellations is 'A clinic with a row here changes nothing any more (app.refuse_when_cancelled), and is deleted on the day.';

-- No write grants: cancel_tenant and restore_tenant decide.
revoke all on public.tenant_cancellations from anon, authenticated;
grant select on public.tenant_cancellations to authenticated;
grant select, insert, update, delete on public.tenant_cancellations to service_role;
