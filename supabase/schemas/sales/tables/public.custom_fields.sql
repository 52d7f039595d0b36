-- Fields that a clinic adds to its contacts, companies, deals and leads.
create table public.custom_fields (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  entity text not null,
  label text not null,
  type text not null,
  options text[] not null default '{}',
  is_required boolean not null default false,
  in_list boolean not null default false,
  position integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint entity_is_known check (entity in ('contact', 'company', 'deal', 'lead')),
  constraint type_is_known check (type in ('text', 'number', 'date', 'boolean', 'choice')),
  constraint label_is_one_plain_line check (label = app.normalize_name(label) and char_length(label) between 2 and 60),
  constraint a_choice_has_options check ((type = 'choice') = (cardinality(options) > 0))
);

alter table public.custom_fields enable row level security;

create policy select_desk on public.custom_fields for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index custom_fields_order on public.custom_fields (tenant_id, entity, position, id);

comment on table public.custom_fields is 'What a clinic wants to know beyond the product''s fields. Values stand in the column custom of the record, by the id of the field, so that a field can be called otherwise.';
comment on column public.custom_fields.archived_at is 'No longer asked; values that are there stay.';

-- No write grants: save_custom_field decides.
revoke all on public.custom_fields from anon, authenticated;
grant select on public.custom_fields to authenticated;
grant select, insert, update, delete on public.custom_fields to service_role;
