-- What a paid order may download, and how often it did.
create table public.order_downloads (
  tenant_id uuid not null,
  item_id uuid not null,
  file_id uuid not null,
  left_over smallint not null,
  expires_at timestamptz not null,
  last_at timestamptz,
  primary key (tenant_id, item_id, file_id),
  foreign key (tenant_id, item_id) references public.order_items (tenant_id, id) on delete cascade,
  foreign key (tenant_id, file_id) references public.product_files (tenant_id, id) on delete cascade,
  constraint downloads_are_not_negative check (left_over >= 0)
);

alter table public.order_downloads enable row level security;

create policy select_desk on public.order_downloads for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_downloads_file on public.order_downloads (tenant_id, file_id);

comment on column public.order_downloads.left_over is 'How often it can be opened still.';

-- No write grants: the functions of orders decide.
revoke all on public.order_downloads from anon, authenticated;
grant select on public.order_downloads to authenticated;
grant select, insert, update, delete on public.order_downloads to service_role;
