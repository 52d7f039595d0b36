-- What a profession may not do to sell: facts of the product, from the rules of its council.
create table public.profession_limits (
  council text not null,
  feature text not null,
  source text not null,
  primary key (council, feature),
  constraint limit_is_known check (feature in ('coupons', 'packages', 'reviews'))
);

alter table public.profession_limits enable row level security;

create policy select_signed_in on public.profession_limits for select to authenticated using ((select auth.uid()) is not null);

comment on table public.profession_limits is 'The switch per profession: what is sold of a therapist with this council takes no coupon, is no promotional package, shows no review.';
comment on column public.profession_limits.source is 'The rule that says so.';

revoke all on public.profession_limits from anon, authenticated;
grant select on public.profession_limits to authenticated;
grant select, insert, update, delete on public.profession_limits to service_role;
