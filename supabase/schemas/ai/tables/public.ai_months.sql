-- What the assistant of a clinic used in a month.
create table public.ai_months (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  month date not null,
  turns integer not null default 0,
  answered integer not null default 0,
  handed integer not null default 0,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  cost_microcents bigint not null default 0,
  reserved_microcents bigint not null default 0,
  embedding_tokens bigint not null default 0,
  embedding_microcents bigint not null default 0,
  primary key (tenant_id, month),
  constraint month_begins_on_its_first check (extract(day from month) = 1),
  constraint assistant_use_is_not_negative check (cost_microcents >= 0 and reserved_microcents >= 0)
);

alter table public.ai_months enable row level security;

create policy select_leaders on public.ai_months for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

comment on table public.ai_months is 'By the clinic''s calendar. reserved_microcents: what the turns underway may cost, so that many at once do not pass the budget. embedding_microcents: of cost_microcents, what vectors cost.';

-- No write grants: begin_turn, finish_turn and charge_embeddings count.
revoke all on public.ai_months from anon, authenticated;
grant select on public.ai_months to authenticated;
grant select, insert, update, delete on public.ai_months to service_role;
