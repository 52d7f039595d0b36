-- Who of a clinic sends campaigns beside owner and administrators, and whether on a number that is not official.
create table public.campaign_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  roles text[] not null default '{}',
  unofficial_since timestamptz,
  unofficial_by uuid,
  updated_at timestamptz not null default now(),
  constraint roles_are_known check (roles <@ array['supervisor', 'operator'])
);

alter table public.campaign_settings enable row level security;

create policy select_desk on public.campaign_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.campaign_settings is 'A clinic without a row: owner and administrators alone, and no campaigns on an unofficial number.';
comment on column public.campaign_settings.unofficial_since is 'When somebody switched campaigns on for an unofficial number, against the warning.';

-- No write grants: save_campaign_settings decides.
revoke all on public.campaign_settings from anon, authenticated;
grant select on public.campaign_settings to authenticated;
grant select, insert, update, delete on public.campaign_settings to service_role;
