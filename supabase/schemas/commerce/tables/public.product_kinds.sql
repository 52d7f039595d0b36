-- What a product can be. Facts that differ by kind are columns here, so that no function knows a kind by its name.
create table public.product_kinds (
  key text primary key,
  position smallint not null,
  has_stock boolean not null,
  is_shipped boolean not null,
  has_seats boolean not null,
  gives_sessions boolean not null,
  invoice text not null,
  gives_voucher boolean not null default false,
  is_downloaded boolean not null default false,
  constraint key_is_a_word check (key ~ '^[a-z_]+$'),
  constraint invoice_is_known check (invoice in ('nfe', 'nfse'))
);

alter table public.product_kinds enable row level security;

create policy select_signed_in on public.product_kinds for select to authenticated using ((select auth.uid()) is not null);

comment on table public.product_kinds is 'Kinds of products. has_seats: sold by time slots. gives_sessions: whoever buys it has sessions of the practice. gives_voucher: whoever buys it at a distance shows a voucher at the clinic. is_downloaded: whoever has paid for it gets its files.';

revoke all on public.product_kinds from anon, authenticated;
grant select on public.product_kinds to authenticated;
grant select, insert, update, delete on public.product_kinds to service_role;
