create table public.contact_email_types (
  key text primary key,
  position smallint not null,
  constraint contact_email_types_key_is_a_word check (key ~ '^[a-z_]{2,20}$')
);

alter table public.contact_email_types enable row level security;

create policy select_signed_in on public.contact_email_types for select to authenticated using ((select auth.uid()) is not null);

comment on table public.contact_email_types is 'What an e-mail address of a person is for, in the order in which it is offered; its words are texts of the screen.';

revoke all on public.contact_email_types from anon, authenticated;
grant select on public.contact_email_types to authenticated;
grant select, insert, update, delete on public.contact_email_types to service_role;
