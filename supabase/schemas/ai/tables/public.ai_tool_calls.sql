-- What the assistant asked of the clinic's records, and what it did.
create table public.ai_tool_calls (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  turn_id uuid not null,
  tool text not null,
  args jsonb not null default '{}',
  result jsonb not null default '{}',
  is_effect boolean not null default false,
  ms integer,
  called_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, turn_id) references public.ai_turns (tenant_id, id) on delete cascade
);

alter table public.ai_tool_calls enable row level security;

create policy select_members on public.ai_tool_calls for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index ai_tool_calls_turn on public.ai_tool_calls (tenant_id, turn_id, called_at);

comment on table public.ai_tool_calls is 'Every call of a tool in a turn, refused ones included. is_effect: something was changed.';

-- No write grants: run_assistant_tool decides.
revoke all on public.ai_tool_calls from anon, authenticated;
grant select on public.ai_tool_calls to authenticated;
grant select, insert, update, delete on public.ai_tool_calls to service_role;
