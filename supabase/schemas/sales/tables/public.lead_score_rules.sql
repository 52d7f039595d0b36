-- What makes a lead worth calling first.
create table public.lead_score_rules (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  field text not null,
  value text,
  points smallint not null,
  position integer not null default 0,
  primary key (tenant_id, id),
  constraint field_is_known check (field in ('has_email', 'has_phone', 'has_company', 'origin_is', 'utm_source_is', 'message_contains')),
  constraint value_where_one_is_asked check ((field like 'has_%') = (value is null)),
  constraint value_fits check (char_length(value) between 1 and 60),
  constraint points_are_some check (abs(points) between 1 and 100)
);

alter table public.lead_score_rules enable row level security;

create policy select_desk on public.lead_score_rules for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.lead_score_rules is 'Points of a lead: the sum of the rules that hold is its score.';

-- No write grants: save_score_rules decides.
revoke all on public.lead_score_rules from anon, authenticated;
grant select on public.lead_score_rules to authenticated;
grant select, insert, update, delete on public.lead_score_rules to service_role;
