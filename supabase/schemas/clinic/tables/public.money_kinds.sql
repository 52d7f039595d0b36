-- What an entry of the clinics' money can be: a fact of the product, not of a clinic.
create table public.money_kinds (
  key text primary key,
  position smallint not null,
  direction smallint not null,
  constraint money_kind_direction_is_a_sign check (direction between -1 and 1)
);

alter table public.money_kinds enable row level security;

create policy select_signed_in on public.money_kinds for select to authenticated using ((select auth.uid()) is not null);

comment on table public.money_kinds is 'charge, payment, reversal, refund, adjustment.';
comment on column public.money_kinds.direction is '1: the payer owes more, -1: the payer owes less, 0: either.';

revoke all on public.money_kinds from anon, authenticated;
grant select on public.money_kinds to authenticated;
grant select, insert, update, delete on public.money_kinds to service_role;
