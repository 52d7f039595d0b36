-- What the assistant is measured with.
create table public.ai_cases (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  set text not null default 'own',
  text text not null,
  expected jsonb not null default '{}',
  turn_id uuid,
  created_by uuid,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, turn_id) references public.ai_turns (tenant_id, id) on delete cascade,
  constraint case_set_is_a_word check (set ~ '^[a-z][a-z0-9_]{1,29}$'),
  constraint case_text_fits check (char_length(text) between 1 and 4000),
  constraint case_comes_from_a_turn_once unique (tenant_id, turn_id)
);

alter table public.ai_cases enable row level security;

create policy select_leaders on public.ai_cases for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

create index ai_cases_set on public.ai_cases (tenant_id, set) where archived_at is null;
comment on table public.ai_cases is 'Labelled messages of a clinic; a turn that somebody called bad becomes one.';
comment on column public.ai_cases.expected is '{intent, handoff, note, document_id}: what would have been right, as far as it is known.';

-- No write grants: save_assistant_case and rate_assistant_turn decide.
revoke all on public.ai_cases from anon, authenticated;
grant select on public.ai_cases to authenticated;
grant select, insert, update, delete on public.ai_cases to service_role;
