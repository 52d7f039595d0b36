-- Units that were made together and expire together.
create table public.stock_lots (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  variant_id uuid not null,
  code text not null,
  expires_on date,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  constraint lot_is_known_once unique (tenant_id, variant_id, code),
  constraint code_is_one_plain_line check (code = app.normalize_name(code) and char_length(code) between 1 and 40)
);

alter table public.stock_lots enable row level security;

create policy select_desk on public.stock_lots for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.stock_lots is 'Lots of variants that have lots. What expires first is sold first; what has expired is not sold.';

-- No write grants: what comes in names its lot.
revoke all on public.stock_lots from anon, authenticated;
grant select on public.stock_lots to authenticated;
grant select, insert, update, delete on public.stock_lots to service_role;
