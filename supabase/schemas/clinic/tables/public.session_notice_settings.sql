-- Whether a clinic's patients are told of changes; without a row they are.
create table public.session_notice_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  tells_booked boolean not null default true,
  tells_moved boolean not null default true,
  tells_cancelled boolean not null default true,
  updated_at timestamptz not null default now(),
  primary key (tenant_id)
);

alter table public.session_notice_settings enable row level security;

create policy select_members on public.session_notice_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.session_notice_settings is 'Of which changes of a session the patient is told by message.';

-- No write grants: save_session_notice_settings writes them.
revoke all on public.session_notice_settings from anon, authenticated;
grant select on public.session_notice_settings to authenticated;
grant select, insert, update, delete on public.session_notice_settings to service_role;
