create table public.intake_fields (
  key text primary key,
  unit text not null,
  kinds text[] not null,
  allowed text[],
  position smallint not null,
  constraint intake_fields_key_is_a_path check (key ~ '^[a-z_]{2,20}(\.[a-z_]{2,20})?$')
);

alter table public.intake_fields enable row level security;

create policy select_signed_in on public.intake_fields for select to authenticated using ((select auth.uid()) is not null);

comment on table public.intake_fields is 'What of a patient an answer can become.';
comment on column public.intake_fields.unit is 'What is kept or taken as one in a review: a guardian is one, with name and phone.';
comment on column public.intake_fields.kinds is 'Kinds of questions whose answers fit.';
comment on column public.intake_fields.allowed is 'Where the field knows a few values: the options of the question are of these.';

revoke all on public.intake_fields from anon, authenticated;
grant select on public.intake_fields to authenticated;
grant select, insert, update, delete on public.intake_fields to service_role;
