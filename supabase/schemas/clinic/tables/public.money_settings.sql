-- How a clinic reminds of what is owed; without a row the defaults hold.
create table public.money_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  reminder_days smallint not null default 7,
  reminder_text text,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint reminder_days_are_sane check (reminder_days between 1 and 90),
  constraint reminder_text_fits check (char_length(reminder_text) between 10 and 1000)
);

alter table public.money_settings enable row level security;

create policy select_desk on public.money_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.money_settings is 'After how many days somebody may be reminded again, and in which words.';
comment on column public.money_settings.reminder_text is 'With {nome}, {valor}, {vencimento} and {clinica}; null: the text of the product.';

-- No write grants: save_money_settings decides.
revoke all on public.money_settings from anon, authenticated;
grant select on public.money_settings to authenticated;
grant select, insert, update, delete on public.money_settings to service_role;
