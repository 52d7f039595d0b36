-- What a key of the API may be allowed. Reference data of the product.
create table public.api_scopes (
  key text primary key,
  position smallint not null,
  constraint api_scope_is_resource_and_right check (key ~ '^[a-z_]+:[a-z]+$')
);

alter table public.api_scopes enable row level security;

create policy select_signed_in on public.api_scopes for select to authenticated using ((select auth.uid()) is not null);

comment on table public.api_scopes is 'Rights that a key may have, in the order of the screen.';

revoke all on public.api_scopes from anon, authenticated;
grant select on public.api_scopes to authenticated;
grant select, insert, update, delete on public.api_scopes to service_role;
