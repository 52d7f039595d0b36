-- Why somebody corrects a stock by hand.
create table public.stock_reasons (
  key text primary key,
  position smallint not null,
  adds boolean not null,
  needs_note boolean not null default false,
  constraint key_is_a_word check (key ~ '^[a-z_]+$')
);

alter table public.stock_reasons enable row level security;

create policy select_signed_in on public.stock_reasons for select to authenticated using ((select auth.uid()) is not null);

comment on table public.stock_reasons is 'Reasons of corrections by hand. adds: units come in by it; otherwise they go.';

revoke all on public.stock_reasons from anon, authenticated;
grant select on public.stock_reasons to authenticated;
grant select, insert, update, delete on public.stock_reasons to service_role;
