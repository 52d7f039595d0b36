-- Clinics that leave: they are read and exported until they are deleted.
create table public.tenant_cancellations (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  deletion_on date not null,
  cancelled_by uuid,
  cancelled_at timestamptz not null default now(),
  announced_days smallint,
  constraint announced_days_are_few check (announced_days between 1 and 30)
);

alter table public.tenant_cancellations enable row level security;

create policy select_members on public.tenant_cancellations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.tenant_cancellations is 'A clinic with a row here changes nothing any more (app.refuse_when_cancelled), and is deleted on the day.';
comment on column public.tenant_cancellations.announced_days is 'How near the last e-mail about it was (app.announce_deletion).';

-- No write grants: cancel_tenant and restore_tenant decide.
revoke all on public.tenant_cancellations from anon, authenticated;
grant select on public.tenant_cancellations to authenticated;
grant select, insert, update, delete on public.tenant_cancellations to service_role;
