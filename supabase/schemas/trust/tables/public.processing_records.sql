-- A line of the clinic's register of processing: one of Zelo's that it changed or took out, or one of its own.
create table public.processing_records (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  default_key text references app.default_processing_records (key) on delete restrict,
  name text not null,
  purpose text not null,
  legal_basis text not null,
  data_kinds text not null,
  people text not null,
  recipients text not null,
  countries text not null,
  retention text not null,
  removed_at timestamptz,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint one_line_of_a_default unique (tenant_id, default_key),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint processing_texts_fit check (char_length(name) >= 3 and char_length(name) <= 200 and char_length(purpose) >= 3 and char_length(purpose) <= 1000
    and char_length(legal_basis) >= 3 and char_length(legal_basis) <= 500 and char_length(data_kinds) <= 1000 and char_length(people) <= 500
    and char_length(recipients) <= 1000 and char_length(countries) <= 300 and char_length(retention) <= 500)
);

alter table public.processing_records enable row level security;

create index processing_records_default on public.processing_records (default_key) where default_key is not null;

create policy select_admins on public.processing_records for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger processing_records_touch before update on public.processing_records
  for each row execute function app.tg_any__touch_updated_at();

-- No write grants: save_processing_record and remove_processing_record decide.
revoke all on public.processing_records from anon, authenticated;
grant select on public.processing_records to authenticated;
grant select, insert, update, delete on public.processing_records to service_role;
