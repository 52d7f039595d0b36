-- What part of a payment is a therapist's. Never changed: what is said anew, or taken back, is marked.
create table public.payout_rules (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  number bigint not null default nextval('app.payout_numbers'),
  therapist_id uuid,
  session_type_id uuid,
  payer_id uuid,
  percent numeric(5, 2),
  fixed_cents integer,
  valid_from date not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  replaced_by uuid,
  replaced_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  constraint percent_is_a_share check (percent between 0 and 100),
  constraint fixed_is_an_amount check (fixed_cents between 0 and 100000000),
  constraint percent_or_fixed check (percent is null or fixed_cents is null)
);

alter table public.payout_rules enable row level security;

create policy select_admins on public.payout_rules for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

-- of one subject and day one rule is in force
create unique index payout_rules_in_force on public.payout_rules (tenant_id, therapist_id, session_type_id, payer_id, valid_from)
  nulls not distinct where replaced_at is null;
create index payout_rules_type on public.payout_rules (tenant_id, session_type_id) where session_type_id is not null;
create index payout_rules_payer on public.payout_rules (tenant_id, payer_id) where payer_id is not null;
create index payout_rules_therapist on public.payout_rules (tenant_id, therapist_id) where therapist_id is not null;

comment on table public.payout_rules is 'Of what is said for a charge the rule counts that names most of therapist, payer and session type; of two that name as many, the therapist''s before the payer''s before the type''s. Null: any.';
comment on column public.payout_rules.percent is 'Of what was paid. fixed_cents is an amount a session instead. Both null: from this day on there is no such rule.';
comment on column public.payout_rules.valid_from is 'For sessions, packages and months that are due from this day on.';
comment on column public.payout_rules.replaced_at is 'When somebody said it anew for the same day, or took it back: it counts no more.';

-- No write grants: save_payout_rule and delete_payout_rule decide.
revoke all on public.payout_rules from anon, authenticated;
grant select on public.payout_rules to authenticated;
grant select, insert, update, delete on public.payout_rules to service_role;
