-- What whoever buys a product downloads. The object is a row of app.media_files under the same id, in the bucket product-files.
create table public.product_files (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  name text not null,
  mime_type text not null,
  size bigint not null,
  max_downloads smallint not null default 5,
  valid_days smallint not null default 30,
  archived_at timestamptz,
  uploaded_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  foreign key (tenant_id, id) references app.media_files (tenant_id, id) on delete cascade,
  constraint file_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 1 and 150),
  constraint downloads_are_some check (max_downloads between 1 and 100),
  constraint file_is_open_for_some_days check (valid_days between 1 and 3650)
);

alter table public.product_files enable row level security;

create policy select_desk on public.product_files for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index product_files_product on public.product_files (tenant_id, product_id, created_at);

comment on table public.product_files is 'Files of digital products. Of a product that was sold none is removed: archived, it is offered no more, and whoever bought it has it.';
comment on column public.product_files.max_downloads is 'How often one purchase opens it, and valid_days for how long after the payment.';

-- No write grants: save_product_file decides.
revoke all on public.product_files from anon, authenticated;
grant select on public.product_files to authenticated;
grant select, insert, update, delete on public.product_files to service_role;
