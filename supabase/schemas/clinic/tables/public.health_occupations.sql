-- Occupations of Receita Saúde: a fact of the tax authority, not of a clinic.
create table public.health_occupations (
  code text primary key,
  name text not null,
  councils text[] not null default '{}',
  position smallint not null,
  constraint occupation_code_is_a_number check (code ~ '^[0-9]{3}$')
);

alter table public.health_occupations enable row level security;

create policy select_signed_in on public.health_occupations for select to authenticated using ((select auth.uid()) is not null);

comment on table public.health_occupations is 'Occupations that issue Receita Saúde, with the code that its file carries.';
comment on column public.health_occupations.councils is 'Councils of whose members it is the occupation: it is proposed to them.';

revoke all on public.health_occupations from anon, authenticated;
grant select on public.health_occupations to authenticated;
grant select, insert, update, delete on public.health_occupations to service_role;
