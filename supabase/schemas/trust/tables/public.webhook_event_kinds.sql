-- What the server of a clinic can be told. Reference data of the product.
create table public.webhook_event_kinds (
  key text primary key,
  position smallint not null,
  is_offered boolean not null default true,
  constraint webhook_event_is_domain_and_verb check (key ~ '^[a-z_]+\.[a-z_]+$')
);

alter table public.webhook_event_kinds enable row level security;

create policy select_signed_in on public.webhook_event_kinds for select to authenticated using ((select auth.uid()) is not null);

comment on table public.webhook_event_kinds is 'Events that endpoints of clinics may listen to, in the order of the screen.';
comment on column public.webhook_event_kinds.is_offered is 'False: sent on request only, whatever an endpoint listens to.';

revoke all on public.webhook_event_kinds from anon, authenticated;
grant select on public.webhook_event_kinds to authenticated;
grant select, insert, update, delete on public.webhook_event_kinds to service_role;
