create table public.activity_kinds (
  key text primary key,
  position smallint not null,
  is_planned boolean not null,
  constraint activity_kinds_key_is_a_word check (key ~ '^[a-z_]{2,20}$')
);

alter table public.activity_kinds enable row level security;

create policy select_signed_in on public.activity_kinds for select to authenticated using ((select auth.uid()) is not null);

comment on table public.activity_kinds is 'What an activity is. is_planned: it waits for its day until somebody did it; the others only say what happened.';

revoke all on public.activity_kinds from anon, authenticated;
grant select on public.activity_kinds to authenticated;
grant select, insert, update, delete on public.activity_kinds to service_role;
