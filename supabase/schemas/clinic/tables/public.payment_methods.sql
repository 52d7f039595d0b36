create table public.payment_methods (
  key text primary key,
  position smallint not null,
  constraint payment_method_key_is_a_word check (key ~ '^[a-z_]{2,20}$')
);

alter table public.payment_methods enable row level security;

create policy select_signed_in on public.payment_methods for select to authenticated using ((select auth.uid()) is not null);

comment on table public.payment_methods is 'How a patient pays, in the order in which it is offered; its words are texts of the screen.';

revoke all on public.payment_methods from anon, authenticated;
grant select on public.payment_methods to authenticated;
grant select, insert, update, delete on public.payment_methods to service_role;
