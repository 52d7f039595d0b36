create table public.conversation_columns (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  key text not null,
  name text,
  position integer not null,
  primary key (tenant_id, key),
  constraint column_key_is_known check (key in ('new', 'in_progress', 'waiting_contact', 'finished')),
  constraint column_name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint column_name_fits check (char_length(name) between 2 and 40)
);

alter table public.conversation_columns enable row level security;

create policy select_members on public.conversation_columns for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_columns is 'How a clinic names and orders the columns of its board; a clinic that changed nothing has no rows. Cards refer to the key, so a renamed column keeps them.';
comment on column public.conversation_columns.name is 'NULL: the name that the product has for it, in the language of whoever looks.';

revoke all on public.conversation_columns from anon, authenticated;
grant select on public.conversation_columns to authenticated;
grant select, insert, update, delete on public.conversation_columns to service_role;
