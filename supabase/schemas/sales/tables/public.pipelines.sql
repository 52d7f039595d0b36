-- Ways in which a clinic sells, each with its stages.
create table public.pipelines (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  position integer not null default 0,
  version integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint pipeline_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60)
);

alter table public.pipelines enable row level security;

create policy select_desk on public.pipelines for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.pipelines is 'Sales pipelines of a clinic; the first of them is where a new deal begins.';

-- No write grants: save_pipeline decides.
revoke all on public.pipelines from anon, authenticated;
grant select on public.pipelines to authenticated;
grant select, insert, update, delete on public.pipelines to service_role;
