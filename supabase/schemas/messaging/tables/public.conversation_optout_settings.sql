create table public.conversation_optout_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  acknowledges boolean not null default true,
  opt_out_text text,
  opt_in_text text,
  updated_at timestamptz not null default now(),
  constraint opt_out_text_has_length check (char_length(opt_out_text) between 1 and 600),
  constraint opt_in_text_has_length check (char_length(opt_in_text) between 1 and 600)
);

alter table public.conversation_optout_settings enable row level security;

create policy select_members on public.conversation_optout_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_optout_settings is 'What a clinic answers to whoever opts out or in. NULL: the text that every clinic has; no row: everything as it is at first.';

revoke all on public.conversation_optout_settings from anon, authenticated;
grant select on public.conversation_optout_settings to authenticated;
grant select, insert, update, delete on public.conversation_optout_settings to service_role;
