-- Whether free times are offered by themselves; without a row they are not.
create table public.waiting_list_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  is_on boolean not null default false,
  deadline_minutes smallint not null default 60,
  offers_at_once smallint not null default 1,
  notice_hours smallint not null default 4,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint deadline_is_sane check (deadline_minutes between 10 and 1440),
  constraint offers_at_once_are_few check (offers_at_once between 1 and 10),
  constraint waiting_notice_is_sane check (notice_hours between 0 and 168)
);

alter table public.waiting_list_settings enable row level security;

create policy select_members on public.waiting_list_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.waiting_list_settings is 'How a clinic offers what becomes free to those who wait.';
comment on column public.waiting_list_settings.notice_hours is 'What begins sooner is offered by hand only.';

-- No write grants: save_waiting_settings writes them.
revoke all on public.waiting_list_settings from anon, authenticated;
grant select on public.waiting_list_settings to authenticated;
grant select, insert, update, delete on public.waiting_list_settings to service_role;
