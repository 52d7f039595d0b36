create table public.lead_origins (
  key text primary key,
  position smallint not null,
  family text,
  constraint lead_origins_key_is_a_word check (key ~ '^[a-z_]{2,20}$')
);

alter table public.lead_origins enable row level security;

create policy select_signed_in on public.lead_origins for select to authenticated using ((select auth.uid()) is not null);

comment on table public.lead_origins is 'Where a lead or a contact came from, in the order in which it is offered; its words are texts of the screen. family: that of the channels whose conversations have this origin.';

revoke all on public.lead_origins from anon, authenticated;
grant select on public.lead_origins to authenticated;
grant select, insert, update, delete on public.lead_origins to service_role;
