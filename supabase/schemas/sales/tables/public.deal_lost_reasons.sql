-- Why deals are lost, in the clinic's words.
create table public.deal_lost_reasons (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  position integer not null default 0,
  archived_at timestamptz,
  primary key (tenant_id, id),
  constraint reason_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60)
);

alter table public.deal_lost_reasons enable row level security;

create policy select_desk on public.deal_lost_reasons for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.deal_lost_reasons is 'Reasons that are offered when a deal is lost.';

-- No write grants: save_lost_reasons decides.
revoke all on public.deal_lost_reasons from anon, authenticated;
grant select on public.deal_lost_reasons to authenticated;
grant select, insert, update, delete on public.deal_lost_reasons to service_role;
