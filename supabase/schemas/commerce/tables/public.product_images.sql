-- Pictures of products. The object is a row of app.media_files under the same id, in the bucket product-images.
create table public.product_images (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  position smallint not null,
  alt text,
  mime_type text not null,
  bytes integer not null,
  width integer,
  height integer,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  foreign key (tenant_id, id) references app.media_files (tenant_id, id) on delete cascade,
  constraint image_position_is_counted check (position between 1 and 10),
  constraint image_alt_is_one_plain_line check (alt = app.normalize_name(alt) and char_length(alt) between 1 and 200),
  constraint image_type_is_a_picture check (mime_type in ('image/jpeg', 'image/png', 'image/webp'))
);

alter table public.product_images enable row level security;

create policy select_desk on public.product_images for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index product_images_of_product on public.product_images (tenant_id, product_id, position);

create trigger product_images_let_go after delete on public.product_images
  for each row execute function app.tg_product_images__let_go();

comment on table public.product_images is 'Pictures of products, the cover first. Strangers see those of what stands in an open shop, through the function shop alone.';
comment on column public.product_images.alt is 'What is on it, for whoever does not see it; NULL: the name of the product says it.';
comment on column public.product_images.mime_type is 'What the server found it to be.';

-- No write grants: save_product_images decides.
revoke all on public.product_images from anon, authenticated;
grant select on public.product_images to authenticated;
grant select, insert, update, delete on public.product_images to service_role;
