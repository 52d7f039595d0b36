create table public.conversation_autoreply_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  is_on boolean not null,
  mode text not null,
  business_hours jsonb not null,
  custom_hours jsonb not null,
  closes_on_holidays boolean not null,
  cooldown_minutes integer not null,
  closed_text text not null,
  holiday_text text not null,
  template jsonb,
  updated_at timestamptz not null default now(),
  constraint mode_is_known check (mode in ('agenda', 'business_hours', 'custom')),
  constraint cooldown_is_sensible check (cooldown_minutes between 10 and 10080),
  constraint closed_text_has_length check (char_length(closed_text) between 1 and 1000),
  constraint holiday_text_has_length check (char_length(holiday_text) between 1 and 1000),
  constraint template_is_an_object check (template is null or jsonb_typeof(template) = 'object')
);

alter table public.conversation_autoreply_settings enable row level security;

create policy select_members on public.conversation_autoreply_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_autoreply_settings is 'When a clinic answers by itself. agenda: while no therapist works; business_hours: outside of them; custom: inside of the hours that are named.';

revoke all on public.conversation_autoreply_settings from anon, authenticated;
comment on column public.conversation_autoreply_settings.template is '{id, variables}: the approved template that goes where free text is not taken; its variables may hold {nome}, {clinica} and {volta}.';

grant select on public.conversation_autoreply_settings to authenticated;
grant select, insert, update, delete on public.conversation_autoreply_settings to service_role;
